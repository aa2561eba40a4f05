import type { Channel } from '../channels/channel.ts'
import { NO_CONTENT_FILTERS } from '../channels/content-filters.ts'
import { composeEdition } from '../digests/compose.ts'
import { evaluate } from '../digests/evaluate.ts'
import { createRankedPapers } from '../digests/ranked-papers.ts'
import type { Digest } from '../messages/digest.ts'
import type { Ranking } from '../papers/rank.ts'
import type { LimitedPaperIndex } from '../ports/paper-index.ts'
import { EVERYTHING, parseTopic, topicName } from '../search/topics.ts'
import type { Clock } from '../time/clock.ts'
import { addDays, dayAt } from '../time/days.ts'
import { type FindTopicPapers, loadRows, type TopicRow } from './topic-papers.ts'

/** What a topic would have posted. */
export type TopicPage =
  /** Nothing was typed yet. */
  { kind: 'empty' } | { kind: 'refused'; query: string; problem: string } | Tried

export interface Tried {
  kind: 'tried'
  /** As it was typed. */
  query: string
  topic: string
  /** How it is called in a sentence. */
  name: string
  /** Papers of each of the last 30 days, the oldest first. */
  days: readonly { day: string; papers: number }[]
  /** Papers of the last 7 and the last 30 days. */
  week: number
  month: number
  /** The digest that a channel would get now; absent where there was no paper in 30 days. */
  digest?: Digest | undefined
  /** How many days the digest reaches back. */
  reach: number
}

const WEEK = 7
const MONTH = 30
/** Enough for the best five of the newest days, however they are ranked. */
const MOST_LOADED = 60

export function createTopicPage(deps: {
  find: FindTopicPapers
  index: LimitedPaperIndex
  clock: Clock
  ranking: Ranking
  /** Days that a digest reaches back. */
  daysBack: number
  /** What a channel has until someone sets it. */
  channel: Pick<Channel, 'layout' | 'size'>
}) {
  const { find, index, clock, ranking, channel } = deps

  /** The papers of a digest are those of a few days; where there are none, of more. */
  function newestOf(rows: readonly TopicRow[], today: string): { reach: number; rows: readonly TopicRow[] } {
    for (const reach of [deps.daysBack, WEEK - 1, MONTH - 1]) {
      const recent = rows.filter(({ day }) => day >= addDays(today, -reach))
      if (recent.length > 0) return { reach, rows: recent }
    }
    return { reach: MONTH - 1, rows: [] }
  }

  /** Built by the same steps as an edition of a channel that has just been subscribed. */
  async function compose(topic: string, rows: readonly TopicRow[], at: number): Promise<Digest | undefined> {
    const found = await loadRows(index, rows.slice(0, MOST_LOADED))
    const candidates = found.map(each => ({ ...each, firstSeenAt: each.paper.listedAt }))
    const rankedPapers = createRankedPapers(candidates, at, ranking)
    const preferences = { topics: [topic], filters: NO_CONTENT_FILTERS, posted: new Set<string>() }
    const edition = composeEdition({
      rankedPapers,
      evaluated: evaluate(rankedPapers, preferences),
      ...channel,
      day: dayAt(at, 'UTC'),
      previousEditionAt: 0,
      requested: true,
    })
    return edition.kind === 'digest' ? edition.digest : undefined
  }

  return async (query: string | undefined): Promise<TopicPage> => {
    if (query === undefined) return { kind: 'empty' }
    const parsed = parseTopic(query)
    if (!parsed.ok) return { kind: 'refused', query, problem: parsed.problem }
    const { topic } = parsed
    const today = dayAt(clock.now(), 'UTC')
    const from = addDays(today, 1 - MONTH)
    const found = await find(topic, { from, to: today })
    if (!found.ok) return { kind: 'refused', query, problem: found.problem }
    const counts = Map.groupBy(found.rows, ({ day }) => day)
    const days = Array.from({ length: MONTH }, (_, index) => {
      const day = addDays(from, index)
      return { day, papers: counts.get(day)?.length ?? 0 }
    })
    const { reach, rows } = newestOf(found.rows, today)
    return {
      kind: 'tried',
      query: topic === EVERYTHING ? '' : query,
      topic,
      name: topicName(topic),
      days,
      week: days.slice(-WEEK).reduce((sum, { papers }) => sum + papers, 0),
      month: found.rows.length,
      digest: rows.length > 0 ? await compose(topic, rows, found.at) : undefined,
      reach,
    }
  }
}
