import { beforeEach, describe, expect, it } from 'vitest'
import type { ChannelId } from '../../src/channels/channel-id.ts'
import { createRejections } from '../../src/delivery/suspensions.ts'
import { createKeyedMutex } from '../../src/lib/keyed-mutex.ts'
import type { Delivery } from '../../src/ports/outbox.ts'
import type { Dead, Publisher } from '../../src/ports/publisher.ts'
import type { Store } from '../../src/ports/store.ts'
import { EVERY_DAY } from '../../src/time/slots.ts'
import { CHANNEL, channel, DAY, edition, HOUR, latest, NOW } from '../contracts/store/samples.ts'
import { createFakeClock } from '../fakes/clock.ts'
import { textOf } from '../fixtures/app-harness.ts'
import { openMemoryStore } from '../fixtures/memory-store.ts'

let store: Store
let clock: ReturnType<typeof createFakeClock>
let lines: [level: string, fields: Record<string, unknown>][]
const note = (level: string) => (fields: Record<string, unknown>) => void lines.push([level, fields])

beforeEach(async () => {
  clock = createFakeClock(NOW)
  store = await openMemoryStore()
  lines = []
  return () => store.close()
})

const log = { debug: note('debug'), info: note('info'), warn: note('warn'), error: note('error') }
const openRejections = () =>
  createRejections({ ...store, mutex: createKeyedMutex(), clock, log, staleAfterMs: 6 * HOUR })

describe('access to a workspace', () => {
  it('that is lost suspends its channels, and ends with exactly its suspension', async () => {
    const { accessLost, accessRestored } = openRejections()
    await accessLost('slack:T1/', 'the app was uninstalled')
    await accessLost('slack:T2/', 'the app was uninstalled')
    await accessLost('slack:T1/', 'its tokens were revoked')
    const suspended = async () => (await store.suspensions.all()).map(({ scope, reason }) => [scope, reason])
    expect(await suspended()).toEqual([
      ['slack:T1/', 'the app was uninstalled'],
      ['slack:T2/', 'the app was uninstalled'],
    ])
    await accessRestored('slack:T1/C1')
    expect(await suspended()).toHaveLength(2)
    await accessRestored('slack:T1/')
    expect(await suspended()).toEqual([['slack:T2/', 'the app was uninstalled']])
  })
})

describe('a rejection', () => {
  let notified: { channel: ChannelId; personId: string; text: string }[]
  let tell: Publisher['sendDirectMessage']
  beforeEach(async () => {
    notified = []
    tell = async (channel, personId, notice) => {
      notified.push({ channel, personId, text: textOf(notice) })
    }
    await store.channels.save(channel())
    await store.outbox.plan(edition('first'))
  })

  async function reject(scope: Dead['scope'], more: Partial<Dead> = {}): Promise<void> {
    const delivery: Delivery = await latest(store)
    const dead: Dead = {
      kind: 'dead',
      scope,
      code: 'gone',
      reason: 'it is gone',
      payloadShape: '3 blocks',
      ...more,
    }
    const unused = () => Promise.reject(new Error('not asked for here'))
    await openRejections().rejected(delivery, dead, {
      platform: 'slack',
      publish: unused,
      reconcile: unused,
      ...(tell && { sendDirectMessage: tell }),
    })
  }

  it('of a message is a bug of ours, and suspends nothing', async () => {
    await reject('message')
    const fault = {
      channel: CHANNEL,
      edition: 'first',
      code: 'gone',
      reason: 'it is gone',
      payloadShape: '3 blocks',
    }
    expect(lines).toEqual([['error', fault]])
    expect(await store.channels.paused('')).toEqual([])
    expect(await store.suspensions.all()).toEqual([])
  })

  it.each([
    ['workspace', 'slack:T1/'],
    ['platform', 'slack:'],
  ] as const)('of a %s suspends it, and is logged once', async (of, scope) => {
    await reject(of)
    await reject(of)
    expect(await store.suspensions.all()).toEqual([{ scope, reason: 'it is gone', at: NOW }])
    expect(lines).toEqual([['error', { scope, reason: 'it is gone' }]])
    expect(await store.channels.paused('')).toEqual([])
    expect(notified).toEqual([])
  })

  it('of a workspace that removed the bot suspends it as one that may be forgotten', async () => {
    await reject('workspace', { uninstalled: true })
    expect(await store.suspensions.all()).toMatchObject([{ scope: 'slack:T1/', uninstalled: true }])
  })

  it.each([
    {
      what: 'who subscribed it last',
      subscribers: ['U1', 'U2'],
      to: 'U2',
    },
    { what: 'nobody, where that is not known', subscribers: [], to: undefined },
  ])('of a channel pauses it and notifies $what, once', async ({ subscribers, to }) => {
    for (const personId of subscribers) {
      await store.channels.subscribe(CHANNEL, `topic of ${personId}`, { person: 'x', personId }, NOW)
    }
    await reject('channel')
    await reject('channel')
    expect(lines).toEqual([['error', { channel: CHANNEL, code: 'gone', reason: 'it is gone' }]])
    expect(await store.channels.find(CHANNEL)).toMatchObject({ pausedReason: 'it is gone' })
    const text =
      'Digests have stopped in a channel that you subscribed: the channel\nWhy: it is gone.\n' +
      'They resume when that is fixed. To try now: /papers resume there.'
    expect(notified).toEqual(to ? [{ channel: CHANNEL, personId: to, text }] : [])
  })

  it.each([
    { what: 'is not possible', how: undefined, logged: [] },
    {
      what: 'fails',
      how: () => Promise.reject(new Error('closed')),
      logged: [['info', { channel: CHANNEL, reason: 'closed' }]],
    },
  ])('pauses the channel even if notifying its subscriber $what', async ({ how, logged }) => {
    tell = how
    await store.channels.subscribe(CHANNEL, 'x', { person: 'x', personId: 'U1' }, NOW)
    await reject('channel')
    expect(lines.slice(1)).toEqual(logged)
    expect(await store.channels.paused('')).toHaveLength(1)
  })
})

describe('a channel whose access is restored', () => {
  it.each([
    { what: 'a slot that is not stale is caught up', now: NOW + 6 * HOUR - 1, next: NOW },
    { what: 'a stale one is not', now: NOW + 6 * HOUR, next: NOW + DAY },
    { what: 'the latest of several is', now: NOW + DAY + HOUR, next: NOW + DAY },
    { what: 'a future one stays', now: NOW - HOUR, next: NOW },
  ])('$what', async ({ now, next }) => {
    await store.channels.save(
      channel(CHANNEL, { days: EVERY_DAY, timezone: 'UTC', pausedReason: 'archived', nextSlotAt: NOW }),
    )
    clock.set(now)
    await openRejections().accessRestored('slack:T1/')
    const { pausedReason, nextSlotAt } = (await store.channels.find(CHANNEL)) ?? {}
    expect({ pausedReason, nextSlotAt }).toEqual({ pausedReason: undefined, nextSlotAt: next })
    expect(lines).toEqual([['info', { channel: CHANNEL }]])
  })

  it('stays as it is if it was resumed meanwhile', async () => {
    const resumed = channel(CHANNEL, { nextSlotAt: NOW - 9 * DAY })
    await store.channels.save({ ...resumed, pausedReason: 'archived' })
    await openRejections().accessRestored('', () => {
      void store.channels.save(resumed)
      return true
    })
    expect(await store.channels.find(CHANNEL)).toMatchObject({ nextSlotAt: NOW - 9 * DAY })
    expect(lines).toEqual([])
  })
})
