import { onTestFinished } from 'vitest'
import { DELIVERY } from '../../config/defaults.ts'
import type { ChannelId, PlatformName } from '../../src/channels/channel-id.ts'
import { createRejections } from '../../src/delivery/suspensions.ts'
import { createWorker } from '../../src/delivery/worker.ts'
import { createKeyedMutex } from '../../src/lib/keyed-mutex.ts'
import type { Post, Publisher, RateLimits, Verdict } from '../../src/ports/publisher.ts'
import type { Store } from '../../src/ports/store.ts'
import { channel, edition, NOW } from '../contracts/store/samples.ts'
import { createFakeClock } from '../fakes/clock.ts'
import { silentLog } from '../fakes/silent-log.ts'
import { createFakeTimer } from '../fakes/timer.ts'
import { openMemoryStore } from '../fixtures/memory-store.ts'

/** The worker over a real database, with a platform and a timer that the test controls. */
export async function createDeliveryHarness(rateLimits: RateLimits, platform: PlatformName = 'discord') {
  const store: Store = await openMemoryStore()
  const timer = createFakeTimer()
  const clock = createFakeClock(NOW)
  const posts: (Post & { at: number })[] = []
  /** The platform's verdicts by channel; `sent` for all others. */
  const answers = new Map<ChannelId, () => Verdict | Promise<Verdict>>()
  const publisher: Publisher = {
    platform,
    rateLimits,
    async publish(post, signal) {
      posts.push({ ...post, at: timer.now() })
      const broken = Promise.withResolvers<Verdict>()
      signal.addEventListener('abort', () => broken.resolve({ kind: 'unknown', reason: 'broken off' }))
      const answer = answers.get(post.channel)?.() ?? { kind: 'sent', messageId: `m${posts.length}` }
      return Promise.race([answer, broken.promise])
    },
    reconcile: async () => ({ kind: 'absent' }),
  }
  const rejections = createRejections({
    ...store,
    mutex: createKeyedMutex(),
    clock,
    log: silentLog,
    staleAfterMs: DELIVERY.staleAfterMs,
  })
  const worker = createWorker({
    outbox: store.outbox,
    rejections,
    clock,
    timer,
    log: silentLog,
    random: () => 0.5,
    settings: DELIVERY,
  })
  onTestFinished(async () => {
    await worker.stop(0)
    await store.close()
  })

  return {
    store,
    timer,
    posts,
    answers,
    worker,
    /** Plans an edition in each channel. */
    async plan(
      channels: readonly ChannelId[],
      name = '2026-11-23T09:00Z',
      changes: Parameters<typeof edition>[1] = {},
    ): Promise<void> {
      for (const id of channels) {
        await store.channels.save(channel(id))
        await store.outbox.plan(edition(name, { channel: id, ...changes }))
      }
    },
    deliver: () => worker.deliver([publisher]),
    /** The channels posted to, in order. */
    to: (): ChannelId[] => posts.map(post => post.channel),
    stateOf: async (id: ChannelId) => (await store.outbox.latest(id, 1))[0]?.state,
  }
}

/** `discord:G/1`, `discord:G/2`, … */
export const channelsOf = (workspace: `${PlatformName}:${string}`, count: number): ChannelId[] =>
  Array.from({ length: count }, (_, index): ChannelId => `${workspace}/${index + 1}`)

/** A verdict that never comes. */
export const hangs = (): Promise<Verdict> => new Promise(() => {})

export const slowDown = (throttled: 'bot' | 'workspace' | 'channel' | 'unnamed', afterMs: number) => () =>
  ({ kind: 'retry', reason: 'busy', afterMs, throttled }) as const
