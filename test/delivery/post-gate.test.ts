import { describe, expect, it } from 'vitest'
import { createPostGate } from '../../src/delivery/post-gate.ts'
import type { RateLimiter } from '../../src/delivery/rate-limiter.ts'
import type { Verdict } from '../../src/ports/publisher.ts'
import { CHANNEL } from '../contracts/store/samples.ts'

const SENT: Verdict = { kind: 'sent', messageId: 'm1' }
const RATE_LIMITS = { bot: { count: 1, perMs: 100 } }

/** A gate before a rate limiter that asks for these waits, one after the other, and then for none. */
function openGate({ takeNext = [], depart = [] }: { takeNext?: number[]; depart?: number[] } = {}) {
  const stopping = new AbortController()
  const calls: unknown[][] = []
  const waits: number[] = []
  const rateLimiter: RateLimiter = {
    waitForBot: () => 0,
    waitForWorkspace: () => 0,
    begin: () => 0,
    takeNext(...given) {
      calls.push(['takeNext', ...given])
      return takeNext.shift() ?? 0
    },
    depart(...given) {
      calls.push(['depart', ...given])
      return depart.shift() ?? 0
    },
    answered: (...given) => void calls.push(['answered', ...given]),
    end() {},
    throttle: (...given) => void calls.push(['throttle', ...given]),
    prune() {},
  }
  const timer = {
    async wait(ms: number) {
      if (!(ms > 0)) throw new RangeError(`a wait of ${ms} ms`)
      waits.push(ms)
    },
  }
  const gate = createPostGate({ rateLimiter, timer, stopping: stopping.signal })
  const pass = (isFirst = true) => gate.pass(CHANNEL, RATE_LIMITS, isFirst)
  return { gate, pass, calls, waits, stopping, names: () => calls.map(([name]) => name) }
}

describe('the gate', () => {
  it('lets a first message pass on the place that it already has', async () => {
    const { pass, calls } = openGate()
    expect(await pass()).toBeUndefined()
    expect(calls).toEqual([['depart', CHANNEL]])
  })

  it('takes a place for each further message', async () => {
    const { pass, calls } = openGate()
    expect(await pass(false)).toBeUndefined()
    expect(calls).toEqual([
      ['takeNext', CHANNEL, RATE_LIMITS],
      ['depart', CHANNEL],
    ])
  })

  it('waits for the place, then until the message may depart', async () => {
    const { pass, names, waits } = openGate({ takeNext: [5, 7], depart: [3] })
    expect(await pass(false)).toBeUndefined()
    expect(waits).toEqual([5, 7, 3])
    expect(names()).toEqual(['takeNext', 'takeNext', 'takeNext', 'depart', 'depart'])
  })

  it.each([
    { waits: [10_000], waited: [10_000], afterMs: undefined },
    { waits: [10_001], waited: [], afterMs: 10_001 },
    { waits: [6_000, 4_000], waited: [6_000, 4_000], afterMs: undefined },
    { waits: [6_000, 4_001], waited: [6_000], afterMs: 4_001 },
    { waits: [Number.POSITIVE_INFINITY], waited: [], afterMs: Number.POSITIVE_INFINITY },
  ])('waits at most 10 s: $waits', async ({ waits: depart, waited, afterMs }) => {
    const { pass, waits } = openGate({ depart: [...depart] })
    expect(await pass()).toEqual(afterMs && { kind: 'retry', reason: 'waits for the platform', afterMs })
    expect(waits).toEqual(waited)
  })

  it('does not let a message depart that got no place', async () => {
    const { pass, names } = openGate({ takeNext: [20_000] })
    expect(await pass(false)).toMatchObject({ kind: 'retry', afterMs: 20_000 })
    expect(names()).toEqual(['takeNext'])
  })

  it('does not wait while the bot is stopping, and still lets pass what needs no wait', async () => {
    const { pass, waits, stopping } = openGate({ depart: [0, 5] })
    stopping.abort()
    expect(await pass()).toBeUndefined()
    expect(await pass()).toEqual({ kind: 'retry', reason: 'Paper Round is stopping' })
    expect(waits).toEqual([])
  })

  // What only looks like a 429: the fields count in a retry alone.
  const broken = { kind: 'unknown', reason: 'broke off', throttled: 'bot', afterMs: 5 } as const

  it.each<[Verdict, unknown[] | undefined]>([
    [
      { kind: 'retry', reason: 'busy', throttled: 'workspace', afterMs: 5 },
      ['throttle', CHANNEL, 'workspace', 5],
    ],
    [{ kind: 'retry', reason: 'busy', throttled: 'workspace' }, undefined],
    [{ kind: 'retry', reason: 'busy', afterMs: 5 }, undefined],
    [{ kind: 'retry', reason: 'busy', throttled: 'bot', afterMs: 0 }, undefined],
    [broken, undefined],
    [SENT, undefined],
  ])('slows down what a 429 names, and nothing for other answers: %j', async (verdict, throttled) => {
    const { gate, calls } = openGate()
    await gate.answered(CHANNEL, verdict)
    expect(calls).toEqual([['answered', CHANNEL], ...(throttled ? [throttled] : [])])
  })
})
