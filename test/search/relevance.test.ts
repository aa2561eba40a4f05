import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { headingDocument, neededDocument, type PaperHeading } from '../../src/search/query/document.ts'
import { parseQuery } from '../../src/search/query/parser.ts'
import type { Query } from '../../src/search/query/query.ts'
import {
  createRelevance,
  createTextFilter,
  type ProximityHints,
  stemsOf,
  termsOf,
} from '../../src/search/relevance.ts'
import { SPELLINGS } from '../fixtures/spellings.ts'

function queryOf(typed: string): Query {
  const parsed = parseQuery(typed)
  if (!parsed.ok) throw new Error(parsed.problem)
  return parsed.query
}

function relevanceOf(typed: string, heading: Partial<PaperHeading>, hints: ProximityHints = {}): number {
  const full: PaperHeading = {
    title: 'Unrelated',
    keywords: [],
    authors: [],
    organization: undefined,
    ...heading,
  }
  return createRelevance(queryOf(typed))(headingDocument(full), hints)
}

/** A query, a paper's heading, and its relevance: nine tenths for where the words are, a tenth for their share of the title. */
const ONE_TERM: readonly [query: string, heading: Partial<PaperHeading>, relevance: number][] = [
  ['aurora', { title: 'Aurora' }, 1],
  ['aurora', { title: 'Aurora Over Norway' }, 0.9 + 0.1 / 3],
  ['aurora', { keywords: ['aurora'] }, 0.9 * 0.7],
  ['aurora', { authors: ['Ada Aurora'] }, 0.9 * 0.9],
  ['aurora', { authors: ['Ada Aurora', 'Bo Sample'] }, 0.9 * 0.9],
  ['aurora', { authors: ['Bo Sample', 'Ada Aurora'] }, 0.9 * 0.65],
  ['aurora', { authors: ['—', 'Ada Aurora'] }, 0.9 * 0.65],
  ['aurora', { organization: 'Aurora' }, 0.9 * 0.6],
  ['aurora', {}, 0.9 * 0.35],
  ['aurora', { title: '', keywords: ['aurora'] }, 0.9 * 0.7],
  ['author:"ada lovelace"', { authors: ['Ada Lovelace', 'Bo Sample'] }, 0.9 * 0.9],
  ['author:"ada lovelace"', { authors: ['Ada Example', 'Ada Lovelace'] }, 0.9 * 0.65],
  ['title:aurora', { keywords: ['aurora'] }, 0],
  ['abstract:aurora', {}, 0.9 * 0.35],
  ['lovel*', { authors: ['Ada Lovelace', 'Bo Sample'] }, 0.9 * 0.9],
  ['lovel*', { authors: ['Bo Sample', 'Ada Lovelace'] }, 0.9 * 0.65],
  ['lovelace*', { authors: ['Ada Lovelace', 'Bo Sample'] }, 0.9 * 0.9],
  ['lovelace*', { authors: ['Bo Sample', 'Ada Lovelace'] }, 0.9 * 0.65],
  ['ada-lovel*', { authors: ['Ada-Lovelace', 'Bo Sample'] }, 0.9 * 0.9],
  ['ada-lovel*', { authors: ['Ada Sample', 'Ada-Lovelace'] }, 0.9 * 0.65],
  // The ending counts only if a different one was typed.
  ['models', { title: 'Models' }, 1],
  ['model', { title: 'Models' }, 1],
  ['models', { title: 'Model' }, 0.9 * 0.9 + 0.1],
  ['"training models"', { title: 'Training Model' }, 0.9 * (0.5 * 0.9 + 0.5) + 0.1],
  ['model*', { title: 'Models' }, 0.9],
  ['modelin*', { title: 'Modeling' }, 0.9],
  // A name that is written as one is as much together as one with a hyphen.
  ['GPT-4o', { title: 'GPT-4o' }, 1],
  ['GPT-4o', { title: 'GPT4o' }, 1],
  ['GPT-4o', { keywords: ['gpt4o'] }, 0.9 * (0.5 * 0.7 + 0.5 * 0.9)],
  // The spelling doesn't count.
  ['tokenisation', { title: 'Tokenization' }, 1],
  ['tokenization', { title: 'Tokenisation' }, 1],
  ['tokenisation', { title: 'Tokens' }, 0.9 * 0.9 + 0.1],
  ['tumours', { title: 'Tumors' }, 1],
  ['tumours', { title: 'Tumour' }, 0.9 * 0.9 + 0.1],
  ['tokenis*', { title: 'Tokenisation' }, 0.9],
  ['tokeniz*', { title: 'Tokenisation' }, 0.9],
  // Conditions and negated words of a query do not count.
  ['aurora has:code', { title: 'Aurora' }, 1],
  ['aurora -borealis', { title: 'Aurora' }, 1],
  ['aurora AURORA', { title: 'Aurora Over Norway' }, 0.9 + 0.1 / 3],
  ['has:code', { title: 'Aurora' }, 0],
  ['*', { title: 'Aurora' }, 0],
]

