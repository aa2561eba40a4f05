import { expect, it } from 'vitest'
import type { Store } from '../../../src/ports/store.ts'
import { MINUTE } from './samples.ts'

/** A lease that ends as it begins. */
const ENDED = 0

export function leasesContract(use: () => Store, another: () => Promise<Store>): void {
  const leases = () => use().leases

  it('gives a lease to one holder until it is released', async () => {
    expect(await leases().acquire('collect', 'a', MINUTE)).toBe(true)
    expect(await leases().acquire('collect', 'b', MINUTE)).toBe(false)
    await leases().release('collect', 'a')
    expect(await leases().acquire('collect', 'b', MINUTE)).toBe(true)
  })

  it('keeps leases of different names apart', async () => {
    expect(await leases().acquire('collect', 'a', MINUTE)).toBe(true)
    expect(await leases().acquire('plan', 'b', MINUTE)).toBe(true)
    expect((await leases().all()).map(({ name, holder }) => [name, holder])).toEqual([
      ['collect', 'a'],
      ['plan', 'b'],
    ])
  })

  it('gives a lease that has ended to another holder, and no longer lists or renews it', async () => {
    await leases().acquire('collect', 'a', ENDED)
    expect(await leases().all()).toEqual([])
    expect(await leases().renew('collect', 'a', MINUTE)).toBe(false)
    expect(await leases().acquire('collect', 'b', MINUTE)).toBe(true)
    expect(await leases().renew('collect', 'a', MINUTE)).toBe(false)
    expect(await leases().all()).toMatchObject([{ holder: 'b' }])
  })

  it('lets its holder acquire it again, and renew it from now on', async () => {
    await leases().acquire('collect', 'a', 10 * MINUTE)
    expect(await leases().acquire('collect', 'a', MINUTE)).toBe(true)
    const now = await leases().now()
    const [acquired] = await leases().all()
    expect(Math.abs((acquired?.endsAt ?? 0) - now - MINUTE)).toBeLessThan(MINUTE / 2)
    expect(await leases().renew('collect', 'a', 5 * MINUTE)).toBe(true)
    const [renewed] = await leases().all()
    expect(Math.abs((renewed?.endsAt ?? 0) - now - 5 * MINUTE)).toBeLessThan(MINUTE / 2)
  })

  it('renews several at once, but none that has ended, is another’s, or isn’t there', async () => {
    await leases().acquire('shard 0', 'a', MINUTE)
    await leases().acquire('shard 1', 'a', ENDED)
    await leases().acquire('shard 2', 'b', MINUTE)
    await leases().acquire('shard 3', 'a', MINUTE)
    const asked = ['shard 0', 'shard 1', 'shard 2', 'shard 4'].map(name => ({ name, holder: 'a' }))
    expect(await leases().renewAll(asked, 5 * MINUTE)).toEqual(['shard 0'])
    expect(await leases().renewAll([], MINUTE)).toEqual([])
    const now = await leases().now()
    const minutes = (await leases().all()).map(({ name, endsAt }) => [
      name,
      Math.round((endsAt - now) / MINUTE),
    ])
    expect(minutes).toEqual([
      ['shard 0', 5],
      ['shard 2', 1],
      ['shard 3', 1],
    ])
  })

  it('lists those whose names begin with the same words', async () => {
    for (const name of ['shard_1', 'shard', 'shard 1', 'shar', 'Shard 2'])
      await leases().acquire(name, 'a', MINUTE)
    await leases().acquire('shard 2', 'a', ENDED)
    expect((await leases().startingWith('shard')).map(({ name }) => name).toSorted()).toEqual([
      'shard',
      'shard 1',
      'shard_1',
    ])
    expect((await leases().startingWith('shard_')).map(({ name }) => name)).toEqual(['shard_1'])
  })

  it('is released only by its holder', async () => {
    await leases().acquire('collect', 'a', MINUTE)
    await leases().release('collect', 'b')
    await leases().release('other', 'a')
    expect(await leases().acquire('collect', 'b', MINUTE)).toBe(false)
  })

  it('deletes those that have ended, when tidied', async () => {
    await leases().acquire('ended', 'a', ENDED)
    await leases().acquire('held', 'a', MINUTE)
    await leases().tidy()
    expect((await leases().all()).map(({ name }) => name)).toEqual(['held'])
  })

  it('gives a lease to one of many who ask at once through several handles', async () => {
    const handles = [use(), await another(), await another()]
    for (const name of ['fresh', 'ended']) {
      if (name === 'ended') await leases().acquire(name, 'before', ENDED)
      const asked = Array.from({ length: 30 }, (_, index) =>
        handles[index % handles.length]?.leases.acquire(name, `holder ${index}`, MINUTE),
      )
      expect((await Promise.all(asked)).filter(Boolean)).toHaveLength(1)
    }
  })

  it('tells the time of the database, which goes on', async () => {
    const first = await leases().now()
    const second = await leases().now()
    expect(Number.isInteger(first)).toBe(true)
    expect(second).toBeGreaterThanOrEqual(first)
    // The databases of these tests run on this machine.
    expect(Math.abs(first - Date.now())).toBeLessThan(MINUTE)
  })
}
