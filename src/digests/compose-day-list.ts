import type { Layout } from '../channels/layout.ts'
import type { Digest, Span } from '../messages/digest.ts'
import { listUrl } from '../papers/paper.ts'
import type { RankedPaper } from '../papers/rank.ts'
import { EVERYTHING } from '../search/topics.ts'
import { dayAt } from '../time/days.ts'
import { dayText } from '../time/time-text.ts'
import { entryOf } from './compose.ts'
import type { RankedPapers } from './ranked-papers.ts'

/** The papers of a topic on the newest day that has any, best first. */
export interface DayList {
  /** YYYY-MM-DD */
  day: string
  title: string
  papers: readonly RankedPaper[]
}

/** Undefined if the topic has no papers. */
export function newestDayList(rankedPapers: RankedPapers, topic: string): DayList | undefined {
  const matched = rankedPapers.matching(topic)
  const day = matched
    .map(({ paper }) => paper.day)
    .sort()
    .at(-1)
  if (!day) return undefined
  const year = day.slice(0, 4)
  const isThisYear = dayAt(rankedPapers.at, 'UTC').startsWith(year)
  const title = `Listed on ${dayText(day)}${isThisYear ? '' : ` ${year}`}${aboutText(topic)}`
  return { day, title, papers: matched.filter(({ paper }) => paper.day === day) }
}

const aboutText = (topic: string): string => (topic === EVERYTHING ? '' : ` about ${topic}`)

/** A link to the source's page of a day. */
export const sourceListLink = (day: string): Span => ({ text: 'the whole list', url: listUrl(day) })

/**
 * The newest day's list as a digest of one page, for outputs without buttons. Undefined if the topic has no papers.
 * @param options.size the most papers shown; a note counts the rest and links to the source's list
 */
export function composeDayList(
  rankedPapers: RankedPapers,
  topic: string,
  { size, layout }: { size: number; layout: Layout },
): Digest | undefined {
  const list = newestDayList(rankedPapers, topic)
  if (!list) return undefined
  const { day, title, papers } = list
  const entries = papers
    .slice(0, size)
    .map(ranked => entryOf(ranked, rankedPapers.summary(ranked, layout), { day, reasons: [] }))
  const more = papers.length - entries.length
  const notes = more > 0 ? [[{ text: `${more} more${aboutText(topic)}: ` }, sourceListLink(day)]] : []
  return { layout, title, entries, notes, actions: [] }
}
