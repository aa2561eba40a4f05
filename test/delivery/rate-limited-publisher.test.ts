import { describe, expect, it } from 'vitest'
import { rateLimitedPublisher } from '../../src/delivery/rate-limited-publisher.ts'
import type { RateLimiter } from '../../src/delivery/rate-limiter.ts'
import type { Publisher, Verdict } from '../../src/ports/publisher.ts'
import { CHANNEL, digestOf } from '../contracts/store/samples.ts'

const SENT: Verdict = { kind: 'sent', messageId: 'm1' }
const RATE_LIMITS = { bot: { count: 1, perMs: 100 } }
const post = { channel: CHANNEL, digest: digestOf('2611.00001'), step: 0, key: 'k' }
const { signal } = new AbortController()

/** A publisher behind a rate limiter that returns these waits one after the other, and then 0. */
function openPublisher({
  nextWaits = [],
  departWaits = [],
  verdict = SENT,
  rateLimits = RATE_LIMITS,
}: {
  nextWaits?: number[]
  departWaits?: number[]
  verdict?: Verdict
  rateLimits?: Publisher['rateLimits'] | null
}) {
  const stopping = new AbortController()
  const calls: unknown[][] = []
  const waits: number[] = []
  const rateLimiter: RateLimiter = {
    waitForBot: () => 0,
    waitForWorkspace: () => 0,
    begin: () => 0,
    takeNext(...given) {
      calls.push(['takeNext', ...given])
      return nextWaits.shift() ?? 0
    },
    depart(...given) {
      calls.push(['depart', ...given])
      return departWaits.shift() ?? 0
    },
    answered: (...given) => void calls.push(['answered', ...given]),
    end() {},
    throttle: (...given) => void calls.push(['throttle', ...given]),
    prune() {},
  }
  const publisher: Publisher = {
    platform: 'slack',
    ...(rateLimits && { rateLimits }),
    async publish(...given) {
      calls.push(['publish', ...given])
      return verdict
    },
    reconcile: async () => ({ kind: 'absent' }),
  }
  const timer = {
    now: () => 0,
    async wait(ms: number) {
      if (!(ms > 0)) throw new RangeError(`a wait of ${ms} ms`)
      waits.push(ms)
    },
  }
  const limited = rateLimitedPublisher(publisher, { rateLimiter, timer, stopping: stopping.signal })
  return { limited, calls, waits, stopping, names: () => calls.map(([name]) => name) }
}

describe('a rate-limited publisher', () => {
  it('posts its first message in the place reserved by `begin`, and reserves one for each later message', async () => {
    const { limited, calls } = openPublisher({})
    const first = [
      ['depart', CHANNEL],
      ['publish', post, signal],
      ['answered', CHANNEL],
    ]
    expect(await limited.publish(post, signal)).toBe(SENT)
    expect(calls).toEqual(first)
    await limited.publish(post, signal)
    await limited.publish(post, signal)
    const next = [['takeNext', CHANNEL, RATE_LIMITS], ...first]
    expect(calls).toEqual([...first, ...next, ...next])
  })

  it('delegates everything else', async () => {
    const { limited } = openPublisher({})
    expect(limited.platform).toBe('slack')
    expect(await limited.reconcile({ ...post, triedAt: 0 }, signal)).toEqual({ kind: 'absent' })
  })

  it('has no limits if the platform names none', async () => {
    const { limited, calls } = openPublisher({ rateLimits: null })
    await limited.publish(post, signal)
    await limited.publish(post, signal)
    expect(calls).toContainEqual(['takeNext', CHANNEL, {}])
  })

  it('waits for its place, then until it may depart', async () => {
    const { limited, names, waits } = openPublisher({ nextWaits: [5, 7], departWaits: [0, 3] })
    await limited.publish(post, signal)
    expect(await limited.publish(post, signal)).toBe(SENT)
    expect(waits).toEqual([5, 7, 3])
    expect(names().slice(3)).toEqual([
      'takeNext',
      'takeNext',
      'takeNext',
      'depart',
      'depart',
      'publish',
      'answered',
    ])
  })

  it.each([
    { departWaits: [10_000], waited: [10_000], afterMs: undefined },
    { departWaits: [10_001], waited: [], afterMs: 10_001 },
    { departWaits: [6_000, 4_000], waited: [6_000, 4_000], afterMs: undefined },
    { departWaits: [6_000, 4_001], waited: [6_000], afterMs: 4_001 },
    { departWaits: [Infinity], waited: [], afterMs: Infinity },
  ])('waits no more than 10 s in all: $departWaits', async ({ departWaits, waited, afterMs }) => {
    const { limited, names, waits } = openPublisher({ departWaits: [...departWaits] })
    const verdict = await limited.publish(post, signal)
    expect(verdict).toEqual(afterMs ? { kind: 'retry', reason: 'waits for the platform', afterMs } : SENT)
    expect(names().includes('publish')).toBe(!afterMs)
    expect(waits).toEqual(waited)
  })

  it('doesn’t wait while the bot is stopping, but posts a message that needn’t wait', async () => {
    const { limited, names, waits, stopping } = openPublisher({ departWaits: [0, 5] })
    stopping.abort()
    expect(await limited.publish(post, signal)).toBe(SENT)
    expect(await limited.publish(post, signal)).toEqual({ kind: 'retry', reason: 'Paper Round is stopping' })
    expect(names()).toEqual(['depart', 'publish', 'answered', 'takeNext', 'depart'])
    expect(waits).toEqual([])
  })

  // Looks like a 429, but these fields count only in a `retry`.
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
    const { limited, calls } = openPublisher({ verdict })
    expect(await limited.publish(post, signal)).toBe(verdict)
    expect(calls.slice(3)).toEqual(throttled ? [throttled] : [])
  })
})
