import type { Paper } from '../../../src/papers/paper.ts'
import type { PaperSearch } from '../../../src/search/search.ts'

const SHOWN = 20
const GOAL = 0.12

/** A name with more papers is probably several people's. */
const MAX_PAPERS_OF_NAME = 8
const MIN_SHARED_AUTHORS = 2

/** Papers that share at least two authors with each paper: a proxy for similar ones, which nobody has judged. */
export function papersOfSameAuthors(papers: readonly Paper[]): Map<string, ReadonlySet<string>> {
  const byName = Map.groupBy(
    papers.flatMap(({ id, authors }) => authors.map(name => ({ id, name }))),
    ({ name }) => name.toLowerCase(),
  )
  const shared = new Map<string, Map<string, number>>()
  for (const group of byName.values()) {
    const ids = group.map(({ id }) => id)
    if (ids.length > MAX_PAPERS_OF_NAME) continue
    for (const id of ids) {
      const others = shared.get(id) ?? new Map<string, number>()
      for (const other of ids) if (other !== id) others.set(other, (others.get(other) ?? 0) + 1)
      shared.set(id, others)
    }
  }
  const related = [...shared].map(([id, others]): [string, ReadonlySet<string>] => [
    id,
    new Set([...others].flatMap(([other, authors]) => (authors >= MIN_SHARED_AUTHORS ? other : []))),
  ])
  return new Map(related.filter(([, others]) => others.size > 0))
}

/** NDCG@20 of the similar papers, by shared authors. */
export async function benchSimilar(
  search: PaperSearch,
  papers: readonly Paper[],
  related: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<string> {
  let sum = 0
  for (const paper of papers) {
    const wanted = related.get(paper.id) ?? new Set()
    const found = (await search.similar(paper)).slice(0, SHOWN)
    const gain = found.reduce(
      (total, each, place) => total + (wanted.has(each.found.paper.id) ? 1 / Math.log2(place + 2) : 0),
      0,
    )
    let ideal = 0
    for (let place = 0; place < Math.min(SHOWN, wanted.size); place++) ideal += 1 / Math.log2(place + 2)
    sum += gain / ideal
  }
  const ndcg = sum / papers.length
  return `${`similar papers (${papers.length})`.padEnd(36)} NDCG@20 ${ndcg.toFixed(3)}  ≥ ${GOAL}: ${ndcg >= GOAL ? 'met' : 'missed'}`
}
