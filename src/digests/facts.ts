import type { Span } from '../messages/digest.ts'
import type { FoundPaper, Growth } from '../papers/paper.ts'
import { countText, plural } from '../text/format.ts'
import { dayText } from '../time/time-text.ts'

/** `since yesterday` about a day after, else the hours or days that passed. */
function sinceText(hours: number): string {
  if (hours < 18) return `in ${Math.max(1, Math.round(hours))} h`
  if (hours < 36) return 'since yesterday'
  return `in ${Math.round(hours / 24)} days`
}

const growthText = (growth: Growth | undefined): string =>
  growth && growth.upvotes > 0 ? ` (+${countText(growth.upvotes)} ${sinceText(growth.hours)})` : ''

/** A paper's counts with what they grew by: `▲ 163 (+41 since yesterday)`, `★ 1.2k`. */
export function countFacts({ counts, growth }: Pick<FoundPaper, 'counts' | 'growth'>): string[] {
  if (!counts) return []
  const stars = counts.stars ? [`★ ${countText(counts.stars)}`] : []
  return [`▲ ${countText(counts.upvotes)}${growthText(growth)}`, ...stars]
}

/**
 * What made a paper trend and why it is here, most telling first.
 * @param day the digest's day, YYYY-MM-DD; a paper of an earlier day says so
 * @param reasons why it is here: the topics that brought it, where the words looked for stand
 */
export function factsOf(found: FoundPaper, day: string, reasons: readonly string[]): Span[] {
  const { paper, counts, growth } = found
  const facts: Span[] = countFacts({ counts, growth }).map(text => ({ text }))
  if (paper.organization) facts.push({ text: paper.organization })
  if (paper.authors.length > 0) facts.push({ text: plural(paper.authors.length, 'author') })
  if (paper.codeUrl) facts.push({ text: 'code', url: paper.codeUrl })
  for (const reason of reasons) facts.push({ text: reason })
  if (paper.day < day) facts.push({ text: `from ${dayText(paper.day)}` })
  return facts
}
