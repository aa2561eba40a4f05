import { americanSpelling, mayBeAmerican } from '../text/american-spelling.ts'
import { plainText, stemOf, tokenize } from '../text/tokenizer.ts'
import { containsSequence, matchingField, span } from './proximity.ts'
import { asWritten, type Document, FIELDS, type Field, GAP } from './query/document.ts'
import { type Prefix, type Query, requestedLeaves, type Words } from './query/query.ts'

/** Weight of a word by the field that it is in. */
const WORD_WEIGHTS: Record<Field, number> = {
  title: 1,
  keywords: 0.7,
  authors: 0.65,
  organization: 0.6,
  abstract: 0.35,
}
/** The first author weighs more than others because people name a paper after them. */
const FIRST_AUTHOR = 0.9
/** Weight of words next to each other, by field: in the abstract nearly as much as in the title. */
const PHRASE_WEIGHTS: Record<Field, number> = {
  title: 1,
  keywords: 0.9,
  authors: 1,
  organization: 0.9,
  abstract: 0.85,
}

/** Factor for words without the small ones that were typed between them: `speech-text` for `text to speech`. */
const OTHER_WORDS_FACTOR = 0.75
/** Share of proximity in the score; the rest is where each word occurs. */
const PHRASE_SHARE = 0.5
/** Share of the score for how much of the title the words make up. */
const TITLE_SHARE = 0.1
/** Factor for a word with a different ending: `reports` for `report`. */
const OTHER_ENDING_FACTOR = 0.9

/** The words and prefixes of a query that are not negated. */
export const termsOf = (query: Query): (Words | Prefix)[] =>
  requestedLeaves(query).filter(leaf => leaf.kind === 'words' || leaf.kind === 'prefix')

/** The stems whose proximity counts: those not restricted to a field, if there is more than one. */
export function stemsOf(terms: readonly (Words | Prefix)[]): string[] {
  const stems = [...new Set(terms.flatMap(term => (term.field ? [] : term.stems)))]
  return stems.length > 1 ? stems : []
}

/** Proximity hints from the index, for abstracts that aren't loaded. */
export interface ProximityHints {
  together?: boolean
  near?: boolean
}

const mean = (numbers: readonly number[]): number =>
  numbers.reduce((sum, number) => sum + number, 0) / Math.max(1, numbers.length)

/**
 * Scores how well matching papers fit a query, 0 to 1, by where its words are and how near to each other. Abstracts aren't
 * loaded because that takes ten times as long; hints from the index replace them.
 * @param phrase see `typedPhrase`
 */
export function createRelevance(
  query: Query,
  phrase?: readonly string[],
): (heading: Document, hints: ProximityHints) => number {
  const terms = termsOf(query).map(leaf => ({
    leaf,
    typed: tokenize(leaf.text).map(({ american }) => american),
  }))
  const leaves = terms.map(({ leaf }) => leaf)
  const stems = stemsOf(leaves)
  const joined = leaves.flatMap(leaf => joinedOf(leaf) ?? [])
  const allStems = new Set([...leaves.flatMap(leaf => leaf.stems), ...joined])

  const together = (tokens: readonly string[]): number =>
    phrase && containsSequence(tokens, phrase) ? 1 : nearness(tokens) * (phrase ? OTHER_WORDS_FACTOR : 1)

  /** How near to each other the words are in a field, from 0 to 1. */
  function nearness(tokens: readonly string[]): number {
    if (!joined.some(each => tokens.includes(each))) return stems.length / span(tokens, stems)
    const apart = leaves.filter(leaf => !tokens.includes(joinedOf(leaf) ?? ''))
    const needed = [...new Set(apart.flatMap(leaf => (leaf.field ? [] : leaf.stems)))]
    return needed.length === 0 ? 1 : needed.length / span(tokens, needed)
  }

  const proximity = (heading: Document, hints: ProximityHints): number =>
    Math.max(
      ...FIELDS.map(field => PHRASE_WEIGHTS[field] * together(heading[field])),
      hints.together ? PHRASE_WEIGHTS.abstract : 0,
      hints.near ? PHRASE_WEIGHTS.abstract / 2 : 0,
    )

  return (heading, hints) => {
    const termScore = mean(terms.map(({ leaf, typed }) => termWeight(heading, leaf, typed)))
    const text =
      stems.length > 0 ? termScore * (1 - PHRASE_SHARE) + proximity(heading, hints) * PHRASE_SHARE : termScore
    return text * (1 - TITLE_SHARE) + TITLE_SHARE * titleCoverage(heading.title, allStems)
  }
}

