import { describe, expect, it } from 'vitest'
import { createMessageSender } from '../../src/delivery/message-sender.ts'
import type { Verdict } from '../../src/ports/publisher.ts'
import { CHANNEL, digestOf, MINUTE, NOW } from '../contracts/store/samples.ts'
import { createFakeClock } from '../fakes/clock.ts'
import { createRecordedMetrics } from '../fakes/metrics.ts'
import { createAnswering, OPEN_GATE, threadOf } from './deliveries.ts'

const LEASE_MS = 1_001
const KEY = `${CHANNEL} 2026-11-23T09:00Z`

/** @param options.ours how many messages are recorded before the lease is lost */
function openSender({
  ours = 10,
  rejections = [],
  waitsMs = 0,
}: {
  ours?: number
  rejections?: readonly (Verdict | undefined)[]
  /** How long each message is held up, also because the process is suspended, ms. */
  waitsMs?: number
} = {}) {
  const passes: unknown[][] = []
  const answers: unknown[][] = []
  const recorded: unknown[] = []
  const limits: { ms: number; over: AbortController }[] = []
  const abort = new AbortController()
  const clock = createFakeClock(NOW)
  const { metrics, records } = createRecordedMetrics()
  const sender = createMessageSender({
    gate: {
      async pass(...given) {
        passes.push(given)
        clock.set(clock.now() + waitsMs)
        return rejections[passes.length - 1]
      },
      async answered(...given) {
        answers.push(given)
      },
    },
    outbox: {
      async posted(...given) {
        recorded.push(given)
        return recorded.length <= ours
      },
    },
    clock,
    leaseMs: LEASE_MS,
    metrics,
    signal: abort.signal,
    timeoutSignal(ms) {
      const over = new AbortController()
      limits.push({ ms, over })
      return over.signal
    },
  })
  return { sender, passes, answers, recorded, records, limits, abort, clock }
}

const leasedOf = (
  changes: Parameters<typeof threadOf>[0],
  answers: Parameters<typeof createAnswering>[0] = {},
) => {
  const { publisher, posts, lookedUp } = createAnswering(answers)
  return { leased: { delivery: threadOf(changes), lease: 'lease-1', publisher }, posts, lookedUp }
}

describe('the messages of a delivery', () => {
  it('are posted in order, and each but the last is recorded, which renews the lease, before the next', async () => {
    const { sender, recorded } = openSender()
    const { leased, posts } = leasedOf({})
    expect(await sender.sendRemaining(leased)).toEqual({ kind: 'sent', messageIds: ['m0', 'm1', 'm2'] })
    const { digest, slotAt } = leased.delivery
    const rest = { channel: CHANNEL, digest, slotAt, plain: false, triedAt: NOW }
    expect(posts.map(({ post }) => post)).toEqual([
      { ...rest, step: 0, key: `${KEY} 0`, threadId: undefined },
      { ...rest, step: 1, key: `${KEY} 1`, threadId: 'm0' },
      { ...rest, step: 2, key: `${KEY} 2`, threadId: 'm0' },
    ])
    const next = { at: NOW, leaseUntil: NOW + LEASE_MS }
    expect(recorded).toEqual(['m0', 'm1'].map(messageId => [7, 'lease-1', messageId, next]))
  })

  it('continue after those that were posted', async () => {
    const { sender, recorded } = openSender()
    const { leased, posts } = leasedOf({ messageIds: ['x0'], plain: true })
    expect(await sender.sendRemaining(leased)).toEqual({ kind: 'sent', messageIds: ['x0', 'm1', 'm2'] })
    expect(posts.map(({ post }) => post)).toMatchObject([
      { step: 1, threadId: 'x0', plain: true },
      { step: 2, threadId: 'x0', plain: true },
    ])
    expect(recorded).toHaveLength(1)
    expect(leased.delivery.messageIds).toEqual(['x0'])
  })

  it('are not posted again if all were', async () => {
    const { sender } = openSender()
    const { leased, posts } = leasedOf({ messageIds: ['x0', 'x1', 'x2'] })
    expect(await sender.sendRemaining(leased)).toEqual({ kind: 'sent', messageIds: ['x0', 'x1', 'x2'] })
    expect(posts).toEqual([])
  })

  it('are a single one unless the layout is a thread', async () => {
    const { sender, recorded } = openSender()
    const { leased, posts } = leasedOf({ digest: digestOf('2611.00001', '2611.00002') })
    expect(await sender.sendRemaining(leased)).toEqual({ kind: 'sent', messageIds: ['m0'] })
    expect([posts.length, recorded.length]).toEqual([1, 0])
  })

  it('end with the first that isn’t sent', async () => {
    const { sender, recorded } = openSender()
    const busy = { kind: 'retry', reason: 'busy' } as const
    const { leased, posts } = leasedOf({}, { verdicts: [{ kind: 'sent', messageId: 'm0' }, busy] })
    expect(await sender.sendRemaining(leased)).toBe(busy)
    expect([posts.length, recorded.length]).toEqual([2, 1])
  })

  it.each([
    [MINUTE - 1, 1, { kind: 'sent', messageIds: ['m0'] }],
    [MINUTE, 0, { kind: 'retry', reason: 'was held up for longer than its lease' }],
  ])(
    'are not posted once the lease has ended, such as in a process that was suspended: %i ms',
    async (waitsMs, posted, result) => {
      const { sender } = openSender({ waitsMs })
      const { leased, posts } = leasedOf({ digest: digestOf('2611.00001') })
      expect(await sender.sendRemaining(leased)).toEqual(result)
      expect(posts).toHaveLength(posted)
      const again = leasedOf({ state: 'sending', leaseUntil: NOW + 1 + waitsMs })
      await sender.resend(again.leased, new AbortController().signal)
      expect(again.posts).toHaveLength(0)
    },
  )

  it('may each take as long as a lease, which the one before has renewed', async () => {
    const { sender } = openSender({ waitsMs: LEASE_MS - 1 })
    const { leased, posts } = leasedOf({ leaseUntil: NOW + LEASE_MS })
    await sender.sendRemaining(leased)
    expect(posts).toHaveLength(3)
  })

  it('end if the lease is no longer ours', async () => {
    const { sender } = openSender({ ours: 1 })
    const { leased, posts } = leasedOf({})
    expect(await sender.sendRemaining(leased)).toBeUndefined()
    expect(posts).toHaveLength(2)
  })
})

