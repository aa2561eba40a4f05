import type { Hit, PaperIndex } from '../ports/paper-index.ts'
import { headOf } from './query/document.ts'
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
export interface Parts {
  text: number
  recency: number
  popularity: number
}

export interface RankedHit extends Hit {
  /** How well its text matches, from 0 to 1. */
  text: number
  score: number
}

/** The heads of so many are read to see how well they match. */
const READ = 40
/** The newest so many are told of in each way: among more than are read, a newer one is as good. */
const TOLD_OF = 200
/** How far apart words may be to stand near each other, beside themselves. */
const NEAR = 8
/** What the index alone can tell of how well a text matches: all words in the title, together, near each other. */
const TOLD = { title: 0.5, together: 0.35, near: 0.15 }

interface ToldOfTitle extends ProximityHints {
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
 * heads of the papers that come out best are read.
 */
export async function rankHits(query: Query, hits: readonly Hit[], context: Context): Promise<RankedHit[]> {
  const { index, ranking, today } = context
  const scale = { ranking, todayAt: Date.parse(today) }
  if (termsOf(query).length === 0) return hits.map(hit => weigh(hit, 0, scale)).sort(byScore)
  const told = await tell(query, hits, context)
  const first = hits.map(hit => weigh(hit, weightOf(told.get(hit.key)), scale)).sort(byScore)
  const relevance = createRelevance(query)
  const heads = new Map(
    (await index.headings(first.slice(0, READ).map(({ key }) => key))).map(head => [head.key, head]),
  )
  const read = first.slice(0, READ).flatMap(hit => {
    const head = heads.get(hit.key)
    return head ? [weigh(hit, relevance(headOf(head), told.get(hit.key) ?? {}), scale)] : []
  })
  return [...read.sort(byScore), ...first.slice(READ)]
}

const weightOf = ({ title, together, near }: ToldOfTitle = {}): number =>
  (title ? TOLD.title : 0) + (together ? TOLD.together : 0) + (near ? TOLD.near : 0)

const byScore = (a: RankedHit, b: RankedHit): number => b.score - a.score || b.key - a.key

function weigh(hit: Hit, text: number, scale: Scale): RankedHit {
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
export const partsOf = (hit: RankedHit, scale: Scale): Parts => ({
  text: hit.text,
  recency: recencyOf(hit, scale),
  popularity: popularityOf(hit, scale),
})

/** How the papers match as far as the index alone can tell, by key. */
async function tell(
  query: Query,
  hits: readonly Hit[],
  { index, today }: Context,
): Promise<Map<number, ToldOfTitle>> {
  const told = new Map<number, ToldOfTitle>()
  const options = { today, limit: Math.min(hits.length, TOLD_OF), from: hits.at(-1)?.key ?? 0 }
  async function note(
    narrower: Query,
    what: keyof ToldOfTitle,
    from = options.from,
  ): Promise<readonly number[]> {
    // Where words stand together each of them stands, so that a query of nothing else need not be asked again.
    const both: Query = isPlain(query) ? narrower : { kind: 'and', parts: [query, narrower] }
    const keys = await index.matching(both, { ...options, from })
    for (const key of keys) {
      const known = told.get(key)
      if (known) known[what] = true
      else told.set(key, { [what]: true })
    }
    return keys
  }
  const terms = termsOf(query)
  if (hits.length > READ) await note(within({ kind: 'and', parts: terms }, 'title'), 'title')
  const stems = stemsOf(terms)
  if (stems.length > 0 && told.size < READ) {
    const near = await note({ kind: 'near', stems, within: stems.length + NEAR }, 'near')
    // Words that stand together are near each other: none is together where none is near, nor in an older paper than those.
    const from = near.length < options.limit ? near.at(-1) : options.from
    if (from !== undefined) await note({ kind: 'words', stems, text: stems.join(' ') }, 'together', from)
  }
  return told
}
