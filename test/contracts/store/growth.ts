import { expect, it } from 'vitest'
import type { Counts } from '../../../src/papers/paper.ts'
import type { Store } from '../../../src/ports/store.ts'
import { HOUR, listed, MINUTE, MONDAY, NOW } from './samples.ts'

export function growthContract(use: () => Store): void {
  /** Records one paper's counts at these hours before now. @returns its growth */
  async function growthOver(counts: [hoursAgo: number, counts: Partial<Counts>][]) {
    for (const [hoursAgo, at] of counts) {
      await use().papers.record([listed('2611.00001', at)], NOW - hoursAgo * HOUR)
    }
    const [candidate] = await use().papers.candidates(MONDAY)
    return candidate?.growth
  }

  it('measures no growth between snapshots less than an hour apart', async () => {
    expect(
      await growthOver([
        [(HOUR - 1) / HOUR, { upvotes: 1 }],
        [0, { upvotes: 5 }],
      ]),
    ).toBeUndefined()
  })

  it('measures growth from the oldest snapshot at least an hour old', async () => {
    expect(
      await growthOver([
        [1.5, { upvotes: 2 }],
        [1, { upvotes: 3 }],
        [0.5, { upvotes: 4 }],
        [0, { upvotes: 9 }],
      ]),
    ).toMatchObject({ upvotes: 7, hours: 1.5 })
    expect(await growthOver([[(-2 * MINUTE) / HOUR, { upvotes: 10 }]])).toMatchObject({ upvotes: 8 })
  })

  it('measures growth from the newest snapshot at least a day old where there is one', async () => {
    expect(
      await growthOver([
        [50, { upvotes: 1 }],
        [24, { upvotes: 2 }],
        [23.5, { upvotes: 3 }],
        [0, { upvotes: 12 }],
      ]),
    ).toMatchObject({ upvotes: 10, hours: 24 })
  })

  it.each([
    ['the newest snapshot up to then', 60, 10, 60],
    ['the very moment of one', 50, 8, 50],
    ['the oldest where there is none', 100, 11, 70],
  ])('measures growth since a moment from %s', async (_what, since, upvotes, hours) => {
    for (const [ago, count] of [
      [70, 1],
      [60, 2],
      [50, 4],
      [24, 9],
      [0, 12],
    ] as const) {
      await use().papers.record([listed('2611.00001', { upvotes: count })], NOW - ago * HOUR)
    }
    const [candidate] = await use().papers.candidates(MONDAY, undefined, NOW - since * HOUR)
    expect(candidate?.growth).toMatchObject({ upvotes, hours })
    const recent = await use().papers.candidates(MONDAY, undefined, NOW - HOUR / 2)
    expect(recent[0]?.growth).toMatchObject({ upvotes: 3, hours: 24 })
  })

  it('uses the counts with the latest time, not those recorded last', async () => {
    const growth = await growthOver([
      [0, { upvotes: 12 }],
      [2, { upvotes: 2 }],
    ])
    expect(growth).toMatchObject({ upvotes: 10, hours: 2 })
    expect(await use().papers.candidates(MONDAY)).toMatchObject([{ counts: { upvotes: 12 } }])
  })

  it('measures the growth of stars only where both snapshots have them', async () => {
    expect(
      await growthOver([
        [2, { stars: 100 }],
        [0, { stars: 90 }],
      ]),
    ).toEqual({ upvotes: 0, stars: -10, hours: 2 })
    expect(await growthOver([[-1, {}]])).toEqual({ upvotes: 0, stars: undefined, hours: 3 })
  })
}
