import { beforeEach, describe, expect, it } from 'vitest'
import { RANKING } from '../../config/defaults.ts'
import { createRankings } from '../../src/digests/rankings.ts'
import type { Paper } from '../../src/papers/paper.ts'
import type { Store } from '../../src/ports/store.ts'
import { HOUR, listed, NOW } from '../contracts/store/samples.ts'
import { createFakeClock } from '../fakes/clock.ts'
import { openMemoryStore } from '../fixtures/memory-store.ts'

const SECOND = 1000
const RECENT = { kind: 'recent', daysBack: 3 } as const

let store: Store
let clock: ReturnType<typeof createFakeClock>
beforeEach(async () => {
  clock = createFakeClock(NOW)
  store = await openMemoryStore()
  return () => store.close()
})

const settings = { ranking: RANKING, daysBack: 3, maxDaysBack: 8 }
const openRankings = () => createRankings({ ...store, clock, settings })

/** Stores a paper listed on a day. */
const list = (id: string, paper: Partial<Paper> = {}) =>
  store.papers.record([listed(id, {}, paper)], clock.now())

describe('ranked papers', () => {
  it('cover the given number of days before today', async () => {
    for (const day of ['2026-11-19', '2026-11-20', '2026-11-23']) await list(day, { day })
    const rankings = openRankings()
    const idsOf = async (daysBack?: number) =>
      (await rankings.recent(daysBack === undefined ? {} : { daysBack })).papers
        .map(({ paper }) => paper.id)
        .toSorted()
    expect(await idsOf()).toEqual(['2026-11-20', '2026-11-23'])
    expect(await idsOf(4)).toEqual(['2026-11-19', '2026-11-20', '2026-11-23'])
    expect(await idsOf(0)).toEqual(['2026-11-23'])
  })

  it('are cached for ten seconds, for the same options', async () => {
    const rankings = openRankings()
    const first = await rankings.recent()
    expect(await rankings.recent({ daysBack: 3 })).toBe(first)
    expect(await rankings.recent({ daysBack: 2 })).not.toBe(first)
    expect(await rankings.recent({ day: '2026-11-23' })).not.toBe(first)
    expect(await rankings.recent({ day: '2026-11-22' })).not.toBe(
      await rankings.recent({ day: '2026-11-23' }),
    )
    clock.advance(10 * SECOND - 1)
    expect(await rankings.recent()).toBe(first)
    clock.set(NOW - 10 * SECOND)
    const earlier = await rankings.recent()
    expect(earlier).not.toBe(first)
    clock.set(NOW)
    const later = await rankings.recent()
    expect(later).not.toBe(earlier)
    expect(later.at).toBe(NOW)
  })

  it('are ranked again after papers were collected, and after a failure', async () => {
    const rankings = openRankings()
    const first = await rankings.recent()
    rankings.refresh()
    const second = await rankings.recent()
    expect(second).not.toBe(first)

    let fails = true
    const papers = {
      ...store.papers,
      candidates: async (day: string) => {
        if (fails) throw new Error('the database is locked')
        return store.papers.candidates(day)
      },
    }
    const shaky = createRankings({ ...store, papers, clock, settings })
    await expect(shaky.recent()).rejects.toThrow('locked')
    fails = false
    expect((await shaky.recent()).papers).toEqual([])
  })

  it.each([
    { daysBack: 4, first: 'new' },
    { daysBack: 5, first: 'old' },
  ])('of $daysBack days back are ranked with the exponent for so many days', async ({ daysBack, first }) => {
    await store.papers.record(
      [
        listed('old', { upvotes: 100 }, { listedAt: NOW - 60 * HOUR }),
        listed('new', { upvotes: 30 }, { listedAt: NOW - HOUR }),
      ],
      NOW,
    )
    expect((await openRankings().recent({ daysBack })).papers[0]?.paper.id).toBe(first)
  })

  it('match topics against the papers that were last collected', async () => {
    await list('1', { title: 'On Birds' })
    const rankings = openRankings()
    const birds = async () => (await rankings.coveredOnce()(RECENT)).matching('birds').length
    expect(await birds()).toBe(1)
    await list('1', { title: 'On Fish' })
    expect(await birds()).toBe(1)
    rankings.refresh()
    expect(await birds()).toBe(0)
    await list('2', { title: 'More Birds' })
    expect(await birds()).toBe(1)
  })

  it('are ranked once for all slots of one moment', async () => {
    const ranked = openRankings().coveredOnce()
    expect(ranked(RECENT)).toBe(ranked({ ...RECENT }))
    expect(ranked(RECENT)).not.toBe(ranked({ ...RECENT, daysBack: 4 }))
  })
})
