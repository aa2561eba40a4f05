import leven from 'leven'

/**
 * The item that is at the smallest distance, the first of equals. Undefined if none is within `max`.
 * @param distanceOf Infinity for an item that isn't meant in any case
 */
export function nearest<Item>(
  items: Iterable<Item>,
  distanceOf: (item: Item) => number,
  max = Number.POSITIVE_INFINITY,
): Item | undefined {
  let found: Item | undefined
  let least = Number.POSITIVE_INFINITY
  for (const item of items) {
    const distance = distanceOf(item)
    if (distance > max || distance >= least) continue
    found = item
    least = distance
  }
  return found
}

const lettersOf = (word: string): string => [...word].sort().join('')

/** How many letters of a word are wrong. Letters in another order are the usual mistake, and count less than one. */
export const spellingDistance = (typed: string, word: string): number =>
  typed !== word && lettersOf(typed) === lettersOf(word) ? 0.5 : leven(typed, word)
