import { nearest, spellingDistance } from '../lib/nearest.ts'

/** With more wrong letters it is another word. */
const MAX_DISTANCE = 2
/** A word may have one wrong letter for each of these, rounded down. */
const LETTERS_PER_SLIP = 3
/** Longer texts aren't misspelt words, and take long to compare. */
const MAX_LENGTH = 80

/**
 * The word that someone probably meant, for a typed word in lower case: the nearest of those with the same first letter and few wrong
 * ones, the first of equals.
 */
export function nearMiss(typed: string, words: Iterable<string>): string | undefined {
  if (typed.length > MAX_LENGTH) return undefined
  const most = Math.min(MAX_DISTANCE, Math.floor(typed.length / LETTERS_PER_SLIP))
  return nearest(
    words,
    word =>
      word[0] === typed[0] && Math.abs(word.length - typed.length) <= most
        ? spellingDistance(typed, word)
        : Number.POSITIVE_INFINITY,
    most,
  )
}