/** @param typed the words as typed, without case and accents, in American spelling */
function termWeight(heading: Document, leaf: Words | Prefix, typed: readonly string[]): number {
  const field = matchingField(heading, leaf)
  if (!field) return leaf.field && leaf.field !== 'abstract' ? 0 : WORD_WEIGHTS.abstract
  const tokens = heading[field]
  const weight = field === 'authors' && isFirstAuthor(tokens, leaf) ? FIRST_AUTHOR : WORD_WEIGHTS[field]
  const isSame = (word: string): boolean => tokens.includes(word === stemOf(word) ? word : asWritten(word))
  const isAsTyped = leaf.kind === 'prefix' || typed.every(isSame) || tokens.includes(leaf.joined ?? '')
  return isAsTyped ? weight : weight * OTHER_ENDING_FACTOR
}

const joinedOf = (leaf: Words | Prefix): string | undefined =>
  leaf.kind === 'words' && !leaf.field ? leaf.joined : undefined

/** How many letters at the end of a stem may differ from its word: `probabl` is the stem of `probability`, `studi` that of `study`. */
const CHANGED_ENDING = 1
/** Letters of other scripts may be written in several ways. */
const NOT_LATIN = /[^\p{ASCII}\p{Script=Latin}]/u
/** Words that these join are also indexed as one. */
const JOINTS = /[-./_']/g

/**
 * Whether any of the texts may contain a word of the query. False only if none does; this takes a tenth of the time of tokenizing
 * them.
 */
export function createTextFilter(query: Query): (texts: readonly string[]) => boolean {
  const terms = termsOf(query)
  const words = terms
    .flatMap(term => [...term.stems, term.kind === 'prefix' ? term.prefix : (term.joined ?? '')])
    .filter(each => each !== '')
  const starts = new Set(words.map(each => each.slice(0, Math.max(1, each.length - CHANGED_ENDING))))
  const mayHave = (text: string): boolean => starts.values().some(each => text.includes(each))
  // The beginning of a word may end before its spelling differs.
  const areAmerican = words.some(mayBeAmerican) || terms.some(({ kind }) => kind === 'prefix')
  return texts => {
    const all = texts.join('\n')
    if (NOT_LATIN.test(all)) return true
    const plain = plainText(all)
    const joined = plain.replace(JOINTS, '')
    if (mayHave(plain) || mayHave(joined)) return true
    return areAmerican && [plain.replace(JOINTS, ' '), joined].some(each => mayHave(americanSpelling(each)))
  }
}

function isFirstAuthor(authors: readonly string[], leaf: Words | Prefix): boolean {
  const end = authors.indexOf(GAP)
  const first = end < 0 ? authors : authors.slice(0, end)
  if (!leaf.stems.every(stem => first.includes(stem))) return false
  if (leaf.kind === 'words') return true
  const written = asWritten(leaf.prefix)
  const isOfFirst = (token: string): boolean => first.includes(stemOf(token.slice(asWritten('').length)))
  return (
    first.some(token => token.startsWith(leaf.prefix)) ||
    authors.some(token => token.startsWith(written) && isOfFirst(token))
  )
}

function titleCoverage(title: readonly string[], stems: ReadonlySet<string>): number {
  const words = title.includes(GAP) ? title.slice(0, title.indexOf(GAP)) : title
  return words.filter(token => stems.has(token)).length / Math.max(1, words.length)
}
