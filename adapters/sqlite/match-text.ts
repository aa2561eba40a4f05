import { asWritten, type Field } from '../../src/search/query/document.ts'
import type { Query } from '../../src/search/query/query.ts'
import { EVERY_PAPER, markOf } from '../sql/marks.ts'

/** About how many papers have a word, by its stem; undefined where that isn't known. */
export type PapersOf = (stem: string) => number | undefined

/**
 * Where a word is this many times as common as those before it, the papers that have all of those are found first. FTS5 moves on in
 * all words of an `AND` at each step, and so reads most of what it has of the commonest one, even if hardly any paper has the others
 * together.
 */
const MUCH_MORE = 4

/** It excludes nothing, but it separates the `AND` before it from what follows. */
const APART = 'NOT ""'
const apart = (text: string): string => `((${text}) ${APART})`

/**
 * The FTS5 expression of a query that `isText`. Whatever people typed is in it as quoted strings of our own tokens, so it can't be
 * an operator or a syntax error.
 * Source: sqlite.org/fts5.html, "Full-text Query Syntax".
 */
export function matchText(query: Query, papersOf: PapersOf = () => undefined): string {
  const textOf = (part: Query): string => matchText(part, papersOf)
  switch (query.kind) {
    case 'words': {
      const phrase = afterEachWord(query.stems, quoted(query.stems), papersOf)
      return inField(query.field, query.joined ? `(${phrase} OR ${quoted([query.joined])})` : phrase)
    }
    case 'prefix': {
      const { stems, prefix, stem, field } = query
      const beginning = `${quoted([...stems, prefix])} *`
      if (stems.length === 0) return inField(field, `(${beginning} OR ${quoted([asWritten(prefix)])} *)`)
      return inField(field, stem ? `(${beginning} OR ${quoted([...stems, stem])})` : beginning)
    }
    case 'near': {
      // FTS5 counts the words in between; our queries count all from the first to the last.
      const between = query.within - query.stems.length
      const near = `NEAR(${query.stems.map(stem => quoted([stem])).join(' ')}, ${between})`
      return inField(query.field, afterEachWord(query.stems, near, papersOf))
    }
    case 'and':
      return matchAll(query.parts, papersOf)
    case 'or':
      return `(${query.parts.map(textOf).join(' OR ')})`
    case 'not':
      return matchAll([query], papersOf)
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
function matchAll(parts: readonly Query[], papersOf: PapersOf): string {
  const absent = parts.flatMap(part => (part.kind === 'not' ? [part.part] : []))
  const present = parts.filter(part => part.kind !== 'not')
  const all = present.length > 0 ? together(present, papersOf) : quoted([EVERY_PAPER])
  return absent.reduce((text, part) => `(${text} NOT ${matchText(part, papersOf)})`, `(${all})`)
}

/** For words that have to be near each other: finds the papers that have each of them first, where that is faster. */
function afterEachWord(stems: readonly string[], text: string, papersOf: PapersOf): string {
  if (stems.length < 3) return text
  const words = stems.map((stem): Query => ({ kind: 'words', stems: [stem], text: stem }))
  const each = together(words, papersOf)
  return each.includes(APART) ? `(${apart(each)} AND ${text})` : text
}

/** Queries with about how many papers match each at the most, the rarest first. */
export function rarestFirst<Part extends Query>(
  parts: readonly Part[],
  papersOf: PapersOf,
): { part: Part; papers: number }[] {
  return parts
    .map(part => ({ part, papers: papersOfPart(part, papersOf) }))
    .sort((a, b) => (a.papers < b.papers ? -1 : Number(a.papers > b.papers)))
}

/** All parts, rarest first. Of two it makes no difference which is first. */
function together(parts: readonly Query[], papersOf: PapersOf): string {
  const sorted = rarestFirst(parts, papersOf)
  return sorted.reduce((all, { part, papers }, place) => {
    const text = matchText(part, papersOf)
    if (place === 0) return text
    const before = sorted[place - 1]?.papers ?? papers
    const isMuchMore = place > 1 && before < papers && papers >= before * MUCH_MORE
    return `${isMuchMore ? apart(all) : all} AND ${text}`
  }, '')
}

/** About how many papers match a part at the most. */
function papersOfPart(part: Query, papersOf: PapersOf): number {
  switch (part.kind) {
    case 'words':
    case 'near':
      return Math.min(...part.stems.map(stem => papersOf(stem) ?? Number.POSITIVE_INFINITY))
    case 'and':
      return Math.min(...part.parts.map(each => papersOfPart(each, papersOf)))
    case 'or':
      return sumOf(part.parts.map(each => papersOfPart(each, papersOf)))
    default:
      return Number.POSITIVE_INFINITY
  }
}

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0)

const quoted = (tokens: readonly string[]): string => `"${tokens.join(' ').replaceAll('"', '""')}"`

const inField = (field: Field | undefined, text: string): string => (field ? `${field} : (${text})` : text)
