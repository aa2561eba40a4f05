import type { Span } from '../messages/digest.ts'
import type { FoundPaper, Growth } from '../papers/paper.ts'
import { countText, plural } from '../text/format.ts'
import { dayText } from '../time/time-text.ts'

/** `since yesterday` after about a day, else the number of hours or days. */
function sinceText(hours: number): string {
  if (hours < 18) return `in ${Math.max(1, Math.round(hours))} h`
  if (hours < 36) return 'since yesterday'
  return `in ${Math.round(hours / 24)} days`
}

/** Growth in parentheses, by the words before and after its number. */
const growthText = (growth: Growth | undefined, [before, after]: readonly [string, string]): string =>
  growth && growth.upvotes > 0
    ? ` (${before}${countText(growth.upvotes)}${after} ${sinceText(growth.hours)})`
    : ''

/** A paper's counts and their growth: `▲ 163 (+41 since yesterday)`, `★ 1.2k`. */
export const countFacts = (found: Pick<FoundPaper, 'counts' | 'growth'>): string[] =>
  countSpans(found).map(({ text }) => text)

/** The same with what is read out: `163 upvotes (41 more since yesterday)`, `1.2k stars`. */
export function countSpans({ counts, growth }: Pick<FoundPaper, 'counts' | 'growth'>): Span[] {
  if (!counts) return []
  const { upvotes, stars } = counts
  return [
    {
      text: `▲ ${countText(upvotes)}${growthText(growth, ['+', ''])}`,
      spoken: `${plural(upvotes, 'upvote')}${growthText(growth, ['', ' more'])}`,
    },
    ...(stars ? [{ text: `★ ${countText(stars)}`, spoken: plural(stars, 'star') }] : []),
  ]
}

/**
 * The facts below a paper, most important first.
 * @param day the digest's day, YYYY-MM-DD; a paper of an earlier day shows its own
 * @param reasons why the paper is shown: its topics, or where it matches a search
 */
export function factsOf(found: FoundPaper, day: string, reasons: readonly string[]): Span[] {
  const { paper, counts, growth } = found
  const facts: Span[] = countSpans({ counts, growth })
  if (paper.withdrawn) facts.unshift({ text: 'withdrawn' })
  if (paper.organization) facts.push({ text: paper.organization })
  if (paper.authors.length > 0) facts.push({ text: plural(paper.authors.length, 'author') })
  if (paper.codeUrl) facts.push({ text: 'code', url: paper.codeUrl })
  for (const reason of reasons) facts.push({ text: reason })
  if (paper.day < day) facts.push({ text: `from ${dayText(paper.day)}` })
  return facts
}
