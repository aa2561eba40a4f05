import { describe, expect, it } from 'vitest'
import { type PaperIndex, TooBroadError } from '../../src/ports/paper-index.ts'
import { printQuery } from '../../src/search/query/printer.ts'
import type { Query, Words } from '../../src/search/query/query.ts'
import { scoreByWords, weigh } from '../../src/search/word-scores.ts'
import { MONDAY } from '../contracts/store/samples.ts'
import { UNUSED_INDEX } from '../fakes/unused-index.ts'
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

/** What an index answers to its questions in turn; undefined where it has no time left. */
function createAnswering<Answer>(answers: readonly (Answer | undefined)[]) {
  let place = 0
  return async (): Promise<Answer> => {
    const answer = answers[place++]
    if (answer === undefined) throw new TooBroadError()
    return answer
  }
}

describe('the weights of words', () => {
  const words = Array.from({ length: 20 }, (_, place) => word(`w${place}`))

  const namesOf = (from: number, to: number): string => words.slice(from, to).map(printQuery).join(' ')

  async function weighWith(answers: readonly (number[] | undefined)[], count = 20) {
    const answer = createAnswering(answers)
    const asked: string[] = []
    let cutOffs = 0
    const index: PaperIndex = {
      ...UNUSED_INDEX,
      frequencies(queries, { today }) {
        asked.push(`${queries.map(printQuery).join(' ')}, ${today}`)
        return answer()
      },
    }
    const weighted = await weigh(words.slice(0, count), {
      index,
      today: MONDAY,
      onCutOff: () => void cutOffs++,
    })
    return { weighted, asked, cutOffs }
  }

  it('are how rare they are among all papers, which are counted first', async () => {
    const { weighted, asked, cutOffs } = await weighWith([
      [100, 10, 0, 100, 200, ...Array<number>(11).fill(1)],
      [2, 3, 4, 5, 50],
    ])
    expect(weighted.map(({ words, papers }) => `${words.text}: ${papers}`)).toEqual(
      [10, 0, 100, 200, ...Array<number>(11).fill(1), 2, 3, 4, 5, 50].map(
        (papers, place) => `w${place}: ${papers}`,
      ),
    )
    expect(weighted.map(({ idf }) => Math.expm1(idf)).slice(0, 4)).toEqual(
      [10, 100, 1, 1].map(share => expect.closeTo(share, 9)),
    )
    expect(Math.expm1(weighted.at(-1)?.idf ?? 0)).toBeCloseTo(2, 9)
    expect(asked).toEqual([`* ${namesOf(0, 15)}, ${MONDAY}`, `${namesOf(15, 20)}, ${MONDAY}`])
    expect(cutOffs).toBe(0)
  })

  it('need one question for as many as it may have', async () => {
    const { asked } = await weighWith([Array<number>(16).fill(1)], 15)
    expect(asked).toEqual([`* ${namesOf(0, 15)}, ${MONDAY}`])
  })

  it('are those that were counted before the time was over', async () => {
    const { weighted, cutOffs } = await weighWith([[100, ...Array<number>(15).fill(1)], undefined])
    expect(weighted.map(({ words }) => words)).toEqual(words.slice(0, 15))
    expect(cutOffs).toBe(1)
  })
})

describe('the index', () => {
  async function scoreWith(
    answers: readonly (number[] | undefined)[],
    options: { bonus?: typeof BONUS } = { bonus: BONUS },
  ) {
    const answer = createAnswering(answers)
    const asked: string[] = []
    let cutOffs = 0
    const index: PaperIndex = {
      ...UNUSED_INDEX,
      matching(query, { limit, from, among }) {
        const text = query.kind === 'near' ? `near ${query.stems.join(' ')}` : printQuery(query)
        asked.push(`${text}, ${limit}, from ${from}, among ${among}`)
        return answer()
      },
    }
    const scores = await scoreByWords(WEIGHTED.slice(0, 2), {
      index,
      today: MONDAY,
      perWord: 3,
      ...options,
      onCutOff: () => void cutOffs++,
    })
    return { scores: scores.map(({ key, score }) => `${key}: ${score}`), asked, cutOffs }
  }
  const WORDS = ['kiwi, 3, from undefined, among undefined', 'plum, 3, from undefined, among undefined']

  it('is asked for titles no further back than for the words, and for words near each other among papers with both', async () => {
    expect(await scoreWith([[9, 8, 5], [8, 5], [8], [5], [5]])).toEqual({
      scores: ['5: 2304', '8: 104', '9: 1'],
      asked: [
        ...WORDS,
        'title:kiwi, 3, from 5, among undefined',
        'title:plum, 3, from 0, among undefined',
        'near kiwi plum, 3, from undefined, among 8,5',
      ],
      cutOffs: 0,
    })
  })

  it('is asked for the words alone where nothing else counts', async () => {
    expect(
      await scoreWith(
        [
          [9, 8],
          [7, 8],
        ],
        {},
      ),
    ).toEqual({
      scores: ['8: 4', '7: 3', '9: 1'],
      asked: WORDS,
      cutOffs: 0,
    })
  })

  it('may find papers with the same score, of which the newer come first', async () => {
    expect((await scoreWith([[7, 9, 8], []], {})).scores).toEqual(['9: 1', '8: 1', '7: 1'])
  })

  it('may run out of time: what it has found counts, and it is asked for nothing more', async () => {
    expect(await scoreWith([[9, 8], undefined])).toEqual({
      scores: ['9: 1', '8: 1'],
      asked: WORDS,
      cutOffs: 1,
    })
    expect(await scoreWith([[9, 8], [8], [9], undefined, undefined])).toMatchObject({
      scores: ['9: 101', '8: 4'],
      cutOffs: 1,
    })
    expect(await scoreWith([[9, 8], undefined], {})).toMatchObject({ cutOffs: 1 })
  })
})
