import type { Candidate } from '../papers/paper.ts'
import { SOURCE_NAMES, VOTED_SOURCE } from '../papers/sources.ts'
import { type LimitedPaperIndex, TooBroadError } from '../ports/paper-index.ts'
import type { Papers } from '../ports/papers.ts'
import type { Query } from '../search/query/query.ts'
import { createTopicMatcher, queryOfTopic, type TopicMatcher } from '../search/topics.ts'

/** How many of a topic's newest papers are considered. arXiv lists hundreds a day, and a digest takes a few. */
const MAX_PER_TOPIC = 200
/** The database's time for one topic, ms. */
const LIMIT_MS = 300

const UNVOTED: readonly Query[] = [
  {
    kind: 'or',
    parts: SOURCE_NAMES.filter(name => name !== VOTED_SOURCE).map(source => ({ kind: 'source', source })),
  },
  { kind: 'not', part: { kind: 'source', source: VOTED_SOURCE } },
]

/** Papers that nobody could vote on, and which of them match a topic. */
export interface UnvotedPapers {
  papers: readonly Candidate[]
  topics: Pick<TopicMatcher, 'matching'>
}

/** Finds the papers of topics that nobody could vote on. @param days YYYY-MM-DD, both inclusive; `today` is by UTC */
export type FindUnvoted = (
  topics: readonly string[],
  days: { from: string; to: string; today: string },
) => Promise<UnvotedPapers>

/** They are found by the index, because reading all of them for each digest would take a second and much memory. */
export function createFindUnvoted({
  papers,
  index,
}: {
  papers: Pick<Papers, 'unvoted'>
  index: Pick<LimitedPaperIndex, 'within' | 'keys'>
}): FindUnvoted {
  async function keysOf(topic: string, days: Parameters<FindUnvoted>[1]): Promise<readonly number[]> {
    const asked = queryOfTopic(topic)
    // A stored topic that the grammar no longer accepts.
    if (asked.kind === 'or' && asked.parts.length === 0) return []
    const { from, to, today } = days
    const since: Query = { kind: 'since', day: from, text: from }
    const until: Query = { kind: 'until', day: to, text: to }
    const query: Query = { kind: 'and', parts: [asked, ...UNVOTED, since, until] }
    try {
      return await index.within(LIMIT_MS).matching(query, { today, limit: MAX_PER_TOPIC })
    } catch (error) {
      // A topic that is too broad for the index finds nothing here; its papers with votes don't need the index.
      if (!(error instanceof TooBroadError)) throw error
      return []
    }
  }

  return async (topics, days) => {
    const keys = new Map<string, ReadonlySet<number>>()
    for (const topic of topics) keys.set(topic, new Set(await keysOf(topic, days)))
    const found = await papers.unvoted([...new Set([...keys.values()].flatMap(each => [...each]))])
    const idsByKey = await index.keys(found.map(({ paper }) => paper.id))
    // Of other topics, such as muted ones: matching these papers again takes longer than finding them.
    const others = createTopicMatcher(found)
    const matching = (topic: string, today: string): ReadonlySet<string> => {
      const known = keys.get(topic)
      if (!known) return others.matching(topic, today)
      return new Set(idsByKey.filter(({ key }) => known.has(key)).map(({ id }) => id))
    }
    return { papers: found, topics: { matching } }
  }
}
