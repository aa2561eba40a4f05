import type { Taste } from '../channels/content-filters.ts'
import type { Ranked } from '../papers/rank.ts'
import { sharedTerms } from '../search/tf-idf.ts'
import { EVERYTHING } from '../search/topics.ts'
import type { Sheet } from './ranked-papers.ts'

/** What a channel follows, doesn't want, and has had. */
export interface Wishes {
  topics: readonly string[]
  taste: Taste
  /** Ids of papers that the channel has had. */
  had: ReadonlySet<string>
}

/** Why a paper of the channel's topics is left out all the same; the first that applies. */
export type Exclusion =
  | { kind: 'had' }
  | { kind: 'muted'; topic: string }
  | { kind: 'no code' }
  | { kind: 'score' }

/** A paper as one channel sees it. */
export interface Judged {
  ranked: Ranked
  /** Those of the channel's topics that bring it, the general digest not among them. */
  topics: readonly string[]
  /** Its score for this channel, 0 to 1: less than its own where the channel wants fewer like it. */
  score: number
  /** The paper that someone wanted fewer like, and what this one shares with it. */
  less?: { title: string; shared: readonly string[] }
  out?: Exclusion
}

/** Sharing less than this part of a disliked paper's terms is chance. */
const LEAST_LIKENESS = 0.25
/** A paper that shares all of them keeps this part of its score. */
const LEAST_SCORE = 0.1

/** The papers of any of these topics, in the order of their rank, each with the topics that brought it. */
function selectPapers(sheet: Sheet, topics: readonly string[]): [Ranked, string[]][] {
  const found = new Map<Ranked, string[]>()
  for (const topic of topics) {
    for (const ranked of sheet.matching(topic)) {
      const why = found.get(ranked) ?? []
      if (topic !== EVERYTHING) why.push(topic)
      found.set(ranked, why)
    }
  }
  return [...found].sort(([a], [b]) => a.rank - b.rank)
}

function likeness({ paper }: Ranked, { less }: Taste): { part: number; of: Judged['less'] } {
  let most: { part: number; of: Judged['less'] } = { part: 0, of: undefined }
  for (const { paperId, title, terms } of less) {
    const shared = sharedTerms(terms, paper)
    const part = paperId === paper.id ? 1 : shared.length / Math.max(1, terms.length)
    if (part >= LEAST_LIKENESS && part > most.part) most = { part, of: { title, shared } }
  }
  return most
}

/** All papers of a channel's topics, best first for this channel, those it will not get among them with the reason. */
export function judge(sheet: Sheet, { topics, taste, had }: Wishes): Judged[] {
  const muted = taste.muted.map(topic => ({ topic, papers: new Set(sheet.matching(topic)) }))

  function exclusionOf(ranked: Ranked, score: number): Exclusion | undefined {
    if (had.has(ranked.paper.id)) return { kind: 'had' }
    const mute = muted.find(({ papers }) => papers.has(ranked))
    if (mute) return { kind: 'muted', topic: mute.topic }
    if (taste.onlyCode && !ranked.paper.codeUrl) return { kind: 'no code' }
    return Math.round(score * 100) < taste.minScore ? { kind: 'score' } : undefined
  }

  const judged = selectPapers(sheet, topics).map(([ranked, why]): Judged => {
    const { part, of: less } = likeness(ranked, taste)
    const score = ranked.score * Math.max(LEAST_SCORE, 1 - part)
    const out = exclusionOf(ranked, score)
    return { ranked, topics: why, score, ...(less && { less }), ...(out && { out }) }
  })
  // The sort is stable: papers of one score stay in the order of their rank.
  return judged.sort((a, b) => b.score - a.score)
}
