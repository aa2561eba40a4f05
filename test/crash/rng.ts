/** A seeded random number generator. */
export interface Rng {
  /** A whole number from 1 to `limit`. */
  upTo(limit: number): number
  shuffle<Item>(items: readonly Item[]): Item[]
}

/** mulberry32, https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
export function createRng(seed: number): Rng {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    upTo: limit => 1 + Math.floor(next() * limit),
    shuffle: items =>
      items
        .map(item => ({ item, place: next() }))
        .toSorted((a, b) => a.place - b.place)
        .map(({ item }) => item),
  }
}
