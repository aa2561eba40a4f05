import type { ContentFilters } from '../channels/content-filters.ts'
import type { RankedPaper } from '../papers/rank.ts'
import { sharedTerms } from '../search/tf-idf.ts'
import type { RankedPapers } from './ranked-papers.ts'
import { createTopicFit } from './topic-fit.ts'

/** What a channel follows, filters out, and already got. */
export interface ChannelPreferences {
  topics: readonly string[]
  filters: ContentFilters
  /** Ids of papers already posted to the channel. */
  posted: ReadonlySet<string>
}

/** Why a paper of the channel's topics is left out: the first reason that applies. */
export type Exclusion =
  | { kind: 'already posted' }
  | { kind: 'muted'; topic: string }
  | { kind: 'no code' }
  | { kind: 'score' }

/** A ranked paper as one channel sees it. */
export interface EvaluatedPaper {
  ranked: RankedPaper
  /** The channel's topics that match it, with the general digest. */
  topics: readonly string[]
  /** Its score for this channel, 0 to 1: lower than its rank's if it is similar to a downranked paper. 0 if nobody could vote on it. */
  score: number
  /** The downranked paper that it is similar to, and the terms that they share. */
  downrankedBy?: { title: string; shared: readonly string[] }
  exclusion?: Exclusion
  /** It is in the digest as the best paper of this topic, and wouldn't be by its score. */
  placedFor?: string
  /** It would be in the digest by its score, but the best papers of these topics are in it instead. */
  behindTopics?: readonly string[]
}

/** Sharing less than this part of a downranked paper's terms is coincidence. */
const MIN_SIMILARITY = 0.25
/** Even a paper that shares all terms keeps this part of its score. */
const MIN_SCORE_FACTOR = 0.1

/** The papers of any of these topics in order of rank, each with the topics that match it. */
function selectPapers(
  rankedPapers: RankedPapers,
  topics: readonly string[],
  { unvoted }: ContentFilters,
): [RankedPaper, string[]][] {
  const found = new Map<RankedPaper, string[]>()
  for (const topic of topics) {
    for (const ranked of rankedPapers.matching(topic, unvoted || undefined)) {
      const matched = found.get(ranked)
      if (matched) matched.push(topic)
      else found.set(ranked, [topic])
    }
  }
  return [...found].sort(([a], [b]) => a.rank - b.rank)
}

interface Similarity {
  /** Shared part of the downranked paper's terms, 0 to 1. */
  similarity: number
  downrankedBy: EvaluatedPaper['downrankedBy']
}

/** The downranked paper that a paper is most similar to; the first of equals. */
function mostSimilar({ paper }: RankedPaper, { downranked }: ContentFilters): Similarity {
  let most: Similarity = { similarity: 0, downrankedBy: undefined }
  for (const { paperId, title, terms } of downranked) {
    const shared = sharedTerms(terms, paper)
    const similarity = paperId === paper.id ? 1 : shared.length / Math.max(1, terms.length)
    if (similarity >= MIN_SIMILARITY && similarity > most.similarity) {
      most = { similarity, downrankedBy: { title, shared } }
    }
  }
  return most
}

/** Where a paper comes among those of the same score. */
interface Place {
  day: string
  /** How well it fits the channel's topics, 1 to 2; less if it is similar to a downranked paper. */
  fit: number
}

/** Before all papers that nobody could vote on. */
const VOTED: Place = { day: '9999', fit: 2 }

/** Papers with votes first; then those of newer days, and of a day those that fit the topics best. */
const byPlace = (a = VOTED, b = VOTED): number =>
  Number(a.day < b.day) - Number(a.day > b.day) || b.fit - a.fit

/** All papers of a channel's topics, best first for this channel. Those that are left out have an `exclusion`. */
export function evaluate(
  rankedPapers: RankedPapers,
  { topics, filters, posted }: ChannelPreferences,
): EvaluatedPaper[] {
  const muted = filters.muted.map(topic => ({ topic, papers: new Set(rankedPapers.matching(topic, true)) }))
  const fitOf = createTopicFit()

  function exclusionOf(ranked: RankedPaper, score: number): Exclusion | undefined {
    if (posted.has(ranked.paper.id)) return { kind: 'already posted' }
    const mute = muted.find(({ papers }) => papers.has(ranked))
    if (mute) return { kind: 'muted', topic: mute.topic }
    if (filters.onlyCode && !ranked.paper.codeUrl) return { kind: 'no code' }
    // The score is by votes, so the lowest one says nothing about a paper that nobody could vote on.
    if (!ranked.counts) return undefined
    return Math.round(score * 100) < filters.minScore ? { kind: 'score' } : undefined
  }

  /** The order of the papers that nobody could vote on. */
  const places = new Map<EvaluatedPaper, Place>()
  const evaluated = selectPapers(rankedPapers, topics, filters).map(([ranked, matched]) => {
    const { similarity, downrankedBy } = mostSimilar(ranked, filters)
    const factor = Math.max(MIN_SCORE_FACTOR, 1 - similarity)
    const score = ranked.score * factor
    const exclusion = exclusionOf(ranked, score)
    const paper: EvaluatedPaper = {
      ranked,
      topics: matched,
      score,
      ...(downrankedBy && { downrankedBy }),
      ...(exclusion && { exclusion }),
    }
    if (!ranked.counts) {
      places.set(paper, { day: ranked.paper.day, fit: (1 + fitOf(ranked.paper, matched)) * factor })
    }
    return paper
  })
  // The sort is stable: papers with the same score stay in order of rank.
  return evaluated.sort((a, b) => b.score - a.score || byPlace(places.get(a), places.get(b)))
}
