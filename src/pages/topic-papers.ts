import type { FoundPaper } from '../papers/paper.ts'
import { type Hit, type LimitedPaperIndex, TooBroadError } from '../ports/paper-index.ts'
import type { CountedRow } from '../ports/papers.ts'
import type { Query } from '../search/query/query.ts'
import { asksForUnvoted, EVERYTHING, queryOfTopic } from '../search/topics.ts'
import type { Clock } from '../time/clock.ts'
import { dayAt } from '../time/days.ts'
import type { DaySpan } from '../time/spans.ts'
import type { RankSpan } from './ranked-span.ts'

/** The papers of a topic on some days: what a channel that follows it could get. */
export interface TopicPapers {
  /** In order of rank; then those that nobody could vote on, newest first, if the topic asks for them. */
  rows: readonly TopicRow[]
  /** When they were ranked, ms UTC. */
  at: number
}

export interface TopicRow {
  /** Its key in the index. */
  key: number
  /** The day of its list, YYYY-MM-DD. */
  day: string
}

/** The papers, or a sentence that says why they can't be found. */
export type FindTopicPapers = (
  topic: string,
  span: DaySpan,
) => Promise<({ ok: true } & TopicPapers) | { ok: false; problem: string }>

/** More than are listed in a month; a broader search exceeds its time limit. */
const MOST = 5_000

export function createFindTopicPapers(deps: {
  index: LimitedPaperIndex
  rankSpan: RankSpan
  clock: Clock
  /** The database's time for one question, ms. */
  limitMs: number
}): FindTopicPapers {
  const { index, rankSpan, clock, limitMs } = deps

  const within = ({ from, to }: DaySpan): Query[] => [
    { kind: 'since', day: from, text: from },
    { kind: 'until', day: to, text: to },
  ]

  return async (topic, span) => {
    const { rows, at } = await rankSpan(span)
    if (topic === EVERYTHING) return { ok: true, rows: rows.map(toRow), at }
    const query: Query = { kind: 'and', parts: [queryOfTopic(topic), ...within(span)] }
    try {
      const options = { today: dayAt(clock.now(), 'UTC'), limit: MOST }
      const hits = await index.within(limitMs).find(query, options)
      const keys = new Set(hits.map(({ key }) => key))
      const voted = rows.filter(({ key }) => keys.has(key))
      const known = new Set(rows.map(({ key }) => key))
      const others = asksForUnvoted(topic) ? hits.filter(({ key }) => !known.has(key)) : []
      return { ok: true, rows: [...voted.map(toRow), ...others.map(hitRow)], at }
    } catch (error) {
      if (!(error instanceof TooBroadError)) throw error
      return { ok: false, problem: error.message }
    }
  }
}

const toRow = ({ key, paper }: CountedRow): TopicRow => ({ key, day: paper.day })
const hitRow = ({ key, dayAt: at }: Hit): TopicRow => ({ key, day: dayAt(at, 'UTC') })

/** Loads papers of a topic, in their order. */
export const loadRows = (
  index: Pick<LimitedPaperIndex, 'load'>,
  rows: readonly TopicRow[],
): Promise<FoundPaper[]> => index.load(rows.map(({ key }) => key))
