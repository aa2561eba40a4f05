import leven from 'leven'
import type { Variables } from './environment.ts'
import { nearest } from './nearest.ts'

/** Names with at most this many wrong letters are taken for a misspelling; long ones, such as `ARXIV_CATEGORY`, with one more. */
const MAX_DISTANCE = 2
const LONG_NAME = 14

const wordsOf = (name: string): string[] => name.split('_')

/** Whether one name is the other with words left out, and both are the same kind of thing: `SLACK_TOKEN`, `SLACK_BOT_TOKEN`. */
function hasWordsOf(name: string, known: string): boolean {
  const [some, all] = [wordsOf(name), wordsOf(known)].sort((a, b) => a.length - b.length)
  return some?.at(-1) === all?.at(-1) && some?.every(word => all?.includes(word)) === true
}

/**
 * How far a name is from a known one; Infinity where it means something else, such as a variable of another program. All names that
 * differ by words have the same distance, so that of two the first known one counts.
 */
function distance(name: string, known: string): number {
  if (!known.includes('_')) return Number.POSITIVE_INFINITY
  if (name.replaceAll('_', '') === known.replaceAll('_', '')) return 1
  if (wordsOf(name)[0] !== wordsOf(known)[0]) return Number.POSITIVE_INFINITY
  const letters = leven(name, known)
  if (letters <= MAX_DISTANCE + (name.length >= LONG_NAME ? 1 : 0)) return letters
  return hasWordsOf(name, known) ? MAX_DISTANCE + 2 : Number.POSITIVE_INFINITY
}

/**
 * A sentence for each variable whose name is nearly one of ours, while ours isn't set: otherwise its value would be ignored silently.
 * Only names that begin with the same word as one of ours count, or differ only by underlines (`LOGLEVEL`).
 * @param known the names of our variables
 */
export function misspeltVariables(variables: Variables, known: readonly string[]): string[] {
  return Object.keys(variables).flatMap(name => {
    if (known.includes(name)) return []
    const written = name.toUpperCase().replaceAll('-', '_')
    const meant = nearest(known, candidate => distance(written, candidate))
    return meant === undefined || meant in variables
      ? []
      : [`${name} is not a variable of Paper Round; did you mean ${meant}?`]
  })
}
