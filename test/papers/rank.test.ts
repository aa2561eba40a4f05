import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RANKING } from '../../config/defaults.ts'
import { PARTS, type Ranking, rank } from '../../src/papers/rank.ts'
import { candidate, MONDAY_NINE as NOW } from '../fixtures/candidates.ts'

const ids = (candidates: Parameters<typeof rank>[0], now = NOW) =>
  rank(candidates, now, RANKING).map(({ paper }) => paper.id)
const HOUR = 3_600_000

describe('ranking', () => {
  it('ranks papers that rise fast above those with many upvotes', () => {
    const old = candidate('1', { counts: { upvotes: 120, comments: 0 }, growth: { upvotes: 2, hours: 10 } })
    const rising = candidate('2', {
      counts: { upvotes: 100, comments: 0 },
      growth: { upvotes: 90, hours: 10 },
    })
    const quiet = candidate('3', { counts: { upvotes: 5, comments: 0 }, growth: { upvotes: 1, hours: 10 } })
    expect(ids([old, rising, quiet])).toEqual(['2', '1', '3'])
  })

  it('halves a score for every 36 hours since listing', () => {
    const fresh = candidate('1')
    const old = candidate('2', { paper: { listedAt: fresh.paper.listedAt - 36 * HOUR } })
    const [first, second] = rank([fresh, old], NOW, RANKING)
    expect(first?.paper.id).toBe('1')
    expect((second?.score ?? 0) / (first?.score ?? 1)).toBeCloseTo(0.5, 10)
  })

  it('returns the parts that the paper has', () => {
    const bare = candidate('1', { counts: { upvotes: 1, comments: 0 } })
    const full = candidate('2', {
      counts: { upvotes: 9, comments: 3, stars: 50 },
      growth: { upvotes: 5, stars: 10, hours: 2 },
    })
    const [first, second] = rank([bare, full], NOW, RANKING)
    expect(first?.parts).toEqual({ velocity: 0.5, upvotes: 1, stars: 0.5, comments: 1 })
    expect(second?.parts).toEqual({ upvotes: 0, comments: 0 })
  })

  it('ignores a missing part: the other weights share its weight', () => {
    const parts = { counts: { upvotes: 10, comments: 1 } }
    const [alone] = rank([candidate('1', parts)], NOW, RANKING)
    const age = 0.5 ** (HOUR / RANKING.halfLifeMs)
    expect(alone?.score).toBeCloseTo(0.5 * age, 10)
  })

  it('returns nothing for no papers', () => {
    expect(rank([], NOW, RANKING)).toEqual([])
  })

  const ageless = (weights: Partial<Ranking['weights']>): Ranking => ({
    weights: { velocity: 0, upvotes: 0, stars: 0, comments: 0, ...weights },
    halfLifeMs: Number.POSITIVE_INFINITY,
  })

  const COUNTED = [
    candidate('1', {
      counts: { upvotes: 9, comments: 4, stars: 50 },
      growth: { upvotes: 6, stars: 2, hours: 3 },
    }),
    candidate('2', {
      counts: { upvotes: 8, comments: 6, stars: 90 },
      growth: { upvotes: 8, stars: 1, hours: 8 },
    }),
    candidate('3', {
      counts: { upvotes: 7, comments: 5, stars: 10 },
      growth: { upvotes: 5, stars: 3, hours: 1 },
    }),
  ]
  it.each([
    { part: 'velocity', order: ['3', '1', '2'] },
    { part: 'upvotes', order: ['1', '2', '3'] },
    { part: 'stars', order: ['3', '1', '2'] },
    { part: 'comments', order: ['2', '3', '1'] },
  ])('with the weight of $part alone sorts by $part', ({ part, order }) => {
    const ranked = rank(COUNTED, NOW, ageless({ [part]: 7 }))
    expect(ranked.map(({ paper }) => paper.id)).toEqual(order)
    expect(ranked.map(({ score }) => score)).toEqual([1, 0.5, 0])
  })

  it.each<[Partial<Ranking['weights']>, number[]]>([
    [{ velocity: 1, upvotes: 1 }, [0.75, 0.25, 0.5]],
    [{ velocity: 3, upvotes: 1 }, [0.625, 0.125, 0.75]],
    [{ velocity: 1, upvotes: 3 }, [0.875, 0.375, 0.25]],
    [{ velocity: 4, upvotes: 3, stars: 2, comments: 1 }, [0.6, 0.25, 0.65]],
    [{}, [0, 0, 0]],
  ])('computes the mean with the weights %j', (weights, scores) => {
    const ranked = rank(COUNTED, NOW, ageless(weights)).toSorted(
      (a, b) => Number(a.paper.id) - Number(b.paper.id),
    )
    for (const [index, { score }] of ranked.entries()) expect(score).toBeCloseTo(scores[index] ?? -1, 10)
  })

  it('uses the default weights, of which velocity is the greatest and comments the least', () => {
    expect(PARTS.toSorted((a, b) => RANKING.weights[b] - RANKING.weights[a])).toEqual([
      'velocity',
      'upvotes',
      'stars',
      'comments',
    ])
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
    const tied = upvotes.map((count, index) =>
      candidate(`${index}`, { counts: { upvotes: count, comments: 0 } }),
    )
    const ranked = rank(tied, NOW, ageless({ upvotes: 1 }))
    expect(ranked.map(({ score }) => score)).toEqual(shares.toReversed())
  })

  it('breaks ties by id', () =>
    expect(ids([candidate('2'), candidate('3'), candidate('1')])).toEqual(['1', '2', '3']))

  it('does not raise a score before the paper is listed', () => {
    const early = candidate('1', { paper: { listedAt: NOW + 36 * HOUR } })
    expect(rank([early], NOW, RANKING)[0]?.score).toBe(0.5)
  })

  const candidates = fc.uniqueArray(
    fc.record({
      id: fc.integer({ min: 10_000, max: 99_999 }).map(String),
      upvotes: fc.nat(5),
      comments: fc.nat(2),
      stars: fc.option(fc.nat(3), { nil: undefined }),
      growth: fc.option(
        fc.record({
          upvotes: fc.integer({ min: -2, max: 5 }),
          stars: fc.option(fc.nat(3), { nil: undefined }),
          hours: fc.integer({ min: 1, max: 48 }),
        }),
        { nil: undefined },
      ),
      age: fc.nat(72),
    }),
    { selector: ({ id }) => id, maxLength: 30 },
  )
  const build = (items: typeof candidates extends fc.Arbitrary<infer T> ? T : never) =>
    items.map(({ id, upvotes, comments, stars, growth, age }) =>
      candidate(id, { counts: { upvotes, comments, stars }, growth, paper: { listedAt: NOW - age * HOUR } }),
    )

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
        const more = { ...chosen, counts: { ...chosen.counts, upvotes: chosen.counts.upvotes + 3 } }
        expect(position(built.map(one => (one === chosen ? more : one)))).toBeLessThanOrEqual(position(built))
      }),
    )
  })
})
