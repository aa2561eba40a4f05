import { beforeEach, expect, it } from 'vitest'
import type { Store } from '../../../src/ports/store.ts'
import {
  beginSending,
  CHANNEL,
  channel,
  claim,
  digestOf,
  edition,
  HOUR,
  latest,
  MINUTE,
  NOW,
} from './samples.ts'

/** Corrections of the outbox: by hand, after a recovery, or when a channel’s last subscription ends. */
export function repairContract(use: () => Store): void {
  beforeEach(async () => {
    await use().channels.save(channel())
    await use().channels.save(channel('discord:1/2'))
  })

  async function fail(name: string): Promise<number> {
    const { id, lease } = await beginSending(use(), edition(name))
    await use().outbox.settle(id, lease, { kind: 'failed', error: 'is_archived' }, NOW)
    return id
  }

  it('finds a row by its id', async () => {
    const { id } = await beginSending(use())
    expect(await use().outbox.find(id)).toEqual(await latest(use()))
    expect(await use().outbox.find(id + 1)).toBeUndefined()
  })

  it('returns the latest rows of all channels, newest first', async () => {
    await use().outbox.plan(edition('a'))
    await use().outbox.plan(edition('b', { channel: 'discord:1/2' }))
    await use().outbox.plan(edition('c'))
    const names = async (limit: number) =>
      (await use().outbox.latest(undefined, limit)).map(row => row.edition)
    expect(await names(5)).toEqual(['c', 'b', 'a'])
    expect(await names(2)).toEqual(['c', 'b'])
  })

  it('makes a failed row due again if it was never tried', async () => {
    await use().outbox.plan(edition('first', { expiresAt: NOW }))
    await use().outbox.due({ platforms: ['slack'], now: NOW, limit: 1 })
    const { id } = await latest(use())
    const on = { now: NOW + HOUR, expiresAt: NOW + 2 * HOUR }
    expect(await use().outbox.retry(id, on)).toBe(true)
    const again = { id, state: 'due', dueAt: NOW + HOUR, expiresAt: NOW + 2 * HOUR, settledAt: undefined }
    expect(await latest(use())).toMatchObject(again)
    expect(await claim(use(), { now: NOW + HOUR - 1 })).toEqual([])
    expect(await claim(use(), { now: NOW + HOUR })).toMatchObject([{ id, state: 'due' }])
  })

  it('makes a failed row uncertain if it was tried', async () => {
    const id = await fail('first')
    expect(await use().outbox.retry(id, { now: NOW + HOUR, expiresAt: NOW + 2 * HOUR })).toBe(true)
    expect(await claim(use(), { now: NOW + HOUR })).toMatchObject([{ id, state: 'sending', triedAt: NOW }])
  })

  it('retries only failed rows, once', async () => {
    const on = { now: NOW, expiresAt: NOW + HOUR }
    const failed = await fail('failed')
    const sent = await beginSending(use(), edition('sent'))
    await use().outbox.settle(sent.id, sent.lease, { kind: 'sent' }, NOW)
    const begun = await beginSending(use(), edition('begun'))
    expect(await use().outbox.retry(sent.id, on)).toBe(false)
    expect(await use().outbox.retry(begun.id, on)).toBe(false)
    expect(await use().outbox.retry(begun.id + 1, on)).toBe(false)
    expect(await use().outbox.retry(failed, on)).toBe(true)
    expect(await use().outbox.retry(failed, on)).toBe(false)
    expect((await use().outbox.latest(CHANNEL, 5)).map(row => row.state)).toEqual([
      'sending',
      'sent',
      'sending',
    ])
  })

  it('plans an edition as uncertain that may have been sent already', async () => {
    await use().outbox.plan(edition('first', { triedAt: NOW - HOUR }))
    expect(await claim(use())).toMatchObject([{ state: 'sending', triedAt: NOW - HOUR, attempts: 0 }])
  })

  it('makes all due rows uncertain, leased or not, and no others', async () => {
    const { outbox } = use()
    const failed = await fail('failed')
    const begun = await beginSending(use(), edition('begun'))
    await outbox.plan(edition('leased'))
    const [leased] = await claim(use())
    await outbox.plan(edition('due', { channel: 'discord:1/2' }))
    expect(await outbox.markUncertain(NOW - HOUR)).toBe(2)
    expect(await outbox.markUncertain(NOW)).toBe(0)
    const uncertain = { state: 'sending', triedAt: NOW - HOUR, attempts: 0 }
    expect(await claim(use())).toMatchObject([
      { edition: 'leased', ...uncertain },
      { edition: 'due', ...uncertain },
    ])
    expect(await outbox.begin(leased?.id ?? 0, leased?.lease ?? '', NOW)).toBe(false)
    expect(await outbox.find(failed)).toMatchObject({ state: 'failed' })
    expect(await outbox.find(begun.id)).toMatchObject({ state: 'sending', triedAt: NOW, attempts: 1 })
  })

  it('cancels the due rows of a channel, even leased ones, and no others', async () => {
    const { outbox } = use()
    const sent = await beginSending(use(), edition('sent'))
    await outbox.settle(sent.id, sent.lease, { kind: 'sent' }, NOW)
    await outbox.plan(edition('leased'))
    const [leased] = await claim(use())
    await outbox.plan(edition('due'))
    await outbox.plan(edition('elsewhere', { channel: 'discord:1/2' }))
    await outbox.cancel(CHANNEL, 'the channel has no subscriptions', NOW + 5)
    const failed = { state: 'failed', error: 'the channel has no subscriptions', settledAt: NOW + 5 }
    expect(await outbox.latest(CHANNEL, 5)).toMatchObject([
      { edition: 'due', ...failed },
      { edition: 'leased', ...failed, lease: undefined },
      { edition: 'sent', state: 'sent', settledAt: NOW },
    ])
    expect(await outbox.begin(leased?.id ?? 0, leased?.lease ?? '', NOW)).toBe(false)
    expect((await claim(use())).map(row => row.edition)).toEqual(['elsewhere'])
  })

  it('still reconciles uncertain rows after a cancellation', async () => {
    const { id } = await beginSending(use())
    await use().outbox.cancel(CHANNEL, 'the channel has no subscriptions', NOW)
    expect(await claim(use(), { now: NOW + MINUTE })).toMatchObject([{ id, state: 'sending' }])
  })

  it('counts rows that are overdue for longer than given, on any platform', async () => {
    await use().outbox.plan(edition('late', { createdAt: NOW - HOUR }))
    await use().outbox.plan(edition('later', { channel: 'discord:1/2', createdAt: NOW - MINUTE }))
    await use().outbox.plan(edition('not yet', { createdAt: NOW + 1 }))
    const late = async (byMs: number) => (await use().outbox.overdue(NOW, byMs)).late
    expect(await late(HOUR + 1)).toBe(0)
    expect(await late(HOUR)).toBe(1)
    expect(await late(MINUTE)).toBe(2)
  })

  it('counts uncertain rows without a valid lease', async () => {
    const { id, lease } = await beginSending(use())
    const uncertain = async (now: number) => (await use().outbox.overdue(now, HOUR)).uncertain
    expect(await uncertain(NOW + MINUTE - 1)).toBe(0)
    expect(await uncertain(NOW + MINUTE)).toBe(1)
    await use().outbox.settle(id, lease, { kind: 'unknown', at: NOW + HOUR, error: 'no answer' }, NOW)
    expect(await uncertain(NOW)).toBe(1)
  })

  it('counts no paused, suspended or finished rows as overdue', async () => {
    await use().outbox.plan(edition('paused', { createdAt: NOW - HOUR }))
    await use().outbox.plan(edition('suspended', { channel: 'discord:1/2', createdAt: NOW - HOUR }))
    expect(await use().outbox.overdue(NOW, 0)).toEqual({ late: 2, uncertain: 0 })
    await use().channels.pause(CHANNEL, 'Gone.')
    await use().suspensions.add({ scope: 'discord:', reason: 'revoked', at: NOW })
    expect(await use().outbox.overdue(NOW, 0)).toEqual({ late: 0, uncertain: 0 })
    await use().channels.save(channel())
    await use().outbox.cancel(CHANNEL, 'no more', NOW)
    expect(await use().outbox.overdue(NOW, 0)).toEqual({ late: 0, uncertain: 0 })
  })

  it('counts the rows of each state, those that are archived too', async () => {
    expect(await use().outbox.countByState()).toEqual({ due: 0, sending: 0, sent: 0, failed: 0 })
    await fail('failed')
    const { id, lease } = await beginSending(use(), edition('sent'))
    await use().outbox.settle(id, lease, { kind: 'sent' }, NOW)
    await use().outbox.archiveBefore(NOW + 1)
    await beginSending(use(), edition('sending'))
    for (const name of ['a', 'b']) await use().outbox.plan(edition(name))
    expect(await use().outbox.countByState()).toEqual({ due: 2, sending: 1, sent: 1, failed: 1 })
  })

  it('keeps the first delivery of a paper, even if a later one posts it again', async () => {
    for (const name of ['first', 'second']) {
      const { id, lease } = await beginSending(use(), edition(name, { digest: digestOf('2611.00001') }))
      await use().outbox.settle(id, lease, { kind: 'sent' }, NOW)
    }
    expect(await use().outbox.findDeliveryOf(CHANNEL, '2611.00001')).toMatchObject({ edition: 'first' })
  })

  it('finds no delivery of a paper if it failed', async () => {
    await fail('first')
    expect(await use().outbox.findDeliveryOf(CHANNEL, '2611.00001')).toBeUndefined()
  })
}
