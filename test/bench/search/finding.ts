import type { PaperSearch } from '../../../src/search/search.ts'
import type { KnownItem } from './queries.ts'

const DEPTH = 10
/** Goals by kind, MRR. */
const GOALS: Readonly<Record<string, number>> = {
  'three rare title words': 0.95,
  'author and title word': 0.95,
  'phrase of the abstract': 0.95,
  'whole descriptions': 0.95,
  'short descriptions without title words': 0.65,
}

/** The paper's position in the results, from 1; if a correction is offered, in the results of that. */
async function placeOf({ query, id }: KnownItem, search: PaperSearch): Promise<number | undefined> {
  const page = await search.search(query, { page: 1, pageSize: DEPTH })
  if (!page.ok) throw new Error(`${query}: ${page.problem}`)
  const place = page.found.findIndex(({ found }) => found.paper.id === id)
  if (place >= 0) return place + 1
  return page.corrected ? placeOf({ query: page.corrected, id }, search) : undefined
}

/** How well searches find the intended papers: mean reciprocal rank, and recall among the first ten. */
export async function benchFinding(
  search: PaperSearch,
  kinds: Readonly<Record<string, KnownItem[]>>,
): Promise<string[]> {
  const lines: string[] = []
  for (const [kind, items] of Object.entries(kinds)) {
    const places = await Promise.all(items.map(item => placeOf(item, search)))
    const mrr = places.reduce<number>((sum, place) => sum + (place ? 1 / place : 0), 0) / items.length
    const recall = places.filter(place => place !== undefined).length / items.length
    const least = GOALS[kind]
    const goal = least === undefined ? '' : `MRR ≥ ${least}: ${mrr >= least ? 'met' : 'missed'}`
    lines.push(
      `${`${kind} (${items.length})`.padEnd(36)} MRR@10 ${mrr.toFixed(3)}  recall@10 ${recall.toFixed(3)}  ${goal}`,
    )
  }
  return lines
}
