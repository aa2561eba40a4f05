import { describe, expect, it, onTestFinished } from 'vitest'
import { DELIVERY } from '../../config/defaults.ts'
import type { ChannelId, PlatformName } from '../../src/channels/channel-id.ts'
import { createRejections } from '../../src/delivery/suspensions.ts'
import { createWorker } from '../../src/delivery/worker.ts'
import { createKeyedMutex } from '../../src/lib/keyed-mutex.ts'
import type { Outbox } from '../../src/ports/outbox.ts'
import type { Publisher, Verdict } from '../../src/ports/publisher.ts'
import { channel, edition, NOW } from '../contracts/store/samples.ts'
import { silentLog } from '../fakes/silent-log.ts'
import { createFakeTimer } from '../fakes/timer.ts'
import { openMemoryStore } from '../fixtures/memory-store.ts'

const SENT: Verdict = { kind: 'sent', messageId: 'm1' }
const BUSY: Verdict = { kind: 'retry', reason: 'busy' }
type Answer = (signal: AbortSignal) => Promise<Verdict>

/** A worker over a real database; its clock follows its timer. */
async function createWorkerHarness(
  options: { backoffMs?: number; outbox?: (real: Outbox) => Partial<Outbox> } = {},
) {
  const store = await openMemoryStore()
  const timer = createFakeTimer()
  const clock = { now: () => NOW + timer.now() }
  const posts: { channel: ChannelId; at: number }[] = []
  const answers: Answer[] = []
  const errors: Record<string, unknown>[] = []
  const log = { ...silentLog, error: (fields: Record<string, unknown>) => void errors.push(fields) }
  const outbox: Outbox = { ...store.outbox, ...options.outbox?.(store.outbox) }
  const backoffMs = options.backoffMs ?? DELIVERY.backoffMs
  const worker = createWorker({
    outbox,
    rejections: createRejections({
      ...store,
      mutex: createKeyedMutex(),
      clock,
      log,
      staleAfterMs: DELIVERY.staleAfterMs,
    }),
    clock,
    timer,
    log,
    random: () => 0.5,
    settings: { ...DELIVERY, backoffMs },
  })
  onTestFinished(async () => {
    await worker.stop(0)
    await store.close()
  })
  const publisher = (platform: PlatformName): Publisher => ({
    platform,
    publish(post, signal) {
      posts.push({ channel: post.channel, at: timer.now() })
      return answers.shift()?.(signal) ?? Promise.resolve(SENT)
    },
    reconcile: async () => ({ kind: 'absent' }),
  })
  return {
    store,
    timer,
    posts,
    answers,
    errors,
    worker,
    async plan(...channels: ChannelId[]): Promise<void> {
      for (const id of channels) {
        await store.channels.save(channel(id))
        await store.outbox.plan(edition('first', { channel: id }))
      }
    },
    deliver: (...platforms: PlatformName[]) => worker.deliver(platforms.map(publisher)),
    stateOf: async (id: ChannelId) => (await store.outbox.latest(id, 1))[0]?.state,
  }
}

describe('a delivery that is due again', () => {
  it.each([
    { afterMs: 5_000, waitedFor: true },
    { afterMs: 5_001, waitedFor: false },
  ])('after $afterMs ms is waited for: $waitedFor', async ({ afterMs, waitedFor }) => {
    const harness = await createWorkerHarness({ backoffMs: afterMs })
    await harness.plan('slack:T/1')
    harness.answers.push(async () => BUSY)
    let ended = false
    const delivering = harness.deliver('slack').then(() => {
      ended = true
    })
    await harness.timer.advance(afterMs - 1)
    expect(ended).toBe(!waitedFor)
    expect(harness.posts).toHaveLength(1)
    await harness.timer.advance(1)
    await delivering
    expect(harness.posts.map(({ at }) => at)).toEqual(waitedFor ? [0, afterMs] : [0])
    expect(await harness.stateOf('slack:T/1')).toBe(waitedFor ? 'sent' : 'due')
  })

  it('is retried as soon as it is due while another is being sent', async () => {
    const harness = await createWorkerHarness({ backoffMs: 10_000 })
    await harness.plan('slack:T/1', 'slack:T/2', 'slack:T/3')
    const slow = Promise.withResolvers<Verdict>()
    harness.answers.push(
      async () => BUSY,
      () => slow.promise,
    )
    const delivering = harness.deliver('slack')
    await harness.timer.advance(10_000)
    slow.resolve(SENT)
    await harness.timer.advance(0)
    await delivering
    expect(harness.posts.at(-1)).toEqual({ channel: 'slack:T/1', at: 10_000 })
  })
})

describe('a worker', () => {
  it('posts on the platforms of the latest call', async () => {
    const harness = await createWorkerHarness()
    await harness.plan('slack:T/1', 'discord:G/1')
    await harness.deliver()
    expect(harness.posts).toEqual([])
    await harness.deliver('discord')
    expect(harness.posts.map(post => post.channel)).toEqual(['discord:G/1'])
    await harness.deliver('slack')
    expect(await harness.stateOf('slack:T/1')).toBe('sent')
  })

  it('continues with other channels after an exception, and logs it', async () => {
    const harness = await createWorkerHarness()
    await harness.plan('slack:T/1', 'slack:T/2')
    harness.answers.push(() => Promise.reject(new TypeError('undefined is no function')))
    await harness.deliver('slack')
    expect(harness.errors).toEqual([
      { channel: 'slack:T/1', edition: 'first', error: 'undefined is no function' },
    ])
    expect(await harness.stateOf('slack:T/1')).toBe('sending')
    expect(await harness.stateOf('slack:T/2')).toBe('sent')
  })

  it('leaves rows claimed by another worker', async () => {
    const harness = await createWorkerHarness({ outbox: () => ({ claim: async () => [] }) })
    await harness.plan('slack:T/1')
    await harness.deliver('slack')
    expect(harness.posts).toEqual([])
  })

  it('fails when its database fails, and delivers once that works again', async () => {
    let works = false
    const harness = await createWorkerHarness({
      outbox: real => ({
        claim: async options => {
          if (!works) throw new Error('the database is locked')
          return real.claim(options)
        },
      }),
    })
    await harness.plan('slack:T/1')
    await expect(harness.deliver('slack')).rejects.toThrow('the database is locked')
    works = true
    await harness.deliver('slack')
    expect(await harness.stateOf('slack:T/1')).toBe('sent')
  })

  it('begins nothing after a stop, not even rows just claimed', async () => {
    let stop = () => {}
    const harness = await createWorkerHarness({
      outbox: real => ({
        claim: async options => {
          const claimed = await real.claim(options)
          stop()
          return claimed
        },
      }),
    })
    await harness.plan('slack:T/1')
    stop = () => void harness.worker.stop(60_000)
    await harness.deliver('slack')
    await harness.deliver('slack')
    expect(harness.posts).toEqual([])
    expect(await harness.stateOf('slack:T/1')).toBe('due')
  })

  it('aborts running posts at the end of its grace period, with the reason', async () => {
    const harness = await createWorkerHarness()
    await harness.plan('slack:T/1')
    const why = Promise.withResolvers<unknown>()
    harness.answers.push(
      signal =>
        new Promise(resolve =>
          signal.addEventListener('abort', () => {
            why.resolve(signal.reason)
            resolve({ kind: 'unknown', reason: 'broken off' })
          }),
        ),
    )
    const delivering = harness.deliver('slack')
    await harness.timer.advance(0)
    await harness.worker.stop(0)
    await delivering
    expect(await why.promise).toEqual(new Error('Paper Round is stopping'))
  })
})
