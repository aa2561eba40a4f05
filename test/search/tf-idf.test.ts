import { describe, expect, it } from 'vitest'
import type { Paper } from '../../src/papers/paper.ts'
import { candidateWords, createLikeness, distinctiveTerms, sharedTerms } from '../../src/search/tf-idf.ts'
import { candidate } from '../fixtures/candidates.ts'

const paperOf = (title: string, keywords: readonly string[] = [], abstract = ''): Paper =>
  candidate('2611.00001', { paper: { title, keywords, abstract } }).paper

/** The terms if all words are equally rare. */
const terms = (paper: Paper, rarity: Record<string, number> = {}, limit = 10) =>
  distinctiveTerms(paper, word => rarity[word] ?? 1, limit)

describe('the candidate words of a paper', () => {
  it.each<[string, Paper, string[]]>([
    [
      'title, keywords and abstract in turn',
      paperOf('Robots', ['paint'], 'Birds sing.'),
      ['robots', 'paint', 'birds', 'sing'],
    ],
    [
      'as they first occur, once whatever their endings',
      paperOf('Painting', ['painted'], 'It paints.'),
      ['painting'],
    ],
    ['not those of any paper', paperOf('A Novel Approach to Robots: The Methods We Propose'), ['robots']],
    ['not those of one or two letters', paperOf('Go Up a Fig Ox'), ['fig']],
    [
      'not numbers, but names with numbers',
      paperOf('2026 Robots in 100 Rooms by gpt4 and 4gpt'),
      ['robots', 'rooms', 'gpt4', '4gpt'],
    ],
    ['none of a paper without words', paperOf(''), []],
  ])('%s', (_, paper, expected) => expect(candidateWords(paper)).toEqual(expected))

  it('are computed once per paper', () => {
    let reads = 0
    const paper = {
      ...paperOf('Robots'),
      get abstract() {
        reads++
        return 'Birds sing.'
      },
    }
    for (const term of ['robot', 'bird', 'fish']) sharedTerms([term], paper)
    expect(candidateWords(paper)).toEqual(['robots', 'birds', 'sing'])
    expect(reads).toBe(1)
  })
})

describe('the most distinctive terms', () => {
  it.each<[string, Paper, string[]]>([
    ['title before keywords before abstract', paperOf('Zebra', ['yak'], 'Ape.'), ['zebra', 'yak', 'ape']],
    ['the alphabet among equals', paperOf('Zebra Ape Yak'), ['ape', 'yak', 'zebra']],
    ['more often before less often', paperOf('', [], 'Ape yak yak.'), ['yak', 'ape']],
  ])('are sorted by %s', (_, paper, expected) => expect(terms(paper)).toEqual(expected))

  it.each([
    { what: 'in the title', paper: paperOf('Ape', [], 'Yak.'), weight: 2 },
    { what: 'among the keywords', paper: paperOf('', ['ape'], 'Yak.'), weight: 1.5 },
    { what: 'in the abstract', paper: paperOf('', [], 'Ape yak.'), weight: 1 },
    { what: 'twice in the abstract', paper: paperOf('', [], 'Ape yak ape.'), weight: 1.69 },
    { what: 'four times in the abstract', paper: paperOf('', [], 'Ape ape yak ape ape.'), weight: 2.39 },
  ])('weigh a word $what $weight times as much as one in the abstract', ({ paper, weight }) => {
    expect(terms(paper, { yak: weight - 0.01 })).toEqual(['ape', 'yak'])
    expect(terms(paper, { yak: weight + 0.01 })).toEqual(['yak', 'ape'])
  })

  it('give a word the weight of its first occurrence', () =>
    expect(terms(paperOf('Ape', ['yak', 'yak']))).toEqual(['yak', 'ape']))

  it('prefer rare words, up to the limit', () => {
    const paper = paperOf('Ape Yak Zebra')
    expect(terms(paper, { ape: 0.5, zebra: 2 })).toEqual(['zebra', 'yak', 'ape'])
    expect(terms(paper, { ape: 0.5, zebra: 2 }, 2)).toEqual(['zebra', 'yak'])
  })
})

