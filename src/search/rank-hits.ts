import type { Hit, PaperIndex } from '../ports.ts'
import { closeness, stemsOf, termsOf } from './closeness.ts'
import { documentOf } from './document.ts'
import { type Query, within } from './query.ts'

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
  score: number
  parts: Parts
}

/** So many are read to see how well their texts match. */
const READ = 60
/** How far apart words may be to stand near each other, beside themselves. */
const NEAR = 8
/** What the index alone can tell of how well a text matches: all words in the title, together, near each other. */
const TOLD = { title: 0.5, together: 0.35, near: 0.15 }

const DAY_MS = 86_400_000

interface Context {
  index: PaperIndex
  ranking: SearchRanking
  /** YYYY-MM-DD, by UTC. */
  today: string
}

/**
 * Orders what a query found, best first. Where that is much, the index is asked more narrowly first (in the title, together,
 * near), and only the papers that come out best are read.
 */
export async function rankHits(query: Query, hits: readonly Hit[], context: Context): Promise<RankedHit[]> {
  const { index } = context
  const told = hits.length > READ ? await tell(query, hits, context) : undefined
  const first = hits.map(hit => weigh(hit, told?.get(hit.key) ?? 0, context)).sort(byScore)
  const best = first.slice(0, READ)
  const terms = termsOf(query)
  if (terms.length === 0) return first
  const papers = await index.load(best.map(({ key }) => key))
  const read = best.flatMap((hit, place) => {
    const found = papers[place]
    return found ? [weigh(hit, closeness(documentOf(found.paper), terms), context)] : []
  })
  return [...read.sort(byScore), ...first.slice(READ)]
}

const byScore = (a: RankedHit, b: RankedHit): number => b.score - a.score || b.key - a.key

function weigh(hit: Hit, text: number, { ranking, today }: Context): RankedHit {
  const { weights, halfLifeDays, muchUpvoted } = ranking
  const parts: Parts = {
    text,
    recency: 2 ** (-Math.max(0, (Date.parse(today) - hit.dayAt) / DAY_MS) / halfLifeDays),
    popularity: Math.min(1, Math.log1p(hit.upvotes + hit.stars / 10) / Math.log1p(muchUpvoted)),
  }
  const score =
    weights.text * parts.text + weights.recency * parts.recency + weights.popularity * parts.popularity
  return { ...hit, parts, score }
}

/** How well the papers match as far as the index alone can tell, by key. */
async function tell(
  query: Query,
  hits: readonly Hit[],
  { index, today }: Context,
): Promise<Map<number, number>> {
  const told = new Map<number, number>()
  const from = hits.at(-1)?.key ?? 0
  const note = async (narrower: Query, weight: number): Promise<void> => {
    const found = await index.find(
      { kind: 'and', parts: [query, narrower] },
      { today, limit: hits.length, from },
    )
    for (const { key } of found) told.set(key, (told.get(key) ?? 0) + weight)
  }
  const terms = termsOf(query)
  await note(within({ kind: 'and', parts: terms }, 'title'), TOLD.title)
  const stems = stemsOf(terms)
  if (stems.length > 0) {
    await note({ kind: 'words', stems, text: stems.join(' ') }, TOLD.together)
    await note({ kind: 'near', stems, within: stems.length + NEAR }, TOLD.near)
  }
  return told
}
