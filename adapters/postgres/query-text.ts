import { asWritten, type Field } from '../../src/search/query/document.ts'
import type { Near, Query } from '../../src/search/query/query.ts'
import { EVERY_PAPER, markOf } from '../sql/marks.ts'
import { lexemeOf, quoted } from './tokens.ts'

/** The text of a `tsquery` that every paper matches. */
export const EVERYTHING = quoted(EVERY_PAPER)

/**
 * The text of the `tsquery` of a query that `isText`. Whatever people typed is in it as quoted tokens of our own, so it can't be
 * an operator or a syntax error.
 * Source: postgresql.org/docs/current/datatype-textsearch.html
 */
export function queryText(query: Query): string {
  switch (query.kind) {
    case 'words': {
      const together = phrase(query.stems, query.field)
      return query.joined ? `(${together} | ${lexemeOf(query.joined, query.field)})` : together
    }
    case 'prefix': {
      const { stems, prefix, stem, field } = query
      const beginning = lexemeOf(prefix, field, true)
      if (stems.length === 0) return `(${beginning} | ${lexemeOf(asWritten(prefix), field, true)})`
      const last = stem ? `(${beginning} | ${lexemeOf(stem, field)})` : beginning
      return `(${[...stems.map(each => lexemeOf(each, field)), last].join(' <-> ')})`
    }
    case 'near':
      return nearText(query)
    case 'and':
    case 'or': {
      if (query.parts.length === 0) return EVERYTHING
      return `(${query.parts.map(queryText).join(query.kind === 'and' ? ' & ' : ' | ')})`
    }
    case 'not':
      return `!${queryText(query.part)}`
    case 'category': {
      const mark = markOf(query.category)
      return query.category.includes('.') ? quoted(mark) : `(${quoted(mark)} | ${quoted(`${mark}.`)}:*)`
    }
    case 'has':
      return quoted(markOf(`has.${query.feature}`))
    case 'source':
      return quoted(markOf(`source.${query.source}`))
    default:
      return EVERYTHING
  }
}

const phrase = (tokens: readonly string[], field: Field | undefined): string =>
  tokens.length === 1 && tokens[0] !== undefined
    ? lexemeOf(tokens[0], field)
    : `(${tokens.map(token => lexemeOf(token, field)).join(' <-> ')})`

/**
 * Words near each other: for each of them as the first, all others are at one of the next places. Within a phrase, `&` means at
 * the same place, and a pair is where its first word is. Of three words or more, the first two are compared before, because in most papers
 * these already aren't near each other, and to compare all takes several times as long.
 */
function nearText({ stems, within, field }: Near): string {
  // As many words in between as in FTS5, whatever their number.
  const most = within - stems.length + 1
  const words = [...new Set(stems)]
  const [one, two] = words
  if (one === undefined || two === undefined) return phrase(words, field)
  /** The first, and behind it the second. */
  const pair = (first: string, second: string): string => {
    const distances = Array.from({ length: most }, (_, place) => place + 1)
    const [a, b] = [lexemeOf(first, field), lexemeOf(second, field)]
    return `(${distances.map(distance => `${a} <${distance}> ${b}`).join(' | ')})`
  }
  const firstTwo = `(${pair(one, two)} | ${pair(two, one)})`
  if (words.length === 2) return firstTwo
  const beginnings = words.map(first => {
    const pairs = words.filter(each => each !== first).map(other => pair(first, other))
    return `(${lexemeOf(first, field)} <0> (${pairs.join(' & ')}))`
  })
  return `(${firstTwo} & (${beginnings.join(' | ')}))`
}
