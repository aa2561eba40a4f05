import type { Layout } from '../channels/layout.ts'
import type { Digest, Span } from '../messages/digest.ts'
import { listUrl } from '../papers/paper.ts'
import type { RankedPaper } from '../papers/rank.ts'
import { EVERYTHING } from '../search/topics.ts'
import { addDays, dayAt } from '../time/days.ts'
import { dayText } from '../time/time-text.ts'
import { entriesOf } from './compose.ts'
import type { RankedPapers } from './ranked-papers.ts'

/** The papers of a topic on the newest day that has any, best first. */
export interface DayList {
  /** YYYY-MM-DD */
  day: string
  title: string
  papers: readonly RankedPaper[]
}

/**
 * Undefined if the topic has no papers.
 * @param seenAt when people see it, ms UTC: papers of a day that is long over may be ranked as of that day
 */
export function newestDayList(
  rankedPapers: RankedPapers,
  topic: string,
  seenAt = rankedPapers.at,
): DayList | undefined {
  const matched = rankedPapers.matching(topic)
  const day = matched
    .map(({ paper }) => paper.day)
    .sort()
    .at(-1)
  if (!day) return undefined
  const title = `${dayName(day, dayAt(seenAt, 'UTC'))}${topic === EVERYTHING ? '' : ` · ${topic}`}`
  return { day, title, papers: matched.filter(({ paper }) => paper.day === day) }
}

/** `Today · Thursday 26 November`, `Yesterday · …`, `Papers · Monday 23 November`; with the year if it isn't this one. */
function dayName(day: string, today: string): string {
  const year = day.slice(0, 4)
  const date = `${dayText(day)}${today.startsWith(year) ? '' : ` ${year}`}`
  if (day === today) return `Today · ${date}`
  return day === addDays(today, -1) ? `Yesterday · ${date}` : `Papers · ${date}`
}

/** A link to the source's page of a day. */
export const sourceListLink = (day: string): Span => ({ text: 'the whole list', url: listUrl(day) })

/**
 * The newest day's list as a digest of one page, for outputs without buttons. Undefined if the topic has no papers.
 * @param options.size the most papers shown; a note counts the rest and links to the source's list
 * @param options.seenAt see `newestDayList`
 */
export function composeDayList(
  rankedPapers: RankedPapers,
  topic: string,
  { size, layout, seenAt = rankedPapers.at }: { size: number; layout: Layout; seenAt?: number },
): Digest | undefined {
  const list = newestDayList(rankedPapers, topic, seenAt)
  if (!list) return undefined
  const { day, title, papers } = list
  const shown = papers.slice(0, size)
  const more = papers.length - shown.length
  const notes =
    more > 0
      ? [[{ text: `${more} more${topic === EVERYTHING ? '' : ` about ${topic}`}: ` }, sourceListLink(day)]]
      : []
  const sources = shown.map(found => ({ found, summary: rankedPapers.summary(found, layout), reasons: [] }))
  const now = seenAt === rankedPapers.at ? seenAt : undefined
  return { layout, title, ...entriesOf(sources, { day, now }), notes, actions: [] }
}
