import type { PaperSearch } from '../../../src/search/search.ts'
import type { KnownItem, KnownItems } from './queries.ts'

const DEPTH = 10
const GOAL = 0.95

/** The paper's position in the results, from 1; if a correction is offered, in the results of that. */
async function placeOf({ query, id }: KnownItem, search: PaperSearch): Promise<number | undefined> {
  const page = await search.search(query, { page: 1, pageSize: DEPTH })
  if (!page.ok) throw new Error(`${query}: ${page.problem}`)
  const place = page.found.findIndex(({ found }) => found.paper.id === id)
  if (place >= 0) return place + 1
  return page.corrected ? placeOf({ query: page.corrected, id }, search) : undefined
}

/** How well searches find the intended papers: mean reciprocal rank, and recall among the first ten. */
export async function benchFinding(search: PaperSearch, kinds: KnownItems): Promise<string[]> {
  const lines: string[] = []
  for (const [kind, items] of Object.entries(kinds)) {
    const places = await Promise.all(items.map(item => placeOf(item, search)))
    const mrr = places.reduce<number>((sum, place) => sum + (place ? 1 / place : 0), 0) / items.length
    const recall = places.filter(place => place !== undefined).length / items.length
    const goal = kind === 'one typo' ? '' : `MRR ≥ ${GOAL}: ${mrr >= GOAL ? 'met' : 'missed'}`
    lines.push(
      `${`${kind} (${items.length})`.padEnd(36)} MRR@10 ${mrr.toFixed(3)}  recall@10 ${recall.toFixed(3)}  ${goal}`,
    )
  }
  return lines
}
