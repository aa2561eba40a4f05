import type { Query } from '../../src/search/query/query.ts'
import { type PapersOf, rarestFirst } from './match-text.ts'

/** With fewer words, all of them are looked for at once. */
const MANY_WORDS = 8
/** So many of the rarest words are hardly ever all in a paper that hasn't the others. */
const RAREST = 4

/**
 * The rarest words of a query that are of many, in which papers must have all of them; undefined where it has few. To begin with each
 * word takes FTS5 a quarter of a millisecond, and few papers have all the words of a sentence.
 */
export function rarestWords(query: Query, papersOf: PapersOf): Query | undefined {
  const words = query.kind === 'and' ? query.parts.filter(part => part.kind === 'words') : []
  if (words.length < MANY_WORDS) return undefined
  const rarest = rarestFirst(words, papersOf).slice(0, RAREST)
  return { kind: 'and', parts: rarest.map(({ part }) => part) }
}
