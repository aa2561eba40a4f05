import type { ContentFilters } from '../channels/content-filters.ts'
import type { RankedPaper } from '../papers/rank.ts'
import { sharedTerms } from '../search/tf-idf.ts'
import { EVERYTHING } from '../search/topics.ts'
import type { RankedPapers } from './ranked-papers.ts'

/** What a channel follows, doesn't want, and has had. */
export interface ChannelPreferences {
  topics: readonly string[]
  filters: ContentFilters
  /** Ids of papers that the channel has had. */
  posted: ReadonlySet<string>
}

/** Why a paper of the channel's topics is left out all the same; the first that applies. */
export type Exclusion =
  | { kind: 'already posted' }
  | { kind: 'muted'; topic: string }
  | { kind: 'no code' }
  | { kind: 'score' }

/** A paper as one channel sees it. */
export interface EvaluatedPaper {
  ranked: RankedPaper
  /** Those of the channel's topics that bring it, the general digest not among them. */
  topics: readonly string[]
  /** Its score for this channel, 0 to 1: less than its own where the channel wants fewer like it. */
  score: number
  /** The paper that someone wanted fewer like, and what this one shares with it. */
  downrankedBy?: { title: string; shared: readonly string[] }
  exclusion?: Exclusion
}

/** Sharing less than this part of a disliked paper's terms is chance. */
const MIN_SIMILARITY = 0.25
/** A paper that shares all of them keeps this part of its score. */
const MIN_SCORE_FACTOR = 0.1

/** The papers of any of these topics, in the order of their rank, each with the topics that brought it. */
function selectPapers(rankedPapers: RankedPapers, topics: readonly string[]): [RankedPaper, string[]][] {
  const found = new Map<RankedPaper, string[]>()
  for (const topic of topics) {
    for (const ranked of rankedPapers.matching(topic)) {
      const why = found.get(ranked) ?? []
      if (topic !== EVERYTHING) why.push(topic)
      found.set(ranked, why)
    }
  }
  return [...found].sort(([a], [b]) => a.rank - b.rank)
}

function similarityTo(
  { paper }: RankedPaper,
  { downranked }: ContentFilters,
): { part: number; of: EvaluatedPaper['downrankedBy'] } {
  let most: { part: number; of: EvaluatedPaper['downrankedBy'] } = { part: 0, of: undefined }
  for (const { paperId, title, terms } of downranked) {
    const shared = sharedTerms(terms, paper)
    const part = paperId === paper.id ? 1 : shared.length / Math.max(1, terms.length)
    if (part >= MIN_SIMILARITY && part > most.part) most = { part, of: { title, shared } }
  }
  return most
}

/** All papers of a channel's topics, best first for this channel, those it will not get among them with the reason. */
export function evaluate(
  rankedPapers: RankedPapers,
  { topics, filters, posted }: ChannelPreferences,
): EvaluatedPaper[] {
  const muted = filters.muted.map(topic => ({ topic, papers: new Set(rankedPapers.matching(topic)) }))

  function exclusionOf(ranked: RankedPaper, score: number): Exclusion | undefined {
    if (posted.has(ranked.paper.id)) return { kind: 'already posted' }
    const mute = muted.find(({ papers }) => papers.has(ranked))
    if (mute) return { kind: 'muted', topic: mute.topic }
    if (filters.onlyCode && !ranked.paper.codeUrl) return { kind: 'no code' }
    return Math.round(score * 100) < filters.minScore ? { kind: 'score' } : undefined
  }

  const evaluated = selectPapers(rankedPapers, topics).map(([ranked, why]): EvaluatedPaper => {
    const { part, of: less } = similarityTo(ranked, filters)
    const score = ranked.score * Math.max(MIN_SCORE_FACTOR, 1 - part)
    const out = exclusionOf(ranked, score)
    return { ranked, topics: why, score, ...(less && { downrankedBy: less }), ...(out && { exclusion: out }) }
  })
  // The sort is stable: papers of one score stay in the order of their rank.
  return evaluated.sort((a, b) => b.score - a.score)
}
