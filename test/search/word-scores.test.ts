import { expect, it } from 'vitest'
import type { Query, Words } from '../../src/search/query/query.ts'
import { scoreByWords } from '../../src/search/word-scores.ts'
import { MONDAY } from '../contracts/store/samples.ts'
import { openLibrary } from './library.ts'

const word = (text: string): Words => ({ kind: 'words', stems: [text], text })

/** Words of a query in their order, with weights whose sums differ. */
const WEIGHTED = [
  { words: word('kiwi'), papers: 9, idf: 1 },
  { words: word('plum'), papers: 9, idf: 3 },
  { words: word('melon'), papers: 9, idf: 10 },
]
const BONUS = { title: 100, near: 1000 }

const between = (count: number): string => Array.from({ length: count }, () => 'and').join(' ')

/** The score of a paper; undefined if it isn’t found. */
async function scoreOf(title: string, abstract: string, required: readonly Query[] = []) {
  const { store, add } = await openLibrary()
  await add('2611.00001', { title, abstract })
  const scores = await scoreByWords(WEIGHTED, {
    index: store.index,
    today: MONDAY,
    perWord: 10,
    bonus: BONUS,
    required,
  })
  return scores[0]?.score
}

it.each<[what: string, title: string, abstract: string, score: number | undefined]>([
  ['none', 'Fruit', 'Of all kinds.', undefined],
  ['the weight of a word', 'Fruit', 'A kiwi.', 1],
  ['the weight of a word in the title as well', 'Kiwi', '', 1 + 100],
  ['the mean weight of the first two, near each other', 'Fruit', 'Kiwi plum.', 1 + 3 + 2000],
  ['the mean weight of the last two, near each other', 'Fruit', 'Melon plum.', 3 + 10 + 6500],
  ['both, where all are near', 'Fruit', 'Kiwi plum melon.', 1 + 3 + 10 + 2000 + 6500],
  ['no more for words that aren’t neighbours in the query', 'Fruit', 'Kiwi melon.', 1 + 10],
  ['near, with eight words between', 'Fruit', `Kiwi ${between(8)} plum.`, 1 + 3 + 2000],
  ['not near, with nine words between', 'Fruit', `Kiwi ${between(9)} plum.`, 1 + 3],
])('a paper gets %s: %j, %j', async (_, title, abstract, score) => {
  expect(await scoreOf(title, abstract)).toBe(score)
})

it.each<[required: Query[], score: number | undefined]>([
  [[word('fruit')], 1],
  [[word('stone')], undefined],
  [[word('fruit'), word('stone')], undefined],
  [[{ kind: 'not', part: word('fruit') }], undefined],
])('a paper must match all that is required: %j', async (required, score) => {
  expect(await scoreOf('Fruit', 'A kiwi.', required)).toBe(score)
})
