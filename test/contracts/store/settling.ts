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

export function settlingContract(use: () => Store): void {
  beforeEach(() => use().channels.save(channel()))

  const settledRow = async () => {
    const { state, error, lease, leaseUntil, settledAt, dueAt } = await latest(use())
    return { state, error, lease, leaseUntil, settledAt, dueAt }
  }
  const free = { lease: undefined, leaseUntil: undefined, settledAt: undefined, error: undefined, dueAt: NOW }

  it('settles a sent delivery and stores its papers as posted', async () => {
    const { id, lease } = await beginSending(use())
    expect(await use().outbox.settle(id, lease, { kind: 'sent' }, NOW + 5)).toBe(true)
    expect(await settledRow()).toEqual({ ...free, state: 'sent', settledAt: NOW + 5 })
    expect(await use().outbox.postedPapers(CHANNEL)).toEqual(new Set(['2611.00001']))
  })

  it('stores with a sent delivery the messages that weren’t stored yet', async () => {
    const { id, lease } = await beginSending(use())
    await use().outbox.settle(id, lease, { kind: 'sent', messageIds: ['1700.1'] }, NOW)
    expect(await latest(use())).toMatchObject({ state: 'sent', messageIds: ['1700.1'] })
  })

  it('settles a delivery to retry, which can be claimed when it is due', async () => {
    const { id, lease } = await beginSending(use())
    const outcome = { kind: 'due', at: NOW + HOUR, error: 'rate limited' } as const
    expect(await use().outbox.settle(id, lease, outcome, NOW + 5)).toBe(true)
    expect(await settledRow()).toEqual({ ...free, state: 'due', error: 'rate limited', dueAt: NOW + HOUR })
    expect(await claim(use(), { now: NOW + HOUR - 1 })).toEqual([])
    const [again] = await claim(use(), { now: NOW + HOUR })
    expect(again).toMatchObject({ id, attempts: 1 })
    expect(again?.lease).not.toBe(lease)
  })

  it('leaves an uncertain delivery in sending, without a lease', async () => {
    const { id, lease } = await beginSending(use())
    const unknown = { kind: 'unknown', at: NOW + MINUTE, error: 'no answer' } as const
    expect(await use().outbox.settle(id, lease, unknown, NOW + 5)).toBe(true)
    expect(await settledRow()).toEqual({ ...free, state: 'sending', error: 'no answer', dueAt: NOW + MINUTE })
    expect(await use().outbox.postedPapers(CHANNEL)).toEqual(new Set(['2611.00001']))
  })

  it('counts papers as posted that may have arrived though the delivery failed', async () => {
    const { id, lease } = await beginSending(use())
    await use().outbox.settle(id, lease, { kind: 'failed', error: 'no answer', mayHaveArrived: true }, NOW)
    expect(await latest(use())).toMatchObject({ state: 'failed' })
    expect(await use().outbox.postedPapers(CHANNEL)).toEqual(new Set(['2611.00001']))
  })

  it('counts of a failed thread the papers that arrived, and the one that may have', async () => {
    const digest = { ...digestOf('2611.00001', '2611.00002', '2611.00003'), layout: 'thread' as const }
    const { id, lease } = await beginSending(use(), edition('first', { digest }))
    for (const message of ['header', 'm1']) await use().outbox.posted(id, lease, message)
    await use().outbox.settle(id, lease, { kind: 'failed', error: 'no answer', mayHaveArrived: true }, NOW)
    expect(await use().outbox.postedPapers(CHANNEL)).toEqual(new Set(['2611.00001', '2611.00002']))
  })

  it('remembers to send a delivery as plain text', async () => {
    const { id, lease } = await beginSending(use())
    expect(await latest(use())).toMatchObject({ plain: false })
    await use().outbox.settle(id, lease, { kind: 'due', at: NOW, error: 'invalid_blocks', plain: true }, NOW)
    expect(await claim(use())).toMatchObject([{ id, plain: true }])
  })

  it('begins the next message of a thread and extends the lease', async () => {
    const { id, lease } = await beginSending(use())
    expect(await latest(use())).toMatchObject({ triedAt: NOW })
    await use().outbox.posted(id, lease, 'header', { at: NOW + 5, leaseUntil: NOW + HOUR })
    expect(await latest(use())).toMatchObject({
      triedAt: NOW + 5,
      leaseUntil: NOW + HOUR,
      messageIds: ['header'],
    })
    expect(await claim(use(), { now: NOW + HOUR - 1 })).toEqual([])
  })

  it('does not send an uncertain delivery again after the channel’s deliveries were cancelled', async () => {
    const { id, lease } = await beginSending(use())
    await use().outbox.cancel(CHANNEL, 'the channel has no subscriptions', NOW + 5)
    expect(await use().outbox.settle(id, lease, { kind: 'due', at: NOW + 5 }, NOW + 5)).toBe(true)
    expect(await claim(use(), { now: NOW + 5 })).toEqual([])
    expect(await latest(use())).toMatchObject({ state: 'failed' })
  })

  it('settles a failed delivery', async () => {
    const { id, lease } = await beginSending(use())
    expect(await use().outbox.settle(id, lease, { kind: 'failed', error: 'is_archived' }, NOW + 5)).toBe(true)
    expect(await settledRow()).toEqual({
      ...free,
      state: 'failed',
      error: 'is_archived',
      settledAt: NOW + 5,
    })
    expect(await use().outbox.postedPapers(CHANNEL)).toEqual(new Set())
  })

  it('clears the error of an earlier attempt on success', async () => {
    const { id, lease } = await beginSending(use())
    await use().outbox.settle(id, lease, { kind: 'due', at: NOW, error: 'rate limited' }, NOW)
    const [again] = await claim(use())
    await use().outbox.begin(id, again?.lease ?? '', NOW)
    await use().outbox.settle(id, again?.lease ?? '', { kind: 'sent' }, NOW)
    expect(await latest(use())).toMatchObject({ state: 'sent', attempts: 2, error: undefined })
  })

  it('lets only the owner of the lease settle, once, even after the lease expired', async () => {
    const { id, lease } = await beginSending(use())
    expect(await use().outbox.settle(id, 'another lease', { kind: 'sent' }, NOW)).toBe(false)
    expect(await use().outbox.postedPapers('discord:1/2')).toEqual(new Set())
    expect(await use().outbox.settle(id, lease, { kind: 'sent' }, NOW + HOUR)).toBe(true)
    expect(await use().outbox.settle(id, lease, { kind: 'failed', error: 'late' }, NOW)).toBe(false)
    expect(await latest(use())).toMatchObject({ state: 'sent' })
  })

  it('settles no delivery that was not begun', async () => {
    await use().outbox.plan(edition('first'))
    const [row] = await claim(use())
    expect(await use().outbox.settle(row?.id ?? 0, row?.lease ?? '', { kind: 'sent' }, NOW)).toBe(false)
    expect(await latest(use())).toMatchObject({ state: 'due', lease: row?.lease })
  })

  it('stores messages in the order in which they were posted, across a retry', async () => {
    const { id, lease } = await beginSending(use())
    expect(await use().outbox.posted(id, lease, '1700.1')).toBe(true)
    expect(await use().outbox.posted(id, 'another lease', '1700.9')).toBe(false)
    await use().outbox.settle(id, lease, { kind: 'due', at: NOW + MINUTE, error: 'rate limited' }, NOW)
    expect(await use().outbox.posted(id, lease, '1700.9')).toBe(false)
    const [again] = await claim(use(), { now: NOW + MINUTE })
    expect(again?.messageIds).toEqual(['1700.1'])
    expect(await use().outbox.posted(id, again?.lease ?? '', '1700.9')).toBe(false)
    await use().outbox.begin(id, again?.lease ?? '', NOW + MINUTE)
    expect(await use().outbox.posted(id, again?.lease ?? '', '1700.2')).toBe(true)
    expect(await latest(use())).toMatchObject({ messageIds: ['1700.1', '1700.2'] })
  })

  it('finds the delivery that posted a paper, or the unfinished one that will', async () => {
    const { outbox } = use()
    const first = edition('first', { digest: digestOf('2611.00001', '2611.00002') })
    await outbox.plan(first)
    expect((await outbox.findDeliveryOf(CHANNEL, '2611.00002'))?.state).toBe('due')
    const { id, lease } = await beginSending(use(), first)
    await outbox.posted(id, lease, 'm1')
    await outbox.settle(id, lease, { kind: 'sent' }, NOW)
    await outbox.plan(edition('second', { digest: digestOf('2611.00003') }))
    expect(await outbox.findDeliveryOf(CHANNEL, '2611.00001')).toMatchObject({
      edition: 'first',
      state: 'sent',
      messageIds: ['m1'],
    })
    expect(await outbox.findDeliveryOf(CHANNEL, '2611.00009')).toBeUndefined()
    expect(await outbox.findDeliveryOf('discord:1/2', '2611.00001')).toBeUndefined()
  })
}
