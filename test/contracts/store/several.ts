import { expect, it } from 'vitest'
import type { Store } from '../../../src/ports/store.ts'
import { beginSending, CHANNEL, channel, claim, edition, latest, listed, MONDAY, NOW } from './samples.ts'

/** Concurrent use, through one handle and through two on the same database. */
export function severalContract(use: () => Store, another: () => Promise<Store>): void {
  it('loses none of 50 concurrent transactions that read and then write', async () => {
    await use().channels.save(channel())
    const { id, lease } = await beginSending(use())
    const ids = Array.from({ length: 50 }, (_, index) => `m${String(index).padStart(2, '0')}`)
    const results = await Promise.all(ids.map(messageId => use().outbox.posted(id, lease, messageId)))
    expect(results).toEqual(ids.map(() => true))
    expect([...(await latest(use())).messageIds].sort()).toEqual(ids)
  })

  it('loses none of 50 concurrent transactions through two handles', async () => {
    const other = await another()
    await use().channels.save(channel())
    const { id, lease } = await beginSending(use())
    const ids = Array.from({ length: 50 }, (_, index) => `m${String(index).padStart(2, '0')}`)
    await Promise.all(
      ids.map((messageId, index) => (index % 2 ? use() : other).outbox.posted(id, lease, messageId)),
    )
    expect([...(await latest(other)).messageIds].sort()).toEqual(ids)
  })

  it('leases no row to two workers', async () => {
    const stores = [use(), await another()]
    await use().channels.save(channel())
    for (let index = 0; index < 60; index++) await use().outbox.plan(edition(`edition ${index}`))
    const claimed: number[] = []
    const work = async (store: Store): Promise<void> => {
      const rows = await claim(store, { limit: 3 })
      claimed.push(...rows.map(row => row.id))
      if (rows.length > 0 && claimed.length <= 60) await work(store)
    }
    await Promise.all([...stores, ...stores].map(work))
    expect(claimed).toHaveLength(60)
    expect(new Set(claimed).size).toBe(60)
  })

  it('plans an edition once when two handles plan it at once', async () => {
    const other = await another()
    await use().channels.save(channel())
    const planned = await Promise.all(
      [use(), other].map(store => store.outbox.plan(edition('same'), NOW + 1)),
    )
    expect(planned.sort()).toEqual([false, true])
    expect(await use().outbox.latest(CHANNEL, 5)).toHaveLength(1)
  })

  it('sees through one handle what another wrote', async () => {
    const other = await another()
    await use().papers.record([listed('2611.00001')], NOW)
    await use().keyValues.set('seen', 'yes')
    expect(await other.papers.candidates(MONDAY)).toHaveLength(1)
    expect(await other.keyValues.get('seen')).toBe('yes')
  })
}
