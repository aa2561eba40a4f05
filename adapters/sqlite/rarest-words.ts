import type { Query } from '../../src/search/query/query.ts'
import { type PapersOf, rarestFirst } from './match-text.ts'

/** With fewer words, all of them are looked for at once. */
const MANY_WORDS = 8
/** A paper with this many of the rarest words usually has the others too. */
const RAREST = 4

/**
 * The rarest words of a query of many words, all of which a paper must have; undefined where it has few. Starting a word takes FTS5 a
 * quarter of a millisecond, and few papers have all the words of a sentence.
 */
export function rarestWords(query: Query, papersOf: PapersOf): Query | undefined {
  const words = query.kind === 'and' ? query.parts.filter(part => part.kind === 'words') : []
  if (words.length < MANY_WORDS) return undefined
  const rarest = rarestFirst(words, papersOf).slice(0, RAREST)
  return { kind: 'and', parts: rarest.map(({ part }) => part) }
}
