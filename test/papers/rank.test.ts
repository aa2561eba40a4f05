import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RANKING } from '../../config/defaults.ts'
import { type Ranking, rank, rankingOver } from '../../src/papers/rank.ts'
import { candidate, MONDAY_NINE as NOW } from '../fixtures/candidates.ts'
import { BY_UPVOTES } from '../fixtures/ranked-papers.ts'

const HOUR = 3_600_000
const SQUARE_ROOT: Ranking = { offsetHours: 1, exponent: 0.5, longer: [] }

const paper = (id: string, upvotes: number, hours: number) =>
  candidate(id, { paper: { listedAt: NOW - hours * HOUR }, counts: { upvotes, comments: 0 } })
const ids = (candidates: Parameters<typeof rank>[0], ranking: Ranking = RANKING) =>
  rank(candidates, NOW, ranking).map(({ paper }) => paper.id)

describe('ranking', () => {
  it.each<[string, ...[upvotes: number, hours: number][]]>([
    ['a young paper is above an older one with more upvotes', [130, 3], [163, 24]],
    ['an old paper with far more upvotes is above a young one', [500, 48], [60, 3]],
    ['of the same age, more upvotes are better', [11, 5], [10, 5]],
    ['of the same upvotes, the younger is better', [10, 4], [10, 5]],
    [
      'half the upvotes equal a quarter of the age with its hour: a little more is better',
      [51, 3],
      [100, 15],
    ],
    ['half the upvotes equal a quarter of the age with its hour: a little less is worse', [100, 15], [49, 3]],
    ['a paper that is listed in the future counts as listed now', [10, -5], [9, 0]],
    ['a paper that is listed in the future has no advantage', [10, 0], [9, -5]],
  ])('%s', (_, better, worse) => {
    expect(ids([paper('1', ...worse), paper('2', ...better)], SQUARE_ROOT)).toEqual(['2', '1'])
  })

  it.each<[Partial<Ranking>, string[]]>([
    [{ exponent: 0 }, ['old', 'day', 'new']],
    [{ exponent: 0.5 }, ['day', 'old', 'new']],
    [{ exponent: 1 }, ['new', 'day', 'old']],
    [{ exponent: 1, offsetHours: 4 }, ['day', 'new', 'old']],
  ])('with %o', (changes, order) => {
    const papers = [paper('new', 10, 1), paper('day', 60, 15), paper('old', 80, 48)]
    expect(ids(papers, { ...SQUARE_ROOT, ...changes })).toEqual(order)
  })

  it('is configured as the recorded days chose', () => {
    expect(RANKING).toEqual({
      offsetHours: 1,
      exponent: 0.5,
      longer: [
        { daysBack: 5, exponent: 0.2 },
        { daysBack: 9, exponent: 0 },
      ],
    })
  })

  it.each([
    [0, 0.5],
    [4, 0.5],
    [5, 0.2],
    [8, 0.2],
    [9, 0],
    [30, 0],
  ])('of %i days back has the exponent %d', (daysBack, exponent) => {
    expect(rankingOver(RANKING, daysBack)).toEqual({ ...RANKING, exponent })
  })

  it('returns nothing for no papers', () => {
    expect(rank([], NOW, RANKING)).toEqual([])
  })

  it.each([
    [[5], [0.5]],
    [[0], [0.5]],
    [
      [1, 5],
      [0, 1],
    ],
    [
      [1, 1, 5],
      [0.25, 0.25, 1],
    ],
    [
      [0, 0, 0],
      [0.5, 0.5, 0.5],
    ],
    [
      [1, 5, 5, 5, 9],
      [0, 0.5, 0.5, 0.5, 1],
    ],
    [
      [9, 10, 100],
      [0, 0.5, 1],
    ],
  ])('counts a tie half: upvotes of %j beat %j of the others', (upvotes, shares) => {
    const tied = upvotes.map((count, index) => paper(`${index}`, count, 1))
    expect(rank(tied, NOW, BY_UPVOTES).map(({ score }) => score)).toEqual(shares.toReversed())
  })

  it('breaks ties by id', () =>
    expect(ids([candidate('2'), candidate('3'), candidate('1')])).toEqual(['1', '2', '3']))

  const candidates = fc.uniqueArray(
    fc.record({
      id: fc.integer({ min: 10_000, max: 99_999 }).map(String),
      upvotes: fc.nat(5),
      age: fc.nat(72),
    }),
    { selector: ({ id }) => id, maxLength: 30 },
  )
  const build = (items: typeof candidates extends fc.Arbitrary<infer T> ? T : never) =>
    items.map(({ id, upvotes, age }) => paper(id, upvotes, age))

  it('is the same for the same papers in any order', () => {
    fc.assert(
      fc.property(candidates, fc.integer(), (items, seed) => {
        const built = build(items)
        const shuffled = built.toSorted(
          (a, b) => ((Number(a.paper.id) * seed) % 97) - ((Number(b.paper.id) * seed) % 97),
        )
        expect(ids(shuffled)).toEqual(ids(built))
      }),
    )
  })

  it('numbers the papers from 1, with scores from 0 to 1 in descending order', () => {
    fc.assert(
      fc.property(candidates, items => {
        const ranked = rank(build(items), NOW, RANKING)
        expect(ranked.map(({ rank }) => rank)).toEqual(ranked.map((_, index) => index + 1))
        for (const [index, { score }] of ranked.entries()) {
          expect(score).toBeGreaterThanOrEqual(0)
          expect(score).toBeLessThanOrEqual(ranked[index - 1]?.score ?? 1)
        }
      }),
    )
  })

  it('never ranks a paper lower because of more upvotes', () => {
    fc.assert(
      fc.property(candidates, fc.nat(), (items, pick) => {
        const built = build(items)
        const chosen = built[pick % Math.max(1, built.length)]
        if (!chosen) return
        const position = (list: typeof built) => ids(list).indexOf(chosen.paper.id)
        const more = { ...chosen, counts: { comments: 0, upvotes: (chosen.counts?.upvotes ?? 0) + 3 } }
        expect(position(built.map(one => (one === chosen ? more : one)))).toBeLessThanOrEqual(position(built))
      }),
    )
  })
})

describe('papers that nobody could vote on', () => {
  const unvoted = (id: string, hours: number) => ({ ...paper(id, 0, hours), counts: undefined })

  it('come last, the newest first, then those with higher ids', () => {
    const papers = [unvoted('3', 5), unvoted('2', 1), unvoted('4', 5), paper('1', 0, 90)]
    expect(rank(papers, NOW, RANKING).map(({ paper, rank, score }) => [paper.id, rank, score])).toEqual([
      ['1', 1, 0.5],
      ['2', 2, 0],
      ['4', 3, 0],
      ['3', 4, 0],
    ])
  })

  it('change neither the ranks nor the scores of others', () => {
    const voted = [paper('1', 10, 1), paper('2', 10, 5), paper('3', 0, 2)]
    const all = rank([unvoted('0', 1), ...voted, unvoted('9', 3)], NOW, RANKING)
    expect(all.slice(0, 3)).toEqual(rank(voted, NOW, RANKING))
  })
})