describe('the gate', () => {
  const SENT = { kind: 'sent', messageId: 'm0' } as const
  const BUSY = { kind: 'retry', reason: 'busy' } as const

  it('is passed by each message, and gets each verdict', async () => {
    const { sender, passes, answers } = openSender()
    const { leased } = leasedOf({ messageIds: ['x0'] }, { verdicts: [SENT, BUSY] })
    await sender.sendRemaining(leased)
    expect(passes).toEqual([
      [CHANNEL, {}, true],
      [CHANNEL, {}, false],
    ])
    expect(answers).toEqual([
      [CHANNEL, SENT],
      [CHANNEL, BUSY],
    ])
  })

  it('gets the platform’s limits, and treats a resent message like a first one', async () => {
    const { sender, passes } = openSender()
    const { leased } = leasedOf({ messageIds: ['x0'] })
    const rateLimits = { bot: { count: 1, perMs: 100 } }
    await sender.resend(
      { ...leased, publisher: { ...leased.publisher, rateLimits } },
      new AbortController().signal,
    )
    expect(passes).toEqual([[CHANNEL, rateLimits, true]])
  })

  it.each<[Verdict, string[]]>([
    [SENT, []],
    [BUSY, []],
    [{ ...BUSY, throttled: 'workspace' }, [`throttled ${CHANNEL} workspace`]],
    [{ ...BUSY, throttled: 'unnamed', afterMs: 5 }, [`throttled ${CHANNEL} unnamed`]],
    [{ kind: 'unknown', reason: 'broke off' }, []],
    [{ kind: 'dead', scope: 'channel', code: 'gone', reason: 'gone' }, []],
  ])('counts how often the platform says 429: %o', async (verdict, expected) => {
    const { sender, records } = openSender()
    await sender.sendRemaining(leasedOf({ digest: digestOf('2611.00001') }, { verdicts: [verdict] }).leased)
    expect(records).toEqual(expected)
  })

  it('can hold a message back', async () => {
    const { sender, answers } = openSender({ rejections: [undefined, BUSY] })
    const { leased, posts } = leasedOf({})
    expect(await sender.sendRemaining(leased)).toBe(BUSY)
    expect([posts.length, answers.length]).toEqual([1, 1])
  })
})

describe('the time limit of a message', () => {
  it('is three quarters of a lease, for each message again', async () => {
    const { sender, limits } = openSender()
    const { leased, posts } = leasedOf({})
    await sender.sendRemaining(leased)
    expect(limits.map(({ ms }) => ms)).toEqual([751, 751, 751])
    limits[1]?.over.abort()
    expect(posts.map(({ signal }) => signal.aborted)).toEqual([false, true, false])
  })

  it('ends when the delivery is aborted', () => {
    const { sender, abort } = openSender()
    const signal = sender.withinLease()
    expect(signal.aborted).toBe(false)
    abort.abort()
    expect(signal.aborted).toBe(true)
  })

  it('passes by itself', async () => {
    const { signal } = new AbortController()
    const deps = {
      gate: OPEN_GATE,
      outbox: { posted: async () => true },
      clock: createFakeClock(NOW),
      leaseMs: 1,
      signal,
    }
    const withinLease = createMessageSender(deps).withinLease()
    await new Promise(resolve => withinLease.addEventListener('abort', resolve))
    expect(withinLease.reason).toMatchObject({ name: 'TimeoutError' })
  })
})

describe('a message that may have arrived', () => {
  const { signal } = new AbortController()

  it.each([
    { triedAt: NOW + 5, expected: NOW + 5 },
    { triedAt: undefined, expected: NOW - 3 },
  ])('is reconciled and repeated with the same key, tried at $triedAt', async ({ triedAt, expected }) => {
    const { sender } = openSender()
    const found = { kind: 'posted', messageId: 'm1' } as const
    const { leased, posts, lookedUp } = leasedOf({ triedAt, dueAt: NOW - 3, messageIds: ['x0'] }, { found })
    const post = { step: 1, key: `${KEY} 1`, threadId: 'x0', triedAt: expected }
    expect(await sender.findPosted(leased, signal)).toBe(found)
    expect(await sender.resend(leased, signal)).toEqual({ kind: 'sent', messageId: 'm1' })
    expect(lookedUp).toMatchObject([{ post }])
    expect(posts).toMatchObject([{ post }])
    expect([lookedUp[0]?.signal, posts[0]?.signal]).toEqual([signal, signal])
  })

  it.each([true, false])('is recorded when it is found, if the lease is still ours: %s', async ours => {
    const { sender, recorded, clock } = openSender({ ours: ours ? 1 : 0 })
    clock.advance(10)
    expect(await sender.recordPosted(leasedOf({}).leased, 'm9')).toBe(ours)
    expect(recorded).toEqual([[7, 'lease-1', 'm9', { at: NOW + 10, leaseUntil: NOW + 10 + LEASE_MS }]])
  })
})
