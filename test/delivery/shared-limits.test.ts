import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ChannelId } from '../../src/channels/channel-id.ts'
import { createSharedLimits, type SharedLimits } from '../../src/delivery/shared-limits.ts'
import { createWorker } from '../../src/delivery/worker.ts'
import type { Publisher, RateLimits } from '../../src/ports/publisher.ts'
import type { Store } from '../../src/ports/store.ts'
import { channel, edition } from '../contracts/store/samples.ts'
import { silentLog } from '../fakes/silent-log.ts'
import { openMemoryStore } from '../fixtures/memory-store.ts'

let store: Store
let limits: SharedLimits
let elapsed: number
beforeEach(async () => {
  store = await openMemoryStore()
  elapsed = 0
  limits = createSharedLimits(store.rateCounters, { now: () => elapsed })
})
afterEach(() => store.close())

const HOUR = 3_600_000
const ONE: RateLimits = { channel: { count: 1, perMs: HOUR } }

describe('the limits of all processes together', () => {
  it.each<[RateLimits, string[]]>([
    [{ bot: { count: 1, perMs: HOUR } }, []],
    [{ workspace: { count: 1, perMs: HOUR } }, ['slack:T2/C1']],
    [ONE, ['slack:T1/C2', 'slack:T2/C1']],
  ])('count by level: %j', async (rateLimits, others) => {
    expect(await limits.take('slack:T1/C1', rateLimits)).toBe(0)
    const free: string[] = []
    for (const id of ['slack:T1/C1', 'slack:T1/C2', 'slack:T2/C1'] as const) {
      if ((await limits.take(id, rateLimits)) === 0) free.push(id)
    }
    expect(free).toEqual(others)
  })

  it.each([
    [250, true],
    [251, false],
  ])('give a place up that comes %i ms after it was asked for, if that is too late', async (ms, isTaken) => {
    const take = async (...given: Parameters<typeof store.rateCounters.take>) => {
      const wait = await store.rateCounters.take(...given)
      elapsed += ms
      return wait
    }
    const slow = createSharedLimits({ ...store.rateCounters, take }, { now: () => elapsed })
    const wait = await slow.take('slack:T1/C1', { bot: { count: 2, perMs: HOUR } })
    expect(wait === 0).toBe(isTaken)
    expect(wait).toBeLessThan(10)
  })

  it('count each platform for itself', async () => {
    const bot: RateLimits = { bot: { count: 1, perMs: HOUR } }
    expect(await limits.take('slack:T1/C1', bot)).toBe(0)
    expect(await limits.take('discord:1/2', bot)).toBe(0)
  })

  it.each(['bot', 'workspace', 'channel'] as const)(
    'wait for as long as a 429 of the %s says',
    async level => {
      await limits.throttle('slack:T1/C1', level, HOUR)
      const waits = await Promise.all(
        (['slack:T1/C1', 'slack:T1/C2', 'slack:T2/C1'] as const).map(id => limits.take(id, {})),
      )
      const held = { bot: 3, workspace: 2, channel: 1 }[level]
      expect(waits.map(wait => wait > HOUR / 2)).toEqual([true, held > 1, held > 2])
    },
  )

  it('take an unnamed 429 for the channel’s, and a second one for the workspace’s', async () => {
    await limits.throttle('slack:T1/C1', 'unnamed', HOUR)
    await limits.throttle('slack:T1/C1', 'unnamed', HOUR)
    expect(await limits.take('slack:T1/C3', {})).toBe(0)
    await limits.throttle('slack:T1/C2', 'unnamed', HOUR)
    expect(await limits.take('slack:T1/C3', {})).toBeGreaterThan(HOUR / 2)
    expect(await limits.take('slack:T10/C3', {})).toBe(0)
  })
})

/** By how much one message may be later on its way than the next, ms: on a busy machine by more than the waits below. */
const LATE_MS = 250

/** A platform that counts strictly, when a message arrives, and answers with a 429 beyond its limits. */
function strictPlatform(limits: { bot: number; channel: number; perMs: number }) {
  const arrivals: { at: number; channel: ChannelId }[] = []
  let refused = 0
  const publisher: Publisher = {
    platform: 'slack',
    rateLimits: {
      bot: { count: limits.bot, perMs: limits.perMs + LATE_MS },
      channel: { count: limits.channel, perMs: limits.perMs + LATE_MS },
    },
    async publish(post) {
      // Some are longer on their way than others.
      await setTimeout(Math.random() * 40)
      const at = performance.now()
      const lately = arrivals.filter(arrival => arrival.at > at - limits.perMs)
      const own = lately.filter(arrival => arrival.channel === post.channel)
      if (lately.length >= limits.bot || own.length >= limits.channel) {
        refused++
        return { kind: 'retry', reason: 'too many', throttled: 'bot', afterMs: 500 }
      }
      arrivals.push({ at, channel: post.channel })
      await setTimeout(Math.random() * 20)
      return { kind: 'sent', messageId: randomUUID() }
    },
    reconcile: async () => ({ kind: 'absent' }),
  }
  return { publisher, arrivals, refused: () => refused }
}

describe('three processes that post to 60 channels at once', () => {
  const channels = Array.from({ length: 60 }, (_, index): ChannelId => `slack:T${index % 3}/C${index}`)

  /** @returns what the platform saw */
  async function deliverAll(isShared: boolean) {
    const platform = strictPlatform({ bot: 10, channel: 1, perMs: 300 })
    const now = Date.now()
    for (const id of channels) {
      await store.channels.save(channel(id, { nextSlotAt: now + HOUR }))
      const at = { slotAt: now, createdAt: now, expiresAt: now + HOUR }
      await store.outbox.plan(edition('slot', { channel: id, ...at }))
    }
    const workers = Array.from({ length: 3 }, (_, worker) =>
      createWorker({
        // Each finds others of them, so that none is held up by what another has claimed.
        outbox: {
          ...store.outbox,
          due: async options => (await store.outbox.due(options)).filter(({ id }) => id % 3 === worker),
        },
        counters: isShared ? store.rateCounters : undefined,
        rejections: {
          async rejected() {},
          async lost() {},
          async accessRestored() {},
          async accessLost() {},
        },
        clock: { now: Date.now },
        log: silentLog,
        random: Math.random,
        settings: {
          backoffMs: 200,
          maxBackoffMs: 1_000,
          leaseMs: 60_000,
          concurrency: { bot: 20, workspace: 20 },
        },
      }),
    )
    await Promise.all(workers.map(worker => worker.deliver([platform.publisher])))
    return platform
  }

  it('get one message each to them without a single 429', async () => {
    const { arrivals, refused } = await deliverAll(true)
    expect(arrivals.map(arrival => arrival.channel).sort()).toEqual([...channels].sort())
    expect(refused()).toBe(0)
  })

  it('would get many without shared limits', async () => {
    expect((await deliverAll(false)).refused()).toBeGreaterThan(0)
  })
})