describe('terms that a paper shares', () => {
  it.each<[string[], string[]]>([
    [
      ['robot', 'painting', 'bird', 'fish'],
      ['robot', 'painting', 'bird'],
    ],
    [['fish'], []],
    [[], []],
  ])('%j', (terms, shared) =>
    expect(sharedTerms(terms, paperOf('Robots', ['paints'], 'Birds.'))).toEqual(shared),
  )
})

describe('two papers have more in common', () => {
  const RARITY: Record<string, number> = { owl: 3, yak: 2, zebra: 2 }
  const likeness = (paper: Paper, other: Paper): number =>
    createLikeness(paper, stem => RARITY[stem] ?? 0)(other)

  it.each<[string, { paper: Paper; more: Paper; less: Paper }]>([
    ['the rarer the words are', { paper: paperOf('Owl yak'), more: paperOf('Owl'), less: paperOf('Yak') }],
    [
      'the more the words say about the first',
      { paper: paperOf('Yak', [], 'Zebra.'), more: paperOf('Yak'), less: paperOf('Zebra') },
    ],
    [
      'the more often the first has a word',
      { paper: paperOf('', [], 'Yak zebra yak.'), more: paperOf('Yak'), less: paperOf('Zebra') },
    ],
    [
      'the more often the other has a word',
      { paper: paperOf('Owl'), more: paperOf('Fig', [], 'Owl owl.'), less: paperOf('Fig', [], 'Owl bird.') },
    ],
    [
      'the less else the other is about',
      { paper: paperOf('Owl'), more: paperOf('Owl fig'), less: paperOf('Owl fig bird') },
    ],
  ])('%s', (_, { paper, more, less }) => {
    expect(likeness(paper, more)).toBeGreaterThan(likeness(paper, less))
  })

  it('with several words than with one repeated', () => {
    const paper = paperOf('Yak zebra')
    const repeated = paperOf('', [], 'Yak yak yak yak.')
    expect(likeness(paper, paperOf('', [], 'Yak zebra fig bird.'))).toBeGreaterThan(likeness(paper, repeated))
  })

  it('for each word, by its tf–idf times its BM25', () => {
    // As long as the first: the word occurs twice there, in the title; idf² × (1 + ln 2) × 2 for it, 2 × 2.2 / (2 + 1.2) for the other.
    expect(likeness(paperOf('Owl and owl'), paperOf('', [], 'Owl or owl.'))).toBeCloseTo(
      9 * (1 + Math.log(2)) * 2 * ((2 * 2.2) / 3.2),
    )
  })

  it('with words that follow each other in both', () => {
    const [paper, nearby] = [paperOf('Owl yak'), paperOf('', [], 'Owl yak.')]
    for (const apart of ['Yak owl.', 'Owl and yak.', 'Owl 7 yak.', 'Owl bird yak.']) {
      expect(likeness(paper, nearby)).toBeGreaterThan(likeness(paper, paperOf('', [], apart)))
    }
  })

  it('for two such words, by the rarer one, half as much again as for that one alone', () => {
    const pair = likeness(paperOf('Owl yak'), paperOf('', [], 'Owl yak.'))
    const apart = likeness(paperOf('Owl yak'), paperOf('', [], 'Yak owl.'))
    expect(pair - apart).toBeCloseTo(1.5 * 9 * 2)
  })

  it('the more often the first has two such words', () => {
    const twice = paperOf('Owl yak', [], 'Owl yak.')
    const pair = likeness(twice, paperOf('', [], 'Owl yak yak owl.'))
    const apart = likeness(twice, paperOf('', [], 'Yak yak owl owl.'))
    expect(pair - apart).toBeCloseTo(1.5 * 9 * 2 * (1 + Math.log(2)))
  })

  it('not with the last word of one text and the first of the next', () => {
    const [paper, other] = [paperOf('Owl', [], 'Yak.'), paperOf('Owl', ['yak'])]
    expect(likeness(paper, other)).toBeCloseTo(9 * 2 + 4)
  })

  it('than nothing only with a word that both have', () => {
    expect(likeness(paperOf('Owl'), paperOf('Yak'))).toBe(0)
  })
})
