/**
 * How many of the parts a process should have, so that no two processes differ by more than one. The larger shares go to those that have
 * more already, so that few parts change hands.
 * @param counts how many each process has now, by its id; ours is among them
 */
export function fairShare(parts: number, us: string, counts: ReadonlyMap<string, number>): number {
  const byCount = [...counts].toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
  const rank = byCount.findIndex(([id]) => id === us)
  return Math.floor(parts / counts.size) + (rank < parts % counts.size ? 1 : 0)
}
