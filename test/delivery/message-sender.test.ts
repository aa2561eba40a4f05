import { describe, expect, it } from 'vitest'
import { createMessageSender } from '../../src/delivery/message-sender.ts'
import type { Verdict } from '../../src/ports/publisher.ts'
import { CHANNEL, digestOf, NOW } from '../contracts/store/samples.ts'
import { createFakeClock } from '../fakes/clock.ts'
import { createAnswering, OPEN_GATE, threadOf } from './deliveries.ts'

const LEASE_MS = 1_001
const KEY = `${CHANNEL} 2026-11-23T09:00Z`

/** @param options.ours how many notes find the lease still ours */
function openSender({
  ours = 10,
  refusals = [],
}: {
  ours?: number
  refusals?: readonly (Verdict | undefined)[]
} = {}) {
  const passes: unknown[][] = []
  const answers: unknown[][] = []
  const noted: unknown[] = []
  const limits: { ms: number; over: AbortController }[] = []
  const breakOff = new AbortController()
  const clock = createFakeClock(NOW)
  const sender = createMessageSender({
    gate: {
      async pass(...given) {
        passes.push(given)
        return refusals[passes.length - 1]
      },
      answered: (...given) => void answers.push(given),
    },
    outbox: {
      async posted(...given) {
        noted.push(given)
        return noted.length <= ours
      },
    },
    clock,
    leaseMs: LEASE_MS,
    signal: breakOff.signal,
    timeoutSignal(ms) {
      const over = new AbortController()
      limits.push({ ms, over })
      return over.signal
    },
  })
  return { sender, passes, answers, noted, limits, breakOff, clock }
}

const heldOf = (
  changes: Parameters<typeof threadOf>[0],
  answers: Parameters<typeof createAnswering>[0] = {},
) => {
  const { publisher, posts, lookedUp } = createAnswering(answers)
  return { held: { delivery: threadOf(changes), lease: 'lease-1', publisher }, posts, lookedUp }
}

describe('the messages of a delivery', () => {
  it('are posted in order, each noted before the next with the lease prolonged', async () => {
    const { sender, noted } = openSender()
    const { held, posts } = heldOf({})
    expect(await sender.sendRemaining(held)).toEqual({ kind: 'sent', messageId: 'm2' })
    const { digest } = held.delivery
    const rest = { channel: CHANNEL, digest, plain: false, triedAt: NOW }
    expect(posts.map(({ post }) => post)).toEqual([
      { ...rest, step: 0, key: `${KEY} 0`, threadId: undefined },
      { ...rest, step: 1, key: `${KEY} 1`, threadId: 'm0' },
      { ...rest, step: 2, key: `${KEY} 2`, threadId: 'm0' },
    ])
    const next = { at: NOW, leaseUntil: NOW + LEASE_MS }
    expect(noted).toEqual(['m0', 'm1', 'm2'].map(messageId => [7, 'lease-1', messageId, next]))
  })

  it('go on after those that were posted', async () => {
    const { sender, noted } = openSender()
    const { held, posts } = heldOf({ messageIds: ['x0', 'x1'], plain: true })
    expect(await sender.sendRemaining(held)).toEqual({ kind: 'sent', messageId: 'm2' })
    expect(posts.map(({ post }) => post)).toMatchObject([{ step: 2, threadId: 'x0', plain: true }])
    expect(noted).toHaveLength(1)
    expect(held.delivery.messageIds).toEqual(['x0', 'x1'])
  })

  it('are not posted again where all were', async () => {
    const { sender } = openSender()
    const { held, posts } = heldOf({ messageIds: ['x0', 'x1', 'x2'] })
    expect(await sender.sendRemaining(held)).toEqual({ kind: 'sent', messageId: 'x2' })
    expect(posts).toEqual([])
  })

  it('are one where the layout is no thread', async () => {
    const { sender } = openSender()
    const { held, posts } = heldOf({ digest: digestOf('2611.00001', '2611.00002') })
    expect(await sender.sendRemaining(held)).toEqual({ kind: 'sent', messageId: 'm0' })
    expect(posts).toHaveLength(1)
  })

  it('end with the first that isn’t sent', async () => {
    const { sender, noted } = openSender()
    const refusal = { kind: 'retry', reason: 'busy' } as const
    const { held, posts } = heldOf({}, { verdicts: [{ kind: 'sent', messageId: 'm0' }, refusal] })
    expect(await sender.sendRemaining(held)).toBe(refusal)
    expect([posts.length, noted.length]).toEqual([2, 1])
  })

  it('end where the lease is no longer ours', async () => {
    const { sender } = openSender({ ours: 1 })
    const { held, posts } = heldOf({})
    expect(await sender.sendRemaining(held)).toBeUndefined()
    expect(posts).toHaveLength(2)
  })
})

