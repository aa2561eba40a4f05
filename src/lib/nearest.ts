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

/** The same among thousands of words, where many have the same letters: only two neighbours in the wrong order count less than one. */
export const slipDistance = (typed: string, word: string): number =>
  areSwapped(typed, word) ? 0.5 : leven(typed, word)

function areSwapped(typed: string, word: string): boolean {
  if (typed === word) return false
  const at = [...typed].findIndex((letter, place) => letter !== word[place])
  return typed.slice(0, at) + typed.charAt(at + 1) + typed.charAt(at) + typed.slice(at + 2) === word
}
