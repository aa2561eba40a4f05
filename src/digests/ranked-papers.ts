import type { Layout } from '../channels/layout.ts'
import { createBoundedMap } from '../lib/bounded-map.ts'
import type { Candidate } from '../papers/paper.ts'
import { type RankedPaper, type Ranking, rank } from '../papers/rank.ts'
import { summarise } from '../papers/summary/summarise.ts'
import { isAvailable } from '../papers/withdrawn.ts'
import { asksForUnvoted, createTopicMatcher, REMEMBERED_TOPICS, type TopicMatcher } from '../search/topics.ts'
import { dayAt } from '../time/days.ts'
import { SUMMARY_LIMITS } from './summary-limits.ts'
import type { UnvotedPapers } from './unvoted-papers.ts'

/**
 * Candidates ranked at one moment, for all channels, without those that are withdrawn or gone from their list. The papers of a topic
 * and the summary of a paper are computed once and shared by channels too.
 */
export interface RankedPapers {
  /** Best first. */
  papers: readonly RankedPaper[]
  /** When they were ranked, ms UTC. */
  at: number
  /**
   * The papers of a topic, best first.
   * @param unvoted whether those that nobody could vote on are among them; by default, if the topic asks for them
   */
  matching(topic: string, unvoted?: boolean): readonly RankedPaper[]
  summary(candidate: Candidate, layout: Layout): string
  /** Prepares to match topics, with other work in between. */
  prepare(): Promise<void>
}

/**
 * @param now ms UTC
 * @param topics a matcher for the same candidates, if there is one already
 * @param others further papers, which nobody could vote on
 */
export function createRankedPapers(
  candidates: readonly Candidate[],
  now: number,
  ranking: Ranking,
  topics: TopicMatcher = createTopicMatcher(candidates),
  others?: UnvotedPapers,
): RankedPapers {
  const ranked = rank(
    [...candidates, ...(others?.papers ?? [])].filter(({ paper }) => isAvailable(paper)),
    now,
    ranking,
  )
  const today = dayAt(now, 'UTC')
  const matches = createBoundedMap<string, readonly RankedPaper[]>(REMEMBERED_TOPICS)
  const summaries = new Map<string, string>()
  return {
    papers: ranked,
    at: now,
    matching(topic, unvoted = asksForUnvoted(topic)) {
      const key = `${unvoted} ${topic}`
      let found = matches.get(key)
      if (!found) {
        const ids = topics.matching(topic, today)
        const otherIds = unvoted ? others?.topics.matching(topic, today) : undefined
        found = ranked.filter(({ paper, counts }) =>
          counts ? ids.has(paper.id) : unvoted && (otherIds ?? ids).has(paper.id),
        )
        matches.set(key, found)
      }
      return found
    },
    summary({ paper }, layout) {
      const key = `${layout} ${paper.id}`
      let summary = summaries.get(key)
      if (summary === undefined) {
        summary = summarise(paper, SUMMARY_LIMITS[layout])
        summaries.set(key, summary)
      }
      return summary
    },
    prepare: topics.prepare,
  }
}
