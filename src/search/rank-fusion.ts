/** Ranks further down differ little from each other (Cormack, Clarke and Büttcher, "Reciprocal rank fusion", SIGIR 2009). */
const K = 60

/** Merges lists that are each best first, by how high each item ranks in them. */
export function fuseRankings<Item>(lists: readonly (readonly Item[])[]): Item[] {
  const scores = new Map<Item, number>()
  for (const list of lists) {
    list.forEach((item, rank) => {
      scores.set(item, (scores.get(item) ?? 0) + 1 / (K + rank + 1))
    })
  }
  return [...scores].sort(([, a], [, b]) => b - a).map(([item]) => item)
}
