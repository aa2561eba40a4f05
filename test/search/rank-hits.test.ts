import { describe, expect, it } from 'vitest'
import { SEARCH } from '../../config/defaults.ts'
import type { Hit, PaperIndex } from '../../src/ports/paper-index.ts'
import type { PaperHeading } from '../../src/search/query/document.ts'
import { parseQuery } from '../../src/search/query/parser.ts'
import { printQuery } from '../../src/search/query/printer.ts'
import type { Query } from '../../src/search/query/query.ts'
import { rankHits, scoreParts } from '../../src/search/rank-hits.ts'
import { UNUSED_INDEX } from '../fakes/unused-index.ts'

const TODAY = '2026-11-23'
const TODAY_AT = Date.parse(TODAY)
const DAY_MS = 86_400_000
const { ranking } = SEARCH

const hit = (key: number, changes: Partial<Hit> = {}): Hit => ({
  key,
  dayAt: TODAY_AT,
  upvotes: 0,
  stars: 0,
  ...changes,
})

/** In the order of an index: newest first, down to key 1. */
const hitsOf = (count: number): Hit[] => Array.from({ length: count }, (_, place) => hit(count - place))
const range = (from: number, to: number): number[] =>
  Array.from({ length: from - to + 1 }, (_, place) => from - place)

interface Answers {
  title?: readonly number[]
  near?: readonly number[]
  together?: readonly number[]
  /** Titles by key; others are called "Unrelated". */
  titles?: Readonly<Record<number, string>>
  /** Keys of papers that have been removed since. */
  gone?: readonly number[]
}

/** Which hint a narrower query asks for. */
function narrowingOf(query: Query): keyof Answers {
  const last = query.kind === 'and' ? query.parts.at(-1) : query
  if (last?.kind === 'near') return 'near'
  return last?.kind === 'words' && !last.field ? 'together' : 'title'
}

function createAnsweringIndex({ titles = {}, gone = [], ...keys }: Answers) {
  const asked: ({ query: Query } & Parameters<PaperIndex['matching']>[1])[] = []
  const read: number[][] = []
  const index: PaperIndex = {
    ...UNUSED_INDEX,
    async matching(query, options) {
      asked.push({ query, ...options })
      const hint = narrowingOf(query)
      return hint === 'titles' || hint === 'gone' ? [] : [...(keys[hint] ?? [])]
    },
    async headings(requested) {
      read.push([...requested])
      const headingOf = (key: number): PaperHeading & { key: number } => ({
        key,
        title: titles[key] ?? 'Unrelated',
        keywords: [],
        authors: [],
      })
      return requested.filter(key => !gone.includes(key)).map(headingOf)
    },
  }
  return { index, asked, read }
}

async function rank(typed: string, hits: readonly Hit[], answers: Answers = {}, phrase?: readonly string[]) {
  const parsed = parseQuery(typed)
  if (!parsed.ok) throw new Error(parsed.problem)
  const { index, asked, read } = createAnsweringIndex(answers)
  const ranked = await rankHits(parsed.query, hits, { index, ranking, today: TODAY, phrase })
  return { ranked, keys: ranked.map(({ key }) => key), asked, read }
}

const POPULARITY_OF_TEN = Math.log(11) / Math.log(1001)

