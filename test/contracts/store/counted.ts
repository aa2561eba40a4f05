import { expect, it } from 'vitest'
import type { Store } from '../../../src/ports/store.ts'
import { DAY, HOUR, listed, MONDAY, NOW } from './samples.ts'

const FRIDAY = '2026-11-20'
const ON_FRIDAY = { day: FRIDAY, listedAt: NOW - 3 * DAY }

export function countedContract(use: () => Store): void {
  const idsOf = async (from: string, to: string) =>
    (await use().papers.counted({ from, to })).map(({ paper }) => paper.id).sort()

  it('has the papers of some days with their latest counts and their keys in the index', async () => {
    await use().papers.record([listed('2611.00001', { upvotes: 5, stars: 9 })], NOW)
    await use().papers.record([listed('2611.00001', { upvotes: 8, comments: 2 })], NOW + HOUR)
    const [{ key } = { key: 0 }] = await use().index.keys(['2611.00001'])
    expect(await use().papers.counted({ from: MONDAY, to: MONDAY })).toEqual([
      {
        key,
        paper: { id: '2611.00001', day: MONDAY, listedAt: NOW - HOUR },
        counts: { upvotes: 8, comments: 2, stars: undefined },
      },
    ])
  })

  it('has the first and the last of these days, and none around them', async () => {
    const days = ['2026-11-19', FRIDAY, MONDAY, '2026-11-24']
    await use().papers.record(
      days.map((day, index) => listed(`2611.0000${index}`, {}, { day })),
      NOW,
    )
    expect(await idsOf(FRIDAY, MONDAY)).toEqual(['2611.00001', '2611.00002'])
  })

  it('says which papers were withdrawn, or are gone from their list', async () => {
    await use().papers.record([listed('2611.00001', {}, { withdrawn: true }), listed('2611.00002')], NOW)
    await use().papers.delist(MONDAY, new Set(['2611.00001']))
    const rows = await use().papers.counted({ from: MONDAY, to: MONDAY })
    const marks = rows.map(({ paper: { id, withdrawn, delisted } }) => [id, withdrawn, delisted])
    expect(marks.sort()).toEqual([
      ['2611.00001', true, undefined],
      ['2611.00002', undefined, true],
    ])
  })

  it('has no paper that only a search has found, or a list without counts', async () => {
    const { paper, counts } = listed('2611.00001')
    if (!counts) throw new Error('the paper has no counts')
    await use().papers.addUnlisted([paper], NOW, new Map([[paper.id, counts]]))
    await use().papers.record([{ paper: listed('2611.00002', {}, { sources: ['arxiv'] }).paper }], NOW)
    expect(await idsOf(MONDAY, MONDAY)).toEqual([])
  })

  it('knows how the counts of a paper changed, oldest first', async () => {
    await use().papers.record([listed('2611.00001', { upvotes: 5 }), listed('2611.00002')], NOW)
    await use().papers.record([listed('2611.00001', { upvotes: 8, stars: 3 })], NOW + HOUR)
    expect(await use().papers.snapshots('2611.00001')).toEqual([
      { at: NOW, counts: { upvotes: 5, comments: 1, stars: undefined } },
      { at: NOW + HOUR, counts: { upvotes: 8, comments: 1, stars: 3 } },
    ])
    expect(await use().papers.snapshots('2611.00009')).toEqual([])
  })

  it('knows the nearest days with papers before and after one', async () => {
    await use().papers.record(
      [
        listed('2611.00001', {}, ON_FRIDAY),
        listed('2611.00002'),
        listed('2611.00003', {}, { day: '2026-11-25' }),
      ],
      NOW,
    )
    const around = (day: string) => use().papers.daysAround(day)
    expect(await around(MONDAY)).toEqual({ previous: FRIDAY, next: '2026-11-25' })
    expect(await around('2026-11-22')).toEqual({ previous: FRIDAY, next: MONDAY })
    expect(await around(FRIDAY)).toEqual({ previous: undefined, next: MONDAY })
    expect(await around('2026-11-25')).toEqual({ previous: MONDAY, next: undefined })
  })
}