describe('the gate', () => {
  const SENT = { kind: 'sent', messageId: 'm0' } as const
  const BUSY = { kind: 'retry', reason: 'busy' } as const

  it('is passed by the first message and by each further one, and hears each answer', async () => {
    const { sender, passes, answers } = openSender()
    const { held } = heldOf({ messageIds: ['x0'] }, { verdicts: [SENT, BUSY] })
    await sender.sendRemaining(held)
    expect(passes).toEqual([
      [CHANNEL, {}, true],
      [CHANNEL, {}, false],
    ])
    expect(answers).toEqual([
      [CHANNEL, SENT],
      [CHANNEL, BUSY],
    ])
  })

  it('is passed with the limits of the platform, and by a message that is sent again as by a first one', async () => {
    const { sender, passes } = openSender()
    const { held } = heldOf({ messageIds: ['x0'] })
    const rateLimits = { bot: { count: 1, perMs: 100 } }
    await sender.resend(
      { ...held, publisher: { ...held.publisher, rateLimits } },
      new AbortController().signal,
    )
    expect(passes).toEqual([[CHANNEL, rateLimits, true]])
  })

  it('keeps back what it refuses', async () => {
    const { sender, answers } = openSender({ refusals: [undefined, BUSY] })
    const { held, posts } = heldOf({})
    expect(await sender.sendRemaining(held)).toBe(BUSY)
    expect([posts.length, answers.length]).toEqual([1, 1])
  })
})

describe('the time of a message', () => {
  it('is three quarters of a lease, counted anew for each', async () => {
    const { sender, limits } = openSender()
    const { held, posts } = heldOf({})
    await sender.sendRemaining(held)
    expect(limits.map(({ ms }) => ms)).toEqual([751, 751, 751])
    limits[1]?.over.abort()
    expect(posts.map(({ signal }) => signal.aborted)).toEqual([false, true, false])
  })

  it('ends when all is broken off', () => {
    const { sender, breakOff } = openSender()
    const signal = sender.withinLease()
    expect(signal.aborted).toBe(false)
    breakOff.abort()
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
    const inTime = createMessageSender(deps).withinLease()
    await new Promise(resolve => inTime.addEventListener('abort', resolve))
    expect(inTime.reason).toMatchObject({ name: 'TimeoutError' })
  })
})

describe('a message that may have arrived', () => {
  const { signal } = new AbortController()

  it.each([
    { triedAt: NOW + 5, expected: NOW + 5 },
    { triedAt: undefined, expected: NOW - 3 },
  ])('is looked up and repeated under its own key, tried at $triedAt', async ({ triedAt, expected }) => {
    const { sender } = openSender()
    const found = { kind: 'posted', messageId: 'm1' } as const
    const { held, posts, lookedUp } = heldOf({ triedAt, dueAt: NOW - 3, messageIds: ['x0'] }, { found })
    const post = { step: 1, key: `${KEY} 1`, threadId: 'x0', triedAt: expected }
    expect(await sender.findPosted(held, signal)).toBe(found)
    expect(await sender.resend(held, signal)).toEqual({ kind: 'sent', messageId: 'm1' })
    expect(lookedUp).toMatchObject([{ post }])
    expect(posts).toMatchObject([{ post }])
    expect([lookedUp[0]?.signal, posts[0]?.signal]).toEqual([signal, signal])
  })

  it.each([true, false])('is noted once it is found, if the lease is still ours: %s', async ours => {
    const { sender, noted, clock } = openSender({ ours: ours ? 1 : 0 })
    clock.advance(10)
    expect(await sender.recordPosted(heldOf({}).held, 'm9')).toBe(ours)
    expect(noted).toEqual([[7, 'lease-1', 'm9', { at: NOW + 10, leaseUntil: NOW + 10 + LEASE_MS }]])
  })
})
