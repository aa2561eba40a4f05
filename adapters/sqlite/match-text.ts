import { asWritten, type Field } from '../../src/search/query/document.ts'
import type { Query } from '../../src/search/query/query.ts'
import { EVERY_PAPER, markOf } from '../sql/marks.ts'

/**
 * The FTS5 expression of a query that `isText`. Whatever people typed is in it as quoted strings of our own tokens, so it can't be
 * an operator or a syntax error.
 * Source: sqlite.org/fts5.html, "Full-text Query Syntax".
 */
export function matchText(query: Query): string {
  switch (query.kind) {
    case 'words': {
      const together = quoted(query.stems)
      return inField(query.field, query.joined ? `(${together} OR ${quoted([query.joined])})` : together)
    }
    case 'prefix': {
      const stems = `${quoted([...query.stems, query.prefix])} *`
      const written = `${quoted([asWritten(query.prefix)])} *`
      return inField(query.field, query.stems.length > 0 ? stems : `(${stems} OR ${written})`)
    }
    case 'near': {
      // FTS5 counts the words in between; our queries count all from the first to the last.
      const between = query.within - query.stems.length
      return inField(query.field, `NEAR(${query.stems.map(stem => quoted([stem])).join(' ')}, ${between})`)
    }
    case 'and':
      return matchAll(query.parts)
    case 'or':
      return `(${query.parts.map(matchText).join(' OR ')})`
    case 'not':
      return matchAll([query])
    case 'category': {
      const mark = markOf(query.category)
      return query.category.includes('.')
        ? quoted([mark])
        : `(${quoted([mark])} OR ${quoted([`${mark}.`])} *)`
    }
    case 'has':
      return quoted([markOf(`has.${query.feature}`)])
    case 'source':
      return quoted([markOf(`source.${query.source}`)])
    default:
      return quoted([EVERY_PAPER])
  }
}

/** FTS5's NOT needs something on its left. */
function matchAll(parts: readonly Query[]): string {
  const absent = parts.flatMap(part => (part.kind === 'not' ? [part.part] : []))
  const present = parts.filter(part => part.kind !== 'not')
  const all = present.length > 0 ? present.map(matchText).join(' AND ') : quoted([EVERY_PAPER])
  return absent.reduce((text, part) => `(${text} NOT ${matchText(part)})`, `(${all})`)
}

const quoted = (tokens: readonly string[]): string => `"${tokens.join(' ').replaceAll('"', '""')}"`

const inField = (field: Field | undefined, text: string): string => (field ? `${field} : (${text})` : text)
