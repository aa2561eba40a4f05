import { expect, it } from 'vitest'
import type { Store } from '../../../src/ports/store.ts'
import { DAY, HOUR, listed, MINUTE, MONDAY, NOW } from './samples.ts'

export function snapshotsContract(
  use: () => Store,
  query: (sql: string) => Promise<Record<string, unknown>[]>,
): void {
  /** Thins one paper's snapshots of these ages, ms. @returns the ages of those that remain */
  async function thin(ages: readonly number[]) {
    for (const age of ages) await use().papers.record([listed('2611.00001')], NOW - age)
    const { removed } = await use().papers.thinSnapshots(NOW)
    const rows = await query('select at from snapshots order by at desc')
    const left = rows.map(row => NOW - Number(row.at))
    expect(removed).toBe(ages.length - left.length)
    return left
  }

  it('keeps all snapshots of the last hour', async () => {
    const ages = [0, 10, 20, 30, 40, 50, 59].map(minutes => minutes * MINUTE)
    expect(await thin(ages)).toEqual(ages)
  })

  it('keeps the last of each hour (UTC) of the last three days', async () => {
    const ages = [0, 61, 65, 119, 120, 121, 179].map(minutes => minutes * MINUTE)
    // At 09:00 those of 07:01 and 07:55 to 07:59 are of one hour, and 06:59 of another; the first is kept.
    expect(await thin(ages)).toEqual([0, 61, 121, 179].map(minutes => minutes * MINUTE))
  })

  it('separates hours to the millisecond', async () => {
    const ages = [0, 2 * HOUR, 2 * HOUR + 1]
    expect(await thin(ages)).toEqual(ages)
  })

  it('keeps the last of each day (UTC) of the last thirty days', async () => {
    // At 09:00, 81 h ago is midnight of the fourth day before: those 82 to 105 h ago are of one day. The first is kept.
    const ages = [0, 82, 83, 105, 106, 107].map(hours => hours * HOUR)
    expect(await thin(ages)).toEqual([0, 82, 106, 107].map(hours => hours * HOUR))
  })

  it('changes from hours to days at three days', async () => {
    const ages = [0, 70, 71, 72, 73].map(hours => hours * HOUR)
    expect(await thin(ages)).toEqual([0, 70, 71, 73].map(hours => hours * HOUR))
  })

  it('keeps the first of a paper for thirty days, from which a week’s growth is measured', async () => {
    expect(await thin([0, 6 * DAY, 6 * DAY + MINUTE, 6 * DAY + 2 * MINUTE])).toEqual([
      0,
      6 * DAY,
      6 * DAY + 2 * MINUTE,
    ])
  })

  it('deletes snapshots of thirty days ago', async () => {
    expect(await thin([29 * DAY, 30 * DAY])).toEqual([29 * DAY])
  })

  it('keeps snapshots of almost thirty days ago', async () => {
    expect(await thin([29 * DAY, 30 * DAY - 1])).toEqual([29 * DAY, 30 * DAY - 1])
  })

  it('keeps the latest snapshot of a paper, however old', async () => {
    expect(await thin([60 * DAY, 61 * DAY])).toEqual([60 * DAY])
  })

  it('thins each paper by itself, and deletes nothing the second time', async () => {
    for (let age = 0; age < 6 * DAY; age += 7 * HOUR) {
      await use().papers.record([listed('2611.00001'), listed('2611.00002')], NOW - age)
    }
    const { removed } = await use().papers.thinSnapshots(NOW)
    expect(removed).toBeGreaterThan(0)
    const counts = await query('select count(*) as n from snapshots group by paper')
    expect(counts[0]).toEqual(counts[1])
    expect(await use().papers.thinSnapshots(NOW)).toEqual({ removed: 0 })
    expect(await use().papers.candidates(MONDAY)).toHaveLength(2)
  })

  it('thins more snapshots than one statement reads', async () => {
    const papers = Array.from({ length: 60 }, (_, index) => listed(`2611.000${10 + index}`))
    for (let second = 0; second < 90; second++) {
      await use().papers.record(papers, NOW - 3 * HOUR + second * 1000)
    }
    expect(await use().papers.thinSnapshots(NOW)).toEqual({ removed: 60 * 88 })
  })
}
