import { type Hit, type PaperIndex, TooBroadError } from '../ports/paper-index.ts'
import { neededDocument } from './query/document.ts'
import { isPlain, type Query, within } from './query/query.ts'
import { createRelevance, createTextFilter, type ProximityHints, stemsOf, termsOf } from './relevance.ts'

/** How results are ordered. */
export interface SearchRanking {
  /** Weights of the parts; they add up to 1. */
  weights: { text: number; recency: number; popularity: number }
  /** After this many days the recency score halves. */
  halfLifeDays: number
  /** Upvotes (ten stars count as one) at which popularity reaches 1. */
  muchUpvoted: number
}

/** The parts of a result's score, each from 0 to 1. */
export interface ScoreParts {
  text: number
  recency: number
  popularity: number
}

export interface RankedHit extends Hit {
  /** Text relevance, 0 to 1. */
  text: number
  score: number
}

/** How many of the best hits are ranked again by their headings. */
const RERANK_LIMIT = 100
/** How many other words may be between words that count as near. */
const NEAR_WORDS = 8
/** Text score of a hit by the hints alone: all words in the title, as a phrase, near each other. */
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
  /** See `typedPhrase`. */
  phrase?: readonly string[] | undefined
  /** Called if the index ran out of time, so that the order is approximate. */
  onCutOff?: (() => void) | undefined
}

export interface Scale {
  ranking: SearchRanking
  /** Start of today, ms UTC. */
  todayAt: number
}

/**
 * Ranks the hits of a query, best first. Narrower queries to the index (in the title, near, as a phrase) give a first order,
 * and only the best hits are loaded, without abstracts, and ranked more precisely.
 */
export async function rankHits(query: Query, hits: readonly Hit[], context: Context): Promise<RankedHit[]> {
  const { index, ranking, today } = context
  const scale = { ranking, todayAt: Date.parse(today) }
  if (hits.length === 0) return []
  if (termsOf(query).length === 0) return hits.map(hit => scoreHit(hit, 0, scale)).sort(byScore)
  const hints = await loadHints(query, hits, context)
  const first = hits.map(hit => scoreHit(hit, hintedText(hints.get(hit.key)), scale)).sort(byScore)
  const relevance = createRelevance(query, context.phrase)
  const isNeeded = createTextFilter(query)
  const best = first.slice(0, RERANK_LIMIT)
  const headings = new Map(
    (await index.headings(best.map(({ key }) => key))).map(heading => [heading.key, heading]),
  )
  const read = best.flatMap(hit => {
    const heading = headings.get(hit.key)
    return heading
      ? [scoreHit(hit, relevance(neededDocument(heading, isNeeded), hints.get(hit.key) ?? {}), scale)]
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

/** The parts of a hit's score. */
export const scoreParts = (hit: RankedHit, scale: Scale): ScoreParts => ({
  text: hit.text,
  recency: recencyOf(hit, scale),
  popularity: popularityOf(hit, scale),
})

const hasAlternatives = (query: Query): boolean =>
  query.kind === 'or' || (query.kind === 'and' && query.parts.some(hasAlternatives))

/** What narrower queries to the index reveal about the hits, by key. */
async function loadHints(
  query: Query,
  hits: readonly Hit[],
  { index, today, phrase, onCutOff }: Context,
): Promise<Map<number, MatchHints>> {
  const hints = new Map<number, MatchHints>()
  const options = { today, limit: hits.length }
  async function addHints(
    narrower: Query,
    hint: keyof MatchHints,
    where: { from?: number; among?: readonly number[] },
  ): Promise<readonly number[]> {
    const keys = await index.matching(narrower, { ...options, ...where })
    for (const key of keys) {
      const known = hints.get(key)
      if (known) known[hint] = true
      else hints.set(key, { [hint]: true })
    }
    return keys
  }
  // A phrase implies each of its words, so a plain query needn't be repeated.
  const also = (narrower: Query): Query =>
    isPlain(query) ? narrower : { kind: 'and', parts: [query, narrower] }
  async function askAll(): Promise<void> {
    if (hits.length > RERANK_LIMIT)
      await addHints(within(query, 'title'), 'title', { from: hits.at(-1)?.key ?? 0 })
    // Alternatives (`OR`) needn't be near each other.
    const terms = termsOf(query)
    const stems = hasAlternatives(query) ? [] : stemsOf(terms)
    if (stems.length === 0 || hints.size >= RERANK_LIMIT) return
    // Whatever matches a single phrase or name has its words together.
    if (terms.length === 1 && terms[0]?.kind === 'words') {
      for (const { key } of hits) hints.set(key, { ...hints.get(key), together: true })
      return
    }
    const nearby: Query = { kind: 'near', stems, within: stems.length + NEAR_WORDS }
    const near = await addHints(also(nearby), 'near', { among: hits.map(({ key }) => key) })
    // The words of a phrase are also near each other.
    if (near.length === 0) return
    const together = phrase ?? stems
    await addHints(also({ kind: 'words', stems: together, text: together.join(' ') }), 'together', {
      among: near,
    })
  }
  try {
    await askAll()
  } catch (error) {
    if (!(error instanceof TooBroadError)) throw error
    onCutOff?.()
  }
  return hints
}
