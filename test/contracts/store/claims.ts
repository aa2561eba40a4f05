import { beforeEach, expect, it } from 'vitest'
import type { Store } from '../../../src/ports/store.ts'
import { beginSending, CHANNEL, channel, claim, edition, HOUR, latest, MINUTE, NOW } from './samples.ts'

export function claimsContract(use: () => Store): void {
  beforeEach(async () => {
    await use().channels.save(channel())
    await use().channels.save(channel('discord:1/2'))
  })

  const editions = async (options?: Parameters<typeof claim>[1]) =>
    (await claim(use(), options)).map(row => row.edition)

  it('leases a due row with a token until a time', async () => {
    const planned = edition('first')
    await use().outbox.plan(planned)
    const [row, ...others] = await claim(use(), { leaseMs: 5 * MINUTE })
    expect(row).toMatchObject({ ...planned, state: 'due', attempts: 0, leaseUntil: NOW + 5 * MINUTE })
    expect(row?.lease).toMatch(/\S{20}/)
    expect(row).toEqual(await latest(use()))
    expect(others).toEqual([])
  })

  it('leases each row to one worker, and with a new token for each claim', async () => {
    for (const name of ['a', 'b', 'c']) await use().outbox.plan(edition(name))
    const first = await claim(use(), { limit: 1 })
    const second = await claim(use(), { limit: 1 })
    expect([first[0]?.edition, second[0]?.edition]).toEqual(['a', 'b'])
    expect(first[0]?.lease).not.toBe(second[0]?.lease)
    expect(await editions()).toEqual(['c'])
    expect(await editions()).toEqual([])
  })

  it('leases a row again when its lease expired before anything was sent', async () => {
    await use().outbox.plan(edition('first'))
    const [first] = await claim(use())
    expect(await editions({ now: NOW + MINUTE - 1 })).toEqual([])
    const [second] = await claim(use(), { now: NOW + MINUTE })
    expect(second?.id).toBe(first?.id)
    expect(await use().outbox.begin(first?.id ?? 0, first?.lease ?? '', NOW + MINUTE)).toBe(false)
    expect(await use().outbox.begin(second?.id ?? 0, second?.lease ?? '', NOW + MINUTE)).toBe(true)
  })

  it('claims the oldest first, up to the limit', async () => {
    await use().outbox.plan(edition('young', { createdAt: NOW }))
    await use().outbox.plan(edition('old', { createdAt: NOW - HOUR }))
    await use().outbox.plan(edition('middle', { createdAt: NOW - MINUTE }))
    await use().outbox.plan(edition('not yet', { createdAt: NOW + 1 }))
    expect(await editions({ limit: 2 })).toEqual(['old', 'middle'])
    expect(await editions()).toEqual(['young'])
  })

  it('claims rows of the given platforms', async () => {
    await use().outbox.plan(edition('slack'))
    await use().outbox.plan(edition('discord', { channel: 'discord:1/2' }))
    expect(await editions({ platforms: ['preview'] })).toEqual([])
    expect(await editions({ platforms: [] })).toEqual([])
    expect(await editions({ platforms: ['discord'] })).toEqual(['discord'])
    expect(await editions({ platforms: ['preview', 'slack'] })).toEqual(['slack'])
  })

  it('leaves the rows of a paused channel until it resumes', async () => {
    await use().outbox.plan(edition('first'))
    await use().channels.pause(CHANNEL, 'The bot was removed.')
    expect(await editions()).toEqual([])
    await use().channels.save(channel())
    expect(await editions()).toEqual(['first'])
  })

  it('fails rows that are too old, even leased ones and those of paused channels', async () => {
    await use().channels.pause('discord:1/2', 'Gone.')
    for (const name of ['leased', 'due'])
      await use().outbox.plan(edition(name, { expiresAt: NOW, createdAt: NOW - HOUR }))
    await use().outbox.plan(edition('paused', { expiresAt: NOW, channel: 'discord:1/2' }))
    const [leased] = await claim(use(), { now: NOW - 1, limit: 1 })
    expect(await editions()).toEqual([])
    const rows = [...(await use().outbox.latest(CHANNEL, 5)), await latest(use(), 'discord:1/2')]
    const failed = { state: 'failed', error: 'too old to deliver', settledAt: NOW, lease: undefined }
    expect(rows).toMatchObject([failed, failed, { ...failed, error: 'too old to deliver: Gone.' }])
    expect(await use().outbox.begin(leased?.id ?? 0, leased?.lease ?? '', NOW)).toBe(false)
  })

  it.each([
    { what: 'its last error', error: 'Slack: some_new_code', expected: ': Slack: some_new_code' },
    { what: 'why its channel is paused', pausedReason: 'archived', expected: ': archived' },
    { what: 'why its workspace is suspended', suspended: 'slack:T1/', expected: ': token_revoked' },
    { what: 'nothing of another workspace', suspended: 'slack:T2/', expected: '' },
    {
      what: 'its last error, when all is there',
      error: 'busy',
      pausedReason: 'archived',
      suspended: 'slack:',
      expected: ': busy',
    },
  ])('keeps $what as the reason of a row that is too old', async given => {
    const { error, pausedReason, suspended, expected } = given
    await use().channels.save(channel(CHANNEL, { pausedReason: undefined }))
    const { id, lease } = await beginSending(use(), edition('old', { expiresAt: NOW + HOUR }))
    await use().outbox.settle(id, lease, { kind: 'due', at: NOW, error }, NOW)
    if (pausedReason) await use().channels.pause(CHANNEL, pausedReason)
    if (suspended) await use().suspensions.add({ scope: suspended, reason: 'token_revoked', at: NOW })
    await claim(use(), { now: NOW + HOUR })
    expect(await latest(use())).toMatchObject({ state: 'failed', error: `too old to deliver${expected}` })
  })

  it.each([
    { error: 'busy', expected: 'too old to deliver: busy' },
    { error: undefined, expected: 'too old to deliver' },
  ])('says $expected once, where a row is retried and too old again', async ({ error, expected }) => {
    const { id, lease } = await beginSending(use(), edition('old', { expiresAt: NOW + HOUR }))
    await use().outbox.settle(id, lease, { kind: 'due', at: NOW, error }, NOW)
    for (let times = 0; times < 2; times++) {
      await claim(use(), { now: NOW + HOUR })
      expect(await latest(use())).toMatchObject({ state: 'failed', error: expected })
      await use().outbox.retry(id, { now: NOW, expiresAt: NOW + HOUR })
      const [again] = await claim(use())
      await use().outbox.settle(id, again?.lease ?? '', { kind: 'due', at: NOW, error: again?.error }, NOW)
    }
  })

  it('begins a delivery once, and counts the attempt', async () => {
    await use().outbox.plan(edition('first'))
    const [row] = await claim(use())
    const { id = 0, lease = '' } = row ?? {}
    expect(await use().outbox.begin(id, 'another lease', NOW)).toBe(false)
    expect(await use().outbox.begin(id + 1, lease, NOW)).toBe(false)
    expect(await use().outbox.begin(id, lease, NOW + MINUTE)).toBe(false)
    expect(await use().outbox.begin(id, lease, NOW + MINUTE - 1)).toBe(true)
    expect(await use().outbox.begin(id, lease, NOW)).toBe(false)
    expect(await latest(use())).toMatchObject({ state: 'sending', attempts: 1, lease })
  })

  it('leases a row in sending after its lease expired, as sending: it may have arrived', async () => {
    const { id, lease } = await beginSending(use())
    expect(await claim(use(), { now: NOW + MINUTE - 1 })).toEqual([])
    const [row] = await claim(use(), { now: NOW + MINUTE })
    expect(row).toMatchObject({ id, state: 'sending', attempts: 1, triedAt: NOW })
    expect(row?.lease).not.toBe(lease)
    expect(await use().outbox.begin(id, row?.lease ?? '', NOW + MINUTE)).toBe(false)
    expect(await use().outbox.posted(id, lease, '1700.1')).toBe(false)
    expect(await use().outbox.settle(id, lease, { kind: 'sent' }, NOW + MINUTE)).toBe(false)
  })

  it('leases uncertain rows, however old, when they are to be reconciled', async () => {
    const { id, lease } = await beginSending(use(), edition('first', { expiresAt: NOW + 1 }))
    await use().outbox.settle(id, lease, { kind: 'unknown', at: NOW + HOUR, error: 'no answer' }, NOW)
    expect(await claim(use(), { now: NOW + HOUR - 1 })).toEqual([])
    expect(await claim(use(), { now: NOW + HOUR })).toMatchObject([{ id, state: 'sending' }])
  })

  it('leaves exactly the rows of suspended scopes until the suspension is lifted', async () => {
    for (const id of ['slack:T1/C2', 'slack:T10/C1'] as const) await use().channels.save(channel(id))
    for (const id of ['slack:T1/C1', 'slack:T1/C2', 'slack:T10/C1', 'discord:1/2'] as const) {
      await use().outbox.plan(edition(id, { channel: id }))
    }
    const suspension = { scope: 'slack:T1/', reason: 'token revoked', at: NOW }
    expect(await use().suspensions.add(suspension)).toBe(true)
    expect(await use().suspensions.add({ ...suspension, at: NOW + 1 })).toBe(false)
    expect(await use().suspensions.all()).toEqual([suspension])
    expect((await editions()).toSorted()).toEqual(['discord:1/2', 'slack:T10/C1'])
    await use().suspensions.lift('slack:T1/')
    expect((await editions()).toSorted()).toEqual(['slack:T1/C1', 'slack:T1/C2'])
  })
}
