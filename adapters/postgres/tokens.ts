import { type Field, GAP } from '../../src/search/query/document.ts'
import type { IndexedText } from '../sql/text-index.ts'
import { periodsOf } from './periods.ts'

/**
 * What the words of a field begin with in a second copy, by which they are told apart from those of other fields. Weights would do that for four
 * fields, but the index knows nothing of weights: each paper with the word in any field would have to be read.
 */
const COPIES: Readonly<Partial<Record<Field, string>>> = {
  title: `${GAP}t`,
  keywords: `${GAP}k`,
  authors: `${GAP}a`,
  organization: `${GAP}o`,
}

/** Most words are in abstracts, and few queries ask for only those, so there a weight is better than a copy. */
const [ABSTRACT, OTHERS] = ['A', '']

/** The authors come last, because places after 16,383 aren't told apart. */
const ORDER: readonly Field[] = ['title', 'keywords', 'organization', 'abstract', 'authors']

/** Places between two fields: more than are looked at for words near each other. */
const FIELD_GAP = 32

/** A lexeme in the text of a `tsvector` or a `tsquery`, in which nothing has a meaning of its own. */
export const quoted = (token: string): string => `'${token.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`

/** A lexeme in a `tsquery`, for a word of any field or of one. @param prefix whether words that begin so match, too */
export function lexemeOf(token: string, field: Field | undefined, prefix = false): string {
  const copy = (field && COPIES[field]) ?? ''
  const label = `${prefix ? '*' : ''}${field === 'abstract' ? ABSTRACT : ''}`
  return `${quoted(`${copy}${token}`)}${label ? `:${label}` : ''}`
}

/** The words of a paper as its two columns have them. */
export interface Vectors {
  /** All tokens, with their places and marks: what papers are found by. */
  tokens: string
  /** Only stems, with their places: what words are near each other by. */
  places: string
}

const tokensIn = (text: string): string[] => (text === '' ? [] : text.split(' '))

/** Not an unstemmed form, nor a copy. */
const isStem = (token: string): boolean => !/^[-¶]/.test(token)

/**
 * The texts of a paper's `tsvector`s: each token with its places.
 * Source: postgresql.org/docs/current/datatype-textsearch.html
 */
export function vectorsOf({ key, fields, marks }: IndexedText): Vectors {
  const places = new Map<string, string[]>()
  const add = (token: string, place: string): void => {
    const known = places.get(token)
    if (known) known.push(place)
    else places.set(token, [place])
  }
  let at = 1
  for (const field of ORDER) {
    const copy = COPIES[field]
    for (const token of tokensIn(fields[field])) {
      if (token !== GAP) {
        add(token, `${at}${field === 'abstract' ? ABSTRACT : OTHERS}`)
        if (copy) add(`${copy}${token}`, `${at}`)
      }
      at++
    }
    at += FIELD_GAP
  }
  const textOf = ([token, at]: [string, string[]]): string => `${quoted(token)}:${at.join(',')}`
  return {
    tokens: [...[...places].map(textOf), ...[...marks, ...periodsOf(key)].map(quoted)].join(' '),
    places: [...places]
      .filter(([token]) => isStem(token))
      .map(textOf)
      .join(' '),
  }
}
