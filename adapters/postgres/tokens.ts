import { type Field, GAP } from '../../src/search/query/document.ts'
import type { IndexedText } from '../sql/text-index.ts'

/** How a field's words are told apart from those of others: by one of the four weights, or by copies of them that begin with a mark. */
export const FIELD_MARKS: Readonly<Record<Field, { weight: 'A' | 'B' | 'C' | 'D'; copy?: string }>> = {
  title: { weight: 'A' },
  keywords: { weight: 'B', copy: `${GAP}k` },
  organization: { weight: 'B', copy: `${GAP}o` },
  abstract: { weight: 'D' },
  authors: { weight: 'C' },
}

/** The authors come last, because places after 16,383 aren't told apart. */
const ORDER: readonly Field[] = ['title', 'keywords', 'organization', 'abstract', 'authors']

/** Places between two fields: more than are looked at for words near each other. */
export const FIELD_GAP = 32

/** A lexeme in the text of a `tsvector` or a `tsquery`, in which nothing has a meaning of its own. */
export const quoted = (token: string): string => `'${token.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`

/**
 * The text of a paper's `tsvector`: each token with its places and the weights of their fields.
 * Source: postgresql.org/docs/current/datatype-textsearch.html
 */
export function vectorText({ document, marks }: IndexedText): string {
  const places = new Map<string, string[]>()
  const add = (token: string, place: string): void => {
    const known = places.get(token)
    if (known) known.push(place)
    else places.set(token, [place])
  }
  let at = 1
  for (const field of ORDER) {
    const { weight, copy } = FIELD_MARKS[field]
    for (const token of document[field]) {
      if (token !== GAP) {
        add(token, `${at}${weight}`)
        if (copy) add(`${copy}${token}`, `${at}`)
      }
      at++
    }
    at += FIELD_GAP
  }
  const words = [...places].map(([token, at]) => `${quoted(token)}:${at.join(',')}`)
  return [...words, ...marks.map(quoted)].join(' ')
}
