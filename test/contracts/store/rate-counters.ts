import { expect, it } from 'vitest'
import type { Store } from '../../../src/ports/store.ts'
import { HOUR, MINUTE } from './samples.ts'

export function rateCountersContract(use: () => Store, another: () => Promise<Store>): void {
  const counters = () => use().rateCounters
  const place = (name: string, count = 2, perMs = HOUR) => ({ name, rate: { count, perMs } })

  it('gives as many places as the rate counts, then says how long to wait', async () => {
    expect(await counters().take([place('bot')])).toBe(0)
    expect(await counters().take([place('bot')])).toBe(0)
    const wait = await counters().take([place('bot')])
    expect(wait).toBeGreaterThan(HOUR - MINUTE)
    expect(wait).toBeLessThanOrEqual(HOUR)
  })

  it('says how long to wait, and takes nothing', async () => {
    expect(await counters().waitFor([])).toBe(0)
    for (let times = 0; times < 3; times++) expect(await counters().waitFor([place('bot', 1)])).toBe(0)
    await counters().take([place('bot', 1)])
    expect(await counters().waitFor([place('another', 1), place('bot', 1)])).toBeGreaterThan(HOUR - MINUTE)
  })

  it('gives a place again once an old one no longer counts', async () => {
    expect(await counters().take([place('bot', 1, 0)])).toBe(0)
    expect(await counters().take([place('bot', 1, 0)])).toBe(0)
  })

  it('keeps a gap between two places', async () => {
    const spaced = { name: 'bot', rate: { count: 100, perMs: HOUR, gapMs: MINUTE } }
    expect(await counters().take([spaced])).toBe(0)
    const wait = await counters().take([spaced])
    expect(wait).toBeGreaterThan(0)
    expect(wait).toBeLessThanOrEqual(MINUTE)
  })

  it('takes a place under every name or under none', async () => {
    expect(await counters().take([place('bot', 2), place('channel 1', 1)])).toBe(0)
    expect(await counters().take([place('bot', 2), place('channel 1', 1)])).toBeGreaterThan(0)
    expect(await counters().take([place('bot', 2), place('channel 2', 1)])).toBe(0)
    expect(await counters().take([place('bot', 2), place('channel 3', 1)])).toBeGreaterThan(0)
    expect(await counters().take([])).toBe(0)
  })

  it('gives no place under a name that is held, and the longest hold counts', async () => {
    await counters().hold('slack:T1', HOUR)
    await counters().hold('slack:T1', MINUTE)
    expect(await counters().take([{ name: 'slack:T1' }, { name: 'slack' }])).toBeGreaterThan(MINUTE)
    expect(await counters().take([{ name: 'slack:T2' }, { name: 'slack' }])).toBe(0)
    expect(await counters().held('slack:')).toEqual(['slack:T1'])
    expect(await counters().held('slack:T1/')).toEqual([])
  })

  it('still counts places that were taken before a hold', async () => {
    await counters().take([place('bot', 1)])
    await counters().hold('bot', 0)
    expect(await counters().take([place('bot', 1)])).toBeGreaterThan(MINUTE)
  })

  it('counts everything in a period that begins with the first, and says when it ends', async () => {
    const two = { name: 'commands', rate: { count: 2, perMs: MINUTE } }
    expect(await counters().count([two])).toBe(0)
    expect(await counters().count([two, { name: 'others', rate: two.rate }])).toBe(0)
    const wait = await counters().count([two, { name: 'others', rate: two.rate }])
    expect(wait).toBeGreaterThan(MINUTE / 2)
    expect(wait).toBeLessThanOrEqual(MINUTE)
    expect(await counters().count([{ name: 'others', rate: two.rate }])).toBeGreaterThan(0)
    expect(await counters().count([])).toBe(0)
  })

  it('begins another period when one is over', async () => {
    const over = { name: 'commands', rate: { count: 1, perMs: 0 } }
    expect(await counters().count([over])).toBe(0)
    expect(await counters().count([over])).toBe(0)
  })

  it('counts each once where several handles count at once', async () => {
    const handles = [use(), await another(), await another()]
    const rate = { count: 20, perMs: MINUTE }
    const waits = await Promise.all(
      Array.from({ length: 60 }, (_, index) => {
        const names = [
          { name: 'person', rate },
          { name: 'workspace', rate },
        ]
        return handles[index % handles.length]?.rateCounters.count(index % 2 ? names : names.toReversed())
      }),
    )
    expect(waits.filter(wait => wait === 0)).toHaveLength(20)
  })

  it('deletes what no longer counts, when tidied', async () => {
    await counters().take([place('over', 1, 0), place('counts', 1)])
    await counters().hold('held', HOUR)
    await counters().tidy()
    expect(await counters().take([place('counts', 1)])).toBeGreaterThan(0)
    expect(await counters().held('')).toEqual(['held'])
  })

  it('gives no place twice where many ask at once through several handles, for several names', async () => {
    const handles = [use(), await another(), await another()]
    const waits = await Promise.all(
      Array.from({ length: 60 }, (_, index) => {
        const names = [place('bot', 7), place(`channel ${index % 20}`, 1)]
        return handles[index % handles.length]?.rateCounters.take(index % 2 ? names : names.toReversed())
      }),
    )
    expect(waits.filter(wait => wait === 0)).toHaveLength(7)
  })
}
