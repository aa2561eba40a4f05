import type { Hit, PaperIndex } from '../ports/paper-index.ts'
import { headingDocument } from './query/document.ts'
import { isPlain, type Query, within } from './query/query.ts'
import { createRelevance, type ProximityHints, stemsOf, termsOf } from './relevance.ts'

/** How results are ordered. */
export interface SearchRanking {
  /** How much each part counts; together 1. */
  weights: { text: number; recency: number; popularity: number }
  /** A paper of this many days ago is half as recent. */
  halfLifeDays: number
  /** So many upvotes (ten stars count as one) are all the popularity there is. */
  muchUpvoted: number
}

/** The parts of a result's score, each from 0 to 1. */
export interface ScoreParts {
  text: number
  recency: number
  popularity: number
}

export interface RankedHit extends Hit {
  /** How well its text matches, from 0 to 1. */
  text: number
  score: number
}

/** The headings of so many are read to see how well they match. */
const RERANK_LIMIT = 40
/** The newest so many are hints of in each way: among more than are read, a newer one is as good. */
const HINT_LIMIT = 200
/** How far text words may be to stand near each other, beside themselves. */
const NEAR_WORDS = 8
/** What the index alone can loadHints of how well a text matches: all words in the title, together, near each other. */
const HINT_WEIGHTS = { title: 0.5, together: 0.35, near: 0.15 }

interface MatchHints extends ProximityHints {
  title?: boolean
}

const DAY_MS = 86_400_000

interface Context {
  index: PaperIndex
  ranking: SearchRanking
  /** YYYY-MM-DD, by UTC. */
  today: string
}

export interface Scale {
  ranking: SearchRanking
  /** When today began, ms UTC. */
  todayAt: number
}

/**
 * Orders what a query found, best first. The index is asked more narrowly first (in the title, together, near), and only the
 * headings of the papers that come out best are read.
 */
export async function rankHits(query: Query, hits: readonly Hit[], context: Context): Promise<RankedHit[]> {
  const { index, ranking, today } = context
  const scale = { ranking, todayAt: Date.parse(today) }
  if (termsOf(query).length === 0) return hits.map(hit => scoreHit(hit, 0, scale)).sort(byScore)
  const hints = await loadHints(query, hits, context)
  const first = hits.map(hit => scoreHit(hit, hintedText(hints.get(hit.key)), scale)).sort(byScore)
  const relevance = createRelevance(query)
  const headings = new Map(
    (await index.headings(first.slice(0, RERANK_LIMIT).map(({ key }) => key))).map(heading => [
      heading.key,
      heading,
    ]),
  )
  const read = first.slice(0, RERANK_LIMIT).flatMap(hit => {
    const heading = headings.get(hit.key)
    return heading
      ? [scoreHit(hit, relevance(headingDocument(heading), hints.get(hit.key) ?? {}), scale)]
      : []
  })
  return [...read.sort(byScore), ...first.slice(RERANK_LIMIT)]
}

const hintedText = ({ title, together, near }: MatchHints = {}): number =>
  (title ? HINT_WEIGHTS.title : 0) + (together ? HINT_WEIGHTS.together : 0) + (near ? HINT_WEIGHTS.near : 0)

const byScore = (a: RankedHit, b: RankedHit): number => b.score - a.score || b.key - a.key

function scoreHit(hit: Hit, text: number, scale: Scale): RankedHit {
  const { weights } = scale.ranking
  const score =
    weights.text * text +
    weights.recency * recencyOf(hit, scale) +
    weights.popularity * popularityOf(hit, scale)
  return { ...hit, text, score }
}

const recencyOf = ({ dayAt }: Hit, { ranking, todayAt }: Scale): number =>
  2 ** (-Math.max(0, (todayAt - dayAt) / DAY_MS) / ranking.halfLifeDays)

function popularityOf({ upvotes, stars }: Hit, { ranking }: Scale): number {
  const liked = Math.max(0, upvotes + stars / 10)
  return Math.min(1, Math.log1p(liked) / Math.log1p(ranking.muchUpvoted))
}

/** What a score is made of. */
export const scoreParts = (hit: RankedHit, scale: Scale): ScoreParts => ({
  text: hit.text,
  recency: recencyOf(hit, scale),
  popularity: popularityOf(hit, scale),
})

/** How the papers match as far as the index alone can loadHints, by key. */
async function loadHints(
  query: Query,
  hits: readonly Hit[],
  { index, today }: Context,
): Promise<Map<number, MatchHints>> {
  const hints = new Map<number, MatchHints>()
  const options = { today, limit: Math.min(hits.length, HINT_LIMIT), from: hits.at(-1)?.key ?? 0 }
  async function addHints(
    narrower: Query,
    what: keyof MatchHints,
    from = options.from,
  ): Promise<readonly number[]> {
    // Where words stand together each of them stands, so that a query of nothing else need not be asked again.
    const both: Query = isPlain(query) ? narrower : { kind: 'and', parts: [query, narrower] }
    const keys = await index.matching(both, { ...options, from })
    for (const key of keys) {
      const known = hints.get(key)
      if (known) known[what] = true
      else hints.set(key, { [what]: true })
    }
    return keys
  }
  const terms = termsOf(query)
  if (hits.length > RERANK_LIMIT) await addHints(within({ kind: 'and', parts: terms }, 'title'), 'title')
  const stems = stemsOf(terms)
  if (stems.length > 0 && hints.size < RERANK_LIMIT) {
    const near = await addHints({ kind: 'near', stems, within: stems.length + NEAR_WORDS }, 'near')
    // Words that stand together are near each other: none is together where none is near, nor in an older paper than those.
    const from = near.length < options.limit ? near.at(-1) : options.from
    if (from !== undefined) await addHints({ kind: 'words', stems, text: stems.join(' ') }, 'together', from)
  }
  return hints
}