describe('the score of a result', () => {
  it.each<[changes: Partial<Hit>, recency: number, popularity: number]>([
    [{}, 1, 0],
    [{ dayAt: TODAY_AT - 180 * DAY_MS }, 0.5, 0],
    [{ dayAt: TODAY_AT - 360 * DAY_MS }, 0.25, 0],
    [{ dayAt: TODAY_AT + 90 * DAY_MS }, 1, 0],
    [{ upvotes: 10 }, 1, POPULARITY_OF_TEN],
    [{ stars: 100 }, 1, POPULARITY_OF_TEN],
    [{ upvotes: 6, stars: 40 }, 1, POPULARITY_OF_TEN],
    [{ upvotes: -1 }, 1, 0],
    [{ upvotes: 1_000 }, 1, 1],
    [{ upvotes: 5_000 }, 1, 1],
  ])('with %j has recency %d and popularity %d', async (changes, recency, popularity) => {
    const scale = { ranking, todayAt: TODAY_AT }
    const plain = (await rank('has:code', [hit(1, changes)])).ranked
    expect(plain[0]?.score).toBeCloseTo(0.1 * recency + 0.1 * popularity, 10)
    const [ranked] = (await rank('aurora', [hit(1, changes)], { titles: { 1: 'Aurora' } })).ranked
    expect(ranked?.score).toBeCloseTo(0.8 + 0.1 * recency + 0.1 * popularity, 10)
    const parts = ranked && scoreParts(ranked, scale)
    expect(parts?.text).toBeCloseTo(1, 10)
    expect(parts?.recency).toBeCloseTo(recency, 10)
    expect(parts?.popularity).toBeCloseTo(popularity, 10)
  })

  it('decides the order, then the newer key', async () => {
    const hits = [hit(4), hit(3, { upvotes: 1 }), hit(2), hit(1, { dayAt: TODAY_AT - DAY_MS })]
    expect((await rank('has:code', hits)).keys).toEqual([3, 4, 2, 1])
    expect((await rank('has:code', hits.toReversed())).keys).toEqual([3, 4, 2, 1])
    expect((await rank('aurora', hits, { titles: { 2: 'Aurora' } })).keys).toEqual([2, 3, 4, 1])
  })

  it.each(['aurora', 'sparse attention', 'has:code'])('isn’t needed if %j finds nothing', async query => {
    expect(await rank(query, [])).toEqual({ ranked: [], keys: [], asked: [], read: [] })
  })

  it('leaves out a paper that was removed meanwhile', async () => {
    expect((await rank('aurora', hitsOf(3), { gone: [2] })).keys).toEqual([3, 1])
  })
})

describe('what the index is asked for the ranking', () => {
  it.each<[typed: string, hits: number, narrowings: string[]]>([
    ['has:code', 101, []],
    ['aurora', 100, []],
    ['aurora', 101, ['title:aurora']],
    ['title:aurora', 101, ['title:aurora']],
    ['aurora has:code', 101, ['title:aurora has:code']],
    ['sparse attention', 100, ['spars attent']],
    ['sparse attention', 101, ['title:sparse title:attention', 'spars attent']],
    ['"sparse attention"', 100, []],
    ['"sparse attention"', 101, ['title:"sparse attention"']],
    ['GPT-4o has:code', 100, []],
    ['"sparse attention" title:x', 100, ['"sparse attention" title:x spars attent']],
    ['title:"sparse attention"', 100, []],
    ['sparse OR attention', 100, []],
    ['sparse OR attention', 101, ['title:sparse OR title:attention']],
    ['sparse attention -survey', 100, ['sparse attention -survey spars attent']],
  ])('of %j with %d hits, none near: %j', async (typed, hits, narrowings) => {
    const { asked } = await rank(typed, hitsOf(hits))
    expect(asked.map(({ query }) => printQuery(query))).toEqual(narrowings)
  })

  it('reads the headings of the best 100', async () => {
    const { read, ranked } = await rank('aurora', hitsOf(102), { title: [1, 2] })
    expect(read).toEqual([[2, 1, ...range(102, 5)]])
    expect(ranked.map(({ key }) => key)).toEqual([...range(102, 5), 2, 1, 4, 3])
  })

  it('asks for titles back to the last hit', async () => {
    const { asked } = await rank('sparse attention', hitsOf(300).slice(0, 250))
    expect(asked[0]).toMatchObject({ limit: 250, from: 51 })
  })

  it('counts two words as near with 8 others between, and asks for them among the hits', async () => {
    const { asked } = await rank('sparse attention', hitsOf(300).slice(0, 250))
    expect(asked[1]).toMatchObject({
      query: { kind: 'near', stems: ['spars', 'attent'], within: 10 },
      limit: 250,
      among: range(300, 51),
    })
    expect((await rank('sparse attention', hitsOf(30))).asked).toMatchObject([
      { limit: 30, among: range(30, 1) },
    ])
  })

  it.each<[near: readonly number[], among: readonly number[] | undefined]>([
    [[], undefined],
    [
      [9, 5],
      [9, 5],
    ],
    [range(30, 21), range(30, 21)],
  ])('looks for phrases only among near words: %j', async (near, among) => {
    const { asked } = await rank('sparse attention', hitsOf(30).slice(0, 10), { near })
    expect(asked[1]).toEqual(
      among && {
        query: { kind: 'words', stems: ['spars', 'attent'], text: 'spars attent' },
        today: expect.any(String),
        limit: 10,
        among,
      },
    )
  })

  it('doesn’t ask for near words if enough titles match', async () => {
    expect((await rank('sparse attention', hitsOf(150), { title: range(150, 52) })).asked).toHaveLength(2)
    expect((await rank('sparse attention', hitsOf(150), { title: range(150, 51) })).asked).toHaveLength(1)
  })
})

