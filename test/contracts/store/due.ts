import { beforeEach, expect, it } from 'vitest'
import type { Store } from '../../../src/ports/store.ts'
import { beginSending, CHANNEL, channel, claim, edition, HOUR, latest, MINUTE, NOW } from './samples.ts'

/** Which rows are listed as claimable, in what order, and claimed by id. */
export function dueContract(use: () => Store): void {
  beforeEach(async () => {
    await use().channels.save(channel())
    await use().channels.save(channel('discord:1/2'))
  })

  const rows = (changes: Partial<Parameters<Store['outbox']['due']>[0]> = {}) =>
    use().outbox.due({ platforms: ['slack', 'discord'], now: NOW, limit: 10, ...changes })
  const due = async (changes?: Parameters<typeof rows>[0]) => (await rows(changes)).map(row => row.edition)

  it('lists due rows by id, channel, edition and origin, and leases none', async () => {
    await use().outbox.plan(edition('first'))
    const { id } = await latest(use())
    expect(await rows()).toEqual([{ id, channel: CHANNEL, edition: 'first', origin: 'schedule' }])
    expect(await rows()).toHaveLength(1)
    expect((await latest(use())).lease).toBeUndefined()
  })

  it('lists requests and notices before what the schedule planned, each the oldest first, whatever their names', async () => {
    await use().outbox.plan(edition('scheduled', { createdAt: NOW - HOUR }))
    await use().outbox.plan(edition('notice', { origin: 'notice', createdAt: NOW - MINUTE }))
    await use().outbox.plan(edition('scheduled earlier', { createdAt: NOW - 2 * HOUR }))
    await use().outbox.plan(edition('2026-11-23T07:00Z', { origin: 'request', createdAt: NOW - 2 * MINUTE }))
    await use().outbox.plan(edition('not yet', { createdAt: NOW + 1 }))
    const all = ['2026-11-23T07:00Z', 'notice', 'scheduled earlier', 'scheduled']
    expect(await due()).toEqual(all)
    expect(await due({ limit: 3 })).toEqual(all.slice(0, 3))
  })

  it('lists rows of the given platforms', async () => {
    await use().outbox.plan(edition('slack'))
    await use().outbox.plan(edition('discord', { channel: 'discord:1/2' }))
    expect(await due({ platforms: ['discord'] })).toEqual(['discord'])
    expect(await due({ platforms: ['preview'] })).toEqual([])
    expect(await due({ platforms: [] })).toEqual([])
  })

  it('lists no row that is leased, paused or suspended', async () => {
    for (const id of ['slack:T1/paused', 'slack:T2/suspended'] as const) {
      await use().channels.save(channel(id))
      await use().outbox.plan(edition(id, { channel: id }))
    }
    await use().channels.pause('slack:T1/paused', 'Gone.')
    await use().suspensions.add({ scope: 'slack:T2/', reason: 'revoked', at: NOW })
    await use().outbox.plan(edition('leased'))
    expect(await due()).toEqual(['leased'])
    await claim(use())
    expect(await due()).toEqual([])
    expect(await due({ now: NOW + MINUTE })).toEqual(['leased'])
  })

  it('lists uncertain rows without a valid lease, however old', async () => {
    await beginSending(use(), edition('begun', { expiresAt: NOW + 1 }))
    expect(await due({ now: NOW + MINUTE - 1 })).toEqual([])
    expect(await due({ now: NOW + MINUTE })).toEqual(['begun'])
  })

  it('fails rows that are too old', async () => {
    await use().outbox.plan(edition('old', { expiresAt: NOW }))
    expect(await due({ now: NOW - 1 })).toEqual([])
    await use().outbox.plan(edition('older', { createdAt: NOW - HOUR, expiresAt: NOW }))
    expect(await due({ now: NOW - 1 })).toEqual(['older'])
    expect(await due()).toEqual([])
    const failed = { state: 'failed', error: 'too old to deliver', settledAt: NOW }
    expect(await use().outbox.latest(CHANNEL, 5)).toMatchObject([failed, failed])
  })

  it('claims those of the given rows that can still be claimed', async () => {
    for (const name of ['a', 'b', 'c']) await use().outbox.plan(edition(name))
    const chosen = (await rows()).filter(row => row.edition !== 'b').map(row => row.id)
    const claimed = async () => (await claim(use(), { ids: chosen })).map(row => row.edition)
    expect(await claimed()).toEqual(['a', 'c'])
    expect(await claimed()).toEqual([])
    expect(await claim(use(), { ids: [] })).toEqual([])
    expect(await due()).toEqual(['b'])
  })

  it('ignores times and leases that are far ahead because the clock was set back', async () => {
    await use().outbox.plan(
      edition('written ahead', { createdAt: NOW + 2 * HOUR, expiresAt: NOW + 9 * HOUR }),
    )
    await use().outbox.plan(edition('leased ahead'))
    await claim(use(), { leaseMs: 2 * HOUR })
    expect((await due()).sort()).toEqual(['leased ahead', 'written ahead'])
    expect((await claim(use())).map(row => row.edition).sort()).toEqual(['leased ahead', 'written ahead'])
  })

  it('respects times and leases minutes ahead, and a retry hours ahead', async () => {
    await use().outbox.plan(edition('in ten minutes', { createdAt: NOW + 10 * MINUTE }))
    await use().outbox.plan(edition('leased'))
    await claim(use(), { leaseMs: 10 * MINUTE })
    const { id, lease } = await beginSending(use(), edition('put off'))
    await use().outbox.settle(id, lease, { kind: 'due', at: NOW + 3 * HOUR, error: 'rate limited' }, NOW)
    expect(await due()).toEqual([])
    expect(await claim(use())).toEqual([])
  })
}
