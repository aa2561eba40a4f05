import { describe, expect, it } from 'vitest'
import type { Paper } from '../../src/papers/paper.ts'
import { candidateWords, distinctiveTerms, sharedTerms } from '../../src/search/tf-idf.ts'
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