describe('words that were typed with small words between them', () => {
  const titles = { 3: 'Speech text', 2: 'Text to Speech', 1: 'Text or Speech' }

  it('rank highest with these, and are looked for so', async () => {
    const phrase = ['text', 'to', 'speech']
    const { ranked, asked } = await rank('text to speech', hitsOf(3), { titles, near: [2] }, phrase)
    const scoreOf = (title: number, nearness: number) =>
      Math.round((0.9 * (0.5 + 0.5 * nearness) + 0.1 * title) * 1e6) / 1e6
    expect(ranked.map(({ key, text }) => [key, Math.round(text * 1e6) / 1e6])).toEqual([
      [2, scoreOf(2 / 3, 1)],
      [3, scoreOf(1, 0.75)],
      [1, scoreOf(2 / 3, 0.75 * (2 / 3))],
    ])
    expect(asked[1]?.query).toMatchObject({ kind: 'words', stems: phrase })
  })
})

describe('what the index answers', () => {
  it('isn’t needed for a phrase: all that match have its words together', async () => {
    const { ranked } = await rank('GPT-4o', [hit(3), hit(2), hit(1)], {
      titles: { 2: 'GPT4o', 3: 'GPT and 4o' },
    })
    const together = 0.9 * (0.5 * 0.35 + 0.5 * 0.85)
    expect(ranked.map(({ key, text }) => [key, Math.round(text * 1e6) / 1e6])).toEqual([
      [2, 1],
      [3, Math.round((together + 0.1 * (2 / 3)) * 1e6) / 1e6],
      [1, Math.round(together * 1e6) / 1e6],
    ])
  })

  it('ranks results whose headings are not read: 0.5 by the title, 0.35 together, 0.15 near', async () => {
    const hits = [
      ...range(150, 51).map(key => hit(key, { upvotes: 1e9 })),
      ...range(9, 1).map(key => hit(key)),
    ]
    // The 100 with upvotes come first, so that the others are scored by the hints alone.
    const { ranked } = await rank('sparse attention', hits, {
      title: [...range(150, 53), 1],
      near: [52, 51, 3, 2],
      together: [52, 51, 4, 2],
    })
    const unread = ranked.slice(100).map(({ key, text }) => [key, text])
    expect(unread).toEqual([
      [2, 0.5],
      [1, 0.5],
      [4, 0.35],
      [3, 0.15],
      [9, 0],
      [8, 0],
      [7, 0],
      [6, 0],
      [5, 0],
    ])
  })

  it('counts for those whose headings are read', async () => {
    const { ranked } = await rank('sparse attention', hitsOf(3), { near: [2, 1], together: [1] })
    const expected = [0.54, 0.34875, 0.1575]
    expect(ranked.map(({ key }) => key)).toEqual([1, 2, 3])
    for (const [place, text] of expected.entries()) expect(ranked[place]?.text).toBeCloseTo(text, 10)
  })
})