/** With two words, half of the score is their proximity. */
const TWO_WORDS: readonly [
  query: string,
  heading: Partial<PaperHeading>,
  hints: ProximityHints,
  relevance: number,
][] = [
  ['sparse attention', { title: 'Sparse Attention' }, {}, 1],
  ['GPT-4o agents', { title: 'Agents of GPT4o' }, {}, 0.9 + 0.1 * (2 / 3)],
  ['GPT-4o agents', { title: 'GPT4o', keywords: ['agents'] }, {}, 0.9 * (0.5 * 0.85) + 0.1],
  ['sparse attention', { title: 'Attention is Sparse' }, {}, 0.9 * (0.5 + 0.5 * (2 / 3)) + 0.1 * (2 / 3)],
  ['sparse attention', { title: 'Attention' }, {}, 0.9 * 0.5 * ((1 + 0.35) / 2) + 0.1],
  ['sparse attention', { keywords: ['sparse attention'] }, {}, 0.9 * (0.5 * 0.7 + 0.5 * 0.9)],
  ['ada lovelace', { authors: ['Ada Lovelace'] }, {}, 0.9 * (0.5 * 0.9 + 0.5)],
  ['aurora labs', { organization: 'Aurora Labs' }, {}, 0.9 * (0.5 * 0.6 + 0.5 * 0.9)],
  ['sparse attention', {}, {}, 0.9 * 0.5 * 0.35],
  ['sparse attention', {}, { near: true }, 0.9 * (0.5 * 0.35 + 0.5 * 0.425)],
  ['sparse attention', {}, { together: true }, 0.9 * (0.5 * 0.35 + 0.5 * 0.85)],
  ['sparse attention', {}, { near: true, together: true }, 0.9 * (0.5 * 0.35 + 0.5 * 0.85)],
  // A word restricted to a field doesn’t count for proximity.
  ['sparse title:attention', { title: 'Attention' }, { together: true }, 0.9 * ((1 + 0.35) / 2) + 0.1],
]

describe('the relevance of a paper', () => {
  it.each(ONE_TERM)('to %j, with %j, is %d', (query, heading, relevance) => {
    expect(relevanceOf(query, heading)).toBeCloseTo(relevance, 10)
  })

  it.each(TWO_WORDS)('to %j, with %j and %j, is %d', (query, heading, hints, relevance) => {
    expect(relevanceOf(query, heading, hints)).toBeCloseTo(relevance, 10)
  })
})

it.each([
  ['sparse attention', ['spars', 'attent']],
  ['"sparse attention"', ['spars', 'attent']],
  ['sparse SPARSE', []],
  ['sparse', []],
  ['sparse title:attention', []],
  ['sparse-att*', []],
  ['sparse -attention', []],
])('the words of %j whose proximity counts are %j', (query, stems) => {
  expect(stemsOf(termsOf(queryOf(query)))).toEqual(stems)
})

describe('texts that have no word of a query', () => {
  const words = [
    'probability',
    'probable',
    'pre-training',
    'pretrained',
    'theory',
    'theories',
    'GPT-4o',
    'gpt4o',
    'Łódź',
    'lodz',
    'c++',
    'Relational',
    'haemorrhage',
    'hemorrhages',
    'pre-centred',
    'precentered',
  ]
  const text = fc.array(fc.constantFrom(...words, '—', 'of'), { maxLength: 4 }).map(each => each.join(' '))
  const texts = fc.array(text, { maxLength: 3 })
  const term = fc.oneof(
    fc.constantFrom(...words),
    fc.constantFrom(...words).map(word => `${word.slice(0, 3)}*`),
    fc.constantFrom('author:lodz', 'keyword:theory', '"theory theories"'),
  )
  const query = fc
    .array(term, { minLength: 1, maxLength: 3 })
    .map(each => each.join(' '))
    .filter(each => parseQuery(each).ok)

  it('needn’t be read: the relevance is the same', () => {
    const heading = fc.record({
      title: text,
      keywords: texts,
      authors: texts,
      organization: fc.option(text, { nil: undefined }),
    })
    fc.assert(
      fc.property(query, heading, (typed, paper) => {
        const relevance = createRelevance(queryOf(typed))
        const needed = neededDocument(paper, createTextFilter(queryOf(typed)))
        expect(relevance(needed, {})).toBe(relevance(headingDocument(paper), {}))
      }),
    )
  })

  it.each(SPELLINGS)('are known in either spelling: %s, %s', (british, american) => {
    for (const typed of [british, american]) {
      const mayHaveWord = createTextFilter(queryOf(typed))
      expect(mayHaveWord([`The ${british}`])).toBe(true)
      expect(mayHaveWord([`The ${american}`])).toBe(true)
    }
  })

  it.each<[query: string, texts: string[], isNeeded: boolean]>([
    ['aurora', ['Ada Example', 'Bo Sample'], false],
    ['aurora', ['Ada Example', 'Bo Aurora'], true],
    ['example sam*', ['Sam'], true],
    ['aurora', ['Søren Example'], false],
    ['soren', ['Søren Example'], true],
    ['møller', ['Jane Moller'], true],
    ['mueller', ['Jürgen Müller'], false],
    ['aurora', ['Юрий Example'], true],
    ['study', ['Studies'], true],
    ['long', ['Lois Example'], false],
    ['gpt4o', ['Jane GPT-4o'], true],
    ['pretraining', ['pre-training'], true],
    ['anemia', ['Sickle-Cell_Anaemia'], true],
    ['grayscale', ['Grey-Scale'], true],
    ['fibers', ['Optical Fibre'], true],
    ['anemia', ['Behaviour'], false],
  ])('are known without finding their words: %s in %j', (typed, given, isNeeded) => {
    expect(createTextFilter(queryOf(typed))(given)).toBe(isNeeded)
  })
})
