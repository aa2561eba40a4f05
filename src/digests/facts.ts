import type { Span } from '../messages/digest.ts'
import { type FoundPaper, isUnvoted } from '../papers/paper.ts'
import { SOURCE_TITLES } from '../papers/sources.ts'
import { countText, plural } from '../text/format.ts'
import { addDays, dayAt } from '../time/days.ts'
import { dayText } from '../time/time-text.ts'

/** `since yesterday` after about a day, else the number of hours or days. */
function sinceText(hours: number): string {
  if (hours < 18) return `in ${Math.max(1, Math.round(hours))} h`
  if (hours < 36) return 'since yesterday'
  return `in ${Math.round(hours / 24)} days`
}

const YESTERDAY = 'listed yesterday'
const HOUR_MS = 3_600_000

/** How long ago a paper was listed, today or yesterday by UTC: `new, 3 h ago`, `listed yesterday`. */
function listedText(listedAt: number, now: number): string | undefined {
  const day = dayAt(listedAt, 'UTC')
  const today = dayAt(now, 'UTC')
  if (day === addDays(today, -1)) return YESTERDAY
  if (day !== today || listedAt > now) return undefined
  const hours = Math.round((now - listedAt) / HOUR_MS)
  return hours === 0 ? 'new' : `new, ${hours} h ago`
}

/** A paper stays new for so many days: as long as digests reach back over a weekend. */
const NEW_DAYS = 3

/** What a line says instead of counts where nobody could vote: `new on arXiv`, later `on arXiv`. @param day YYYY-MM-DD */
const unvotedText = ({ sources = [], day: listed }: FoundPaper['paper'], day: string): string =>
  `${listed < addDays(day, -NEW_DAYS) ? '' : 'new '}on ${sources.map(name => SOURCE_TITLES[name]).join(' and ')}`

/** A paper's counts and their growth: `▲ 163 (+41 since yesterday)`, `★ 1.2k`, as spans that also say it in words. */
export function countSpans({ counts, growth }: Pick<FoundPaper, 'counts' | 'growth'>): Span[] {
  if (!counts) return []
  const grown = growth && growth.upvotes > 0 ? growth : undefined
  const since = grown && sinceText(grown.hours)
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

export interface FactsContext {
  /** The digest's day, YYYY-MM-DD; a paper of an earlier day shows its own. */
  day: string
  /** Why the paper is shown: its topics, or where it matches a search. */
  reasons: readonly string[]
  /** The moment of the ranking, ms UTC, if the papers are in order of it: then one without growth says how new it is. */
  now?: number | undefined
}

/** The facts below a paper, most important first. */
export function factsOf(found: FoundPaper, { day, reasons, now }: FactsContext): Span[] {
  const { paper, counts, growth } = found
  const isGrowing = growth !== undefined && growth.upvotes > 0
  const listed = isGrowing || !counts || now === undefined ? undefined : listedText(paper.listedAt, now)
  const [upvotes, ...others] = countSpans({ counts, growth })
  const facts: Span[] = upvotes ? [upvotes] : []
  if (isUnvoted(found)) facts.push({ text: unvotedText(paper, day) })
  if (listed) facts.push({ text: listed })
  facts.push(...others)
  if (paper.withdrawn) facts.unshift({ text: 'withdrawn' })
  if (paper.organization) facts.push({ text: paper.organization })
  if (paper.authors.length > 0) facts.push({ text: plural(paper.authors.length, 'author') })
  if (paper.codeUrl) facts.push({ text: 'code', url: paper.codeUrl })
  for (const reason of reasons) facts.push({ text: reason })
  if (paper.day < day && listed !== YESTERDAY) facts.push({ text: `from ${dayText(paper.day)}` })
  return facts
}
