import { type Document, FIELDS, type Field } from './document.ts'
import { type Prefix, type Query, type Words, wanted } from './query.ts'
import { fieldWith, span } from './stand.ts'

/** How much standing in a field says of what a paper is about. */
const OF_WORD: Record<Field, number> = {
  title: 1,
  keywords: 0.7,
  authors: 0.7,
  organization: 0.6,
  abstract: 0.35,
}
/** What words that stand together there say: in a sentence of the abstract nearly as much as in the title. */
const TOGETHER: Record<Field, number> = {
  title: 1,
  keywords: 0.9,
  authors: 1,
  organization: 0.9,
  abstract: 0.85,
}

/** Words that stand together count as much as where each of them stands. */
const PART_TOGETHER = 0.5
/** What a title gains that consists of nothing but the words. */
const WHOLE_TITLE = 0.1

/** The words and beginnings that a query would find. */
export const termsOf = (query: Query): (Words | Prefix)[] =>
  wanted(query).filter(leaf => leaf.kind === 'words' || leaf.kind === 'prefix')

/** All stems of a query that has more than one, to see how near to each other they stand. */
export function stemsOf(terms: readonly (Words | Prefix)[]): string[] {
  const stems = [...new Set(terms.flatMap(term => term.stems))]
  return stems.length > 1 ? stems : []
}

const mean = (numbers: readonly number[]): number =>
  numbers.reduce((sum, number) => sum + number, 0) / Math.max(1, numbers.length)

/** How well a paper's texts match what was asked for, from 0 to 1: where the words stand, and how near together. */
export function closeness(document: Document, terms: readonly (Words | Prefix)[]): number {
  if (terms.length === 0) return 0
  const standing = mean(
    terms.map(term => {
      const field = fieldWith(document, term)
      return field ? OF_WORD[field] : 0
    }),
  )
  const stems = stemsOf(terms)
  const apart =
    stems.length > 0 ? standing * (1 - PART_TOGETHER) + together(document, stems) * PART_TOGETHER : standing
  return apart * (1 - WHOLE_TITLE) + WHOLE_TITLE * coverage(document.title, terms)
}

/** 1 where all words stand side by side in the title, less the further apart they are. */
function together(document: Document, stems: readonly string[]): number {
  return Math.max(...FIELDS.map(field => (TOGETHER[field] * stems.length) / span(document[field], stems)))
}

function coverage(title: readonly string[], terms: readonly (Words | Prefix)[]): number {
  const stems = new Set(terms.flatMap(term => term.stems))
  return title.filter(token => stems.has(token)).length / Math.max(1, title.length)
}
