import { describe, expect, it } from 'vitest'
import { parseQuery } from '../../src/search/query/parser.ts'
import { printQuery } from '../../src/search/query/printer.ts'
import { findRelaxed, relax } from '../../src/search/relaxed.ts'
import { MONDAY } from '../contracts/store/samples.ts'
import { openLibrary } from './library.ts'

function relaxed(typed: string) {
  const parsed = parseQuery(typed)
  if (!parsed.ok) throw new Error(parsed.problem)
  return relax(parsed.query)
}

describe('the words of which papers need only have some', () => {
  it.each<[typed: string, words: string[] | undefined, required?: string[]]>([
    ['robots', undefined],
    ['robots OR dishes', undefined],
    ['robots "dishes"', undefined],
    ['robots title:dishes', undefined],
    ['robots dish*', undefined],
    ['robots dishes', ['robots', 'dishes'], []],
    ['gpt-4o dishes', ['gpt-4o', 'dishes'], []],
    [
      'robots "wash" dishes title:paint walls -gardens has:code',
      ['robots', 'dishes', 'walls'],
      ['"wash"', 'title:paint', '-gardens', 'has:code'],
    ],
  ])('of %j are %j', (typed, words, required) => {
    const found = relaxed(typed)
    expect(found?.words.map(printQuery)).toEqual(words)
    expect(found?.required.map(printQuery)).toEqual(required)
  })
})

/** Each word is rarer than the one before. */
const TITLES = ['kiwi', 'kiwi', 'kiwi', 'kiwi plum', 'plum', 'melon']

describe('papers with some of the words', () => {
  it.each<[typed: string, rarest: number, titles: string[], minShare?: number]>([
    ['kiwi plum', 1, ['plum', 'kiwi plum']],
    ['plum kiwi', 1, ['plum', 'kiwi plum']],
    ['plum kiwi melon', 1, ['melon']],
    ['kiwi melon plum', 2, ['melon', 'plum', 'kiwi plum']],
    ['kiwi plum', 2, ['kiwi plum', 'plum', 'kiwi', 'kiwi', 'kiwi']],
    // A word that no paper has would be the rarest.
    ['walrus kiwi plum', 1, ['plum', 'kiwi plum']],
    ['walrus penguin', 2, []],
    // The best ones have all of the best score.
    ['plum melon', 1, ['melon'], 1],
    ['kiwi plum', 2, ['kiwi plum'], 1],
  ])('of %j have one of the %d rarest that any paper has', async (typed, rarest, titles, minShare = 0) => {
    const { store, add } = await openLibrary()
    for (const [place, title] of TITLES.entries()) await add(`2611.0000${place}`, { title, abstract: '' })
    const query = relaxed(typed)
    if (!query) throw new Error(`${typed} isn’t relaxed`)
    const settings = { rarest, perWord: 10, title: 0, near: 0, minShare }
    const scores = await findRelaxed(query, settings, { index: store.index, today: MONDAY })
    const found = await store.index.load(scores.map(({ key }) => key))
    expect(found.map(({ paper }) => paper.title)).toEqual(titles)
  })
})
