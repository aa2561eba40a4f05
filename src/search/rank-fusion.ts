/** The constant of Cormack, Clarke and Büttcher, "Reciprocal rank fusion", SIGIR 2009: low ranks differ little from each other. */
const K = 60

/** Merges ranked lists, best first, by reciprocal rank fusion. */
export function fuseRankings<Item>(lists: readonly (readonly Item[])[]): Item[] {
  const scores = new Map<Item, number>()
  for (const list of lists) {
    list.forEach((item, rank) => {
      scores.set(item, (scores.get(item) ?? 0) + 1 / (K + rank + 1))
    })
  }
  return [...scores].sort(([, a], [, b]) => b - a).map(([item]) => item)
}
