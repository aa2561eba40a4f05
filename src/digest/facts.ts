import type { Growth } from '../papers/paper.ts'
import type { Ranked } from '../papers/rank.ts'
import { countText, plural } from '../text/numbers.ts'
import { dayText } from '../text/times.ts'
import type { Span } from './digest.ts'

/** `since yesterday` about a day after, else the hours or days that passed. */
function sinceText(hours: number): string {
  if (hours < 18) return `in ${Math.max(1, Math.round(hours))} h`
  if (hours < 36) return 'since yesterday'
  return `in ${Math.round(hours / 24)} days`
}

const growthText = (growth: Growth | undefined): string =>
  growth && growth.upvotes > 0 ? ` (+${countText(growth.upvotes)} ${sinceText(growth.hours)})` : ''

/**
 * What made a paper trend and why it is here, most telling first.
 * @param day the digest's day, YYYY-MM-DD; a paper of an earlier day says so
 * @param topics those of the channel's topics that brought the paper
 */
export function factsOf(ranked: Ranked, day: string, topics: readonly string[]): Span[] {
  const { paper, counts, growth } = ranked
  const facts: Span[] = [{ text: `▲ ${countText(counts.upvotes)}${growthText(growth)}` }]
  if (counts.stars) facts.push({ text: `★ ${countText(counts.stars)}` })
  if (paper.organization) facts.push({ text: paper.organization })
  if (paper.authors.length > 0) facts.push({ text: plural(paper.authors.length, 'author') })
  if (paper.codeUrl) facts.push({ text: 'code', url: paper.codeUrl })
  for (const topic of topics) facts.push({ text: topic })
  if (paper.day < day) facts.push({ text: `from ${dayText(paper.day)}` })
  return facts
}
