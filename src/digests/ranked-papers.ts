import type { Layout } from '../channels/layout.ts'
import type { Candidate } from '../papers/paper.ts'
import { type RankedPaper, type Ranking, rank } from '../papers/rank.ts'
import { summarise } from '../papers/summary/summarise.ts'
import { createTopicMatcher, type TopicMatcher } from '../search/topics.ts'
import { dayAt } from '../time/days.ts'
import { SUMMARY_LIMITS } from './summary-limits.ts'

/**
 * The papers of one moment, ranked once for all channels; what channels share (a topic's papers, a paper's summary) is
 * worked out once as well.
 */
export interface RankedPapers {
  /** Best first. */
  papers: readonly RankedPaper[]
  /** When it was ranked, ms UTC. */
  at: number
  /** The papers of a topic, best first. */
  matching(topic: string): readonly RankedPaper[]
  summary(candidate: Candidate, layout: Layout): string
}

/**
 * @param now ms UTC
 * @param topics which of the candidates belong to which topic, where that is known from before
 */
export function createRankedPapers(
  candidates: readonly Candidate[],
  now: number,
  ranking: Ranking,
  topics: TopicMatcher = createTopicMatcher(candidates),
): RankedPapers {
  const ranked = rank(candidates, now, ranking)
  const today = dayAt(now, 'UTC')
  const matches = new Map<string, readonly RankedPaper[]>()
  const summaries = new Map<string, string>()
  return {
    papers: ranked,
    at: now,
    matching(topic) {
      let found = matches.get(topic)
      if (!found) {
        const ids = topics.matching(topic, today)
        found = ranked.filter(({ paper }) => ids.has(paper.id))
        matches.set(topic, found)
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
  }
}
