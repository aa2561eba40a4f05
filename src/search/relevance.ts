import { stemOf, tokenize } from '../text/tokenizer.ts'
import { matchingField, span } from './proximity.ts'
import { asWritten, type Document, FIELDS, type Field, GAP } from './query/document.ts'
import { type Prefix, type Query, requestedLeaves, type Words } from './query/query.ts'

/** How much words in a field says of what a paper is about. */
const WORD_WEIGHTS: Record<Field, number> = {
  title: 1,
  keywords: 0.7,
  authors: 0.65,
  organization: 0.6,
  abstract: 0.35,
}
/** People name a paper after its first author. */
const FIRST_AUTHOR = 0.9
/** What words that stand together there say: in a sentence of the abstract nearly as much as in the title. */
const PHRASE_WEIGHTS: Record<Field, number> = {
  title: 1,
  keywords: 0.9,
  authors: 1,
  organization: 0.9,
  abstract: 0.85,
}

/** Words that stand together count as much as where each of them stands. */
const PHRASE_SHARE = 0.5
/** What a title gains that consists of nothing but the words. */
const TITLE_SHARE = 0.1
/** What a word with another ending counts: `reports` for `report`. */
const OTHER_ENDING_FACTOR = 0.9

/** The words and beginnings that a query would find. */
export const termsOf = (query: Query): (Words | Prefix)[] =>
  requestedLeaves(query).filter(leaf => leaf.kind === 'words' || leaf.kind === 'prefix')

/** The stems that are looked for anywhere, where there is more than one, to see how near to each other they stand. */
export function stemsOf(terms: readonly (Words | Prefix)[]): string[] {
  const stems = [...new Set(terms.flatMap(term => (term.field ? [] : term.stems)))]
  return stems.length > 1 ? stems : []
}

/** What the index tells of where words stand that a paper's heading lacks. */
export interface ProximityHints {
  together?: boolean
  near?: boolean
}

const mean = (numbers: readonly number[]): number =>
  numbers.reduce((sum, number) => sum + number, 0) / Math.max(1, numbers.length)

/**
 * How well papers that a query accepts match it, from 0 to 1: where the words stand, and how near together. Their headings are
 * looked through, and of their abstracts what the index tells, for to read those takes ten times as long.
 */
export function createRelevance(query: Query): (heading: Document, hints: ProximityHints) => number {
  const terms = termsOf(query).map(leaf => ({ leaf, typed: tokenize(leaf.text).map(({ plain }) => plain) }))
  const stems = stemsOf(terms.map(({ leaf }) => leaf))
  const allStems = new Set(terms.flatMap(({ leaf }) => leaf.stems))

  const together = (heading: Document, hints: ProximityHints): number =>
    Math.max(
      ...FIELDS.map(field => (PHRASE_WEIGHTS[field] * stems.length) / span(heading[field], stems)),
      hints.together ? PHRASE_WEIGHTS.abstract : 0,
      hints.near ? PHRASE_WEIGHTS.abstract / 2 : 0,
    )

  return (heading, hints) => {
    const words = mean(terms.map(({ leaf, typed }) => termWeight(heading, leaf, typed)))
    const text =
      stems.length > 0 ? words * (1 - PHRASE_SHARE) + together(heading, hints) * PHRASE_SHARE : words
    return text * (1 - TITLE_SHARE) + TITLE_SHARE * titleCoverage(heading.title, allStems)
  }
}

/** @param typed the words as they were typed, without case and accents */
function termWeight(heading: Document, leaf: Words | Prefix, typed: readonly string[]): number {
  const field = matchingField(heading, leaf)
  if (!field) return leaf.field && leaf.field !== 'abstract' ? 0 : WORD_WEIGHTS.abstract
  const tokens = heading[field]
  const weight = field === 'authors' && isFirstAuthor(tokens, leaf.stems) ? FIRST_AUTHOR : WORD_WEIGHTS[field]
  const isSame = (word: string): boolean => tokens.includes(word === stemOf(word) ? word : asWritten(word))
  return leaf.kind === 'prefix' || typed.every(isSame) ? weight : weight * OTHER_ENDING_FACTOR
}

function isFirstAuthor(authors: readonly string[], stems: readonly string[]): boolean {
  const end = authors.indexOf(GAP)
  const first = end < 0 ? authors : authors.slice(0, end)
  return stems.every(stem => first.includes(stem))
}

function titleCoverage(title: readonly string[], stems: ReadonlySet<string>): number {
  const words = title.includes(GAP) ? title.slice(0, title.indexOf(GAP)) : title
  return words.filter(token => stems.has(token)).length / Math.max(1, words.length)
}
