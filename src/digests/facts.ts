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

const growthText = (growth: Growth | undefined): string =>
  growth && growth.upvotes > 0 ? ` (+${countText(growth.upvotes)} ${sinceText(growth.hours)})` : ''

/** A paper's counts and their growth: `▲ 163 (+41 since yesterday)`, `★ 1.2k`. */
export function countFacts({ counts, growth }: Pick<FoundPaper, 'counts' | 'growth'>): string[] {
  if (!counts) return []
  const stars = counts.stars ? [`★ ${countText(counts.stars)}`] : []
  return [`▲ ${countText(counts.upvotes)}${growthText(growth)}`, ...stars]
}

/**
 * The facts below a paper, most important first.
 * @param day the digest's day, YYYY-MM-DD; a paper of an earlier day shows its own
 * @param reasons why the paper is shown: its topics, or where it matches a search
 */
export function factsOf(found: FoundPaper, day: string, reasons: readonly string[]): Span[] {
  const { paper, counts, growth } = found
  const facts: Span[] = countFacts({ counts, growth }).map(text => ({ text }))
  if (paper.withdrawn) facts.unshift({ text: 'withdrawn' })
  if (paper.organization) facts.push({ text: paper.organization })
  if (paper.authors.length > 0) facts.push({ text: plural(paper.authors.length, 'author') })
  if (paper.codeUrl) facts.push({ text: 'code', url: paper.codeUrl })
  for (const reason of reasons) facts.push({ text: reason })
  if (paper.day < day) facts.push({ text: `from ${dayText(paper.day)}` })
  return facts
}
