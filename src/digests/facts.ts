import type { Span } from '../messages/digest.ts'
import { type FoundPaper, isUnvoted } from '../papers/paper.ts'
import { SOURCE_TITLES } from '../papers/sources.ts'
import { countText, plural } from '../text/format.ts'
import { addDays } from '../time/days.ts'
import { dayText } from '../time/time-text.ts'

/** `since yesterday` after about a day, else the number of hours or days. */
function sinceText(hours: number): string {
  if (hours < 18) return `in ${Math.max(1, Math.round(hours))} h`
  if (hours < 36) return 'since yesterday'
  return `in ${Math.round(hours / 24)} days`
}

/** A period over which growth was measured, in words. */
export type GrowthPeriod = 'this week'

/** When a paper was listed, as a fact below it; and as it is said of all papers of a digest at once. */
interface DayMark {
  text: string
  ofAll: string
}

const YESTERDAY: DayMark = { text: 'listed yesterday', ofAll: 'listed yesterday' }
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** How long ago a paper was listed, today or yesterday by UTC: `new, 3 h ago`, `listed yesterday`. */
function listedMark(listedAt: number, now: number): DayMark | undefined {
  const daysAgo = Math.floor(now / DAY_MS) - Math.floor(listedAt / DAY_MS)
  if (daysAgo === 1) return YESTERDAY
  if (daysAgo > 1 || listedAt > now) return undefined
  const hours = Math.round((now - listedAt) / HOUR_MS)
  return hours === 0
    ? { text: 'new', ofAll: 'listed just now' }
    : { text: `new, ${hours} h ago`, ofAll: `listed ${hours} h ago` }
}

/** How many days a paper stays new: as long as digests reach back over a weekend. */
const NEW_DAYS = 3

/** What a line says instead of counts where nobody could vote: `new on arXiv`, later `on arXiv`. @param day YYYY-MM-DD */
const unvotedText = ({ sources = [], day: listed }: FoundPaper['paper'], day: string): string =>
  `${listed < addDays(day, -NEW_DAYS) ? '' : 'new '}on ${sources.map(name => SOURCE_TITLES[name]).join(' and ')}`

/**
 * A paper's counts and their growth: `▲ 163 (+41 since yesterday)`, `★ 1.2k`, as spans that also say it in words.
 * @param period in which it grew, if that isn't to be said by the hour
 */
export function countSpans(
  { counts, growth }: Pick<FoundPaper, 'counts' | 'growth'>,
  period?: GrowthPeriod,
): Span[] {
  if (!counts) return []
  const grown = growth && growth.upvotes > 0 ? growth : undefined
  const since = grown && (period ?? sinceText(grown.hours))
  const upvotes: Span = {
    text: `▲ ${countText(counts.upvotes)}${grown ? ` (+${countText(grown.upvotes)} ${since})` : ''}`,
    spoken: `${plural(counts.upvotes, 'upvote')}${grown ? `, ${countText(grown.upvotes)} more ${since}` : ''}`,
  }
  if (!counts.stars) return [upvotes]
  return [upvotes, { text: `★ ${countText(counts.stars)}`, spoken: plural(counts.stars, 'star') }]
}

/** A paper's counts and their growth: `▲ 163 (+41 since yesterday)`, `★ 1.2k`. */
export const countFacts = (found: Pick<FoundPaper, 'counts' | 'growth'>): string[] =>
  countSpans(found).map(({ text }) => text)

/** The day, and perhaps the moment, that papers' ages are relative to. */
export interface DayContext {
  /** The digest's day, YYYY-MM-DD; a paper of an earlier day shows its own. */
  day: string
  /** The moment of the ranking, ms UTC, if the papers are in order of it: then one without growth says how new it is. */
  now?: number | undefined
  /** Over which the growth of all papers was measured, if it is the same. */
  growthPeriod?: GrowthPeriod | undefined
}

export interface FactsContext extends DayContext {
  /** Why the paper is shown: its topics, or where it matches a search. */
  reasons: readonly string[]
  /** What is said of all papers of the digest, and so not below each. */
  shared?: readonly DayMark[] | undefined
}

/** How new a paper is, where that explains its place; and its day, if that is an earlier one. */
function dayMarks(
  { paper, counts, growth }: FoundPaper,
  { day, now }: DayContext,
): { listed: DayMark | undefined; from?: DayMark } {
  const isGrowing = growth !== undefined && growth.upvotes > 0
  const listed = isGrowing || !counts || now === undefined ? undefined : listedMark(paper.listedAt, now)
  if (paper.day >= day || listed === YESTERDAY) return { listed }
  const from = `from ${dayText(paper.day)}`
  return { listed, from: { text: from, ofAll: from } }
}

const isAmong = (marks: readonly (DayMark | undefined)[], { text }: DayMark): boolean =>
  marks.some(mark => mark?.text === text)

/** What several papers all have to say about their day. */
export function sharedDayMarks(papers: readonly FoundPaper[], context: DayContext): DayMark[] {
  const [first, ...others] = papers.map(found => Object.values(dayMarks(found, context)))
  if (!first || others.length === 0) return []
  return first.filter(mark => mark !== undefined).filter(mark => others.every(each => isAmong(each, mark)))
}

/** The facts below a paper, most important first. */
export function factsOf(
  found: FoundPaper,
  { day, reasons, now, growthPeriod, shared = [] }: FactsContext,
): Span[] {
  const { paper, counts, growth } = found
  const { listed, from } = dayMarks(found, { day, now })
  const [upvotes, ...others] = countSpans({ counts, growth }, growthPeriod)
  const facts: Span[] = upvotes ? [upvotes] : []
  if (isUnvoted(found)) facts.push({ text: unvotedText(paper, day) })
  if (listed && !isAmong(shared, listed)) facts.push({ text: listed.text })
  facts.push(...others)
  if (paper.withdrawn) facts.unshift({ text: 'withdrawn' })
  if (paper.organization) facts.push({ text: paper.organization })
  if (paper.authors.length > 0) facts.push({ text: plural(paper.authors.length, 'author') })
  if (paper.codeUrl) facts.push({ text: 'code', url: paper.codeUrl })
  for (const reason of reasons) facts.push({ text: reason })
  if (from && !isAmong(shared, from)) facts.push({ text: from.text })
  return facts
}
