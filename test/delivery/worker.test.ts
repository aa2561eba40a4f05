import { describe, expect, it, onTestFinished } from 'vitest'
import { openSqliteStore } from '../../adapters/sqlite/store.ts'
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

const SENT: Verdict = { kind: 'sent', messageId: 'm1' }
const BUSY: Verdict = { kind: 'retry', reason: 'busy' }
type Answer = (signal: AbortSignal) => Promise<Verdict>

/** A worker over a real database, whose clock goes with its timer. */
async function openWorker(options: { backoffMs?: number; outbox?: (real: Outbox) => Partial<Outbox> } = {}) {
  const store = await openSqliteStore({ path: ':memory:', log: silentLog })
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

describe('what is due again', () => {
  it.each([
    { afterMs: 5_000, waitedFor: true },
    { afterMs: 5_001, waitedFor: false },
  ])('after $afterMs ms is waited for: $waitedFor', async ({ afterMs, waitedFor }) => {
    const office = await openWorker({ backoffMs: afterMs })
    await office.plan('slack:T/1')
    office.answers.push(async () => BUSY)
    let ended = false
    const delivering = office.deliver('slack').then(() => {
      ended = true
    })
    await office.timer.advance(afterMs - 1)
    expect(ended).toBe(!waitedFor)
    expect(office.posts).toHaveLength(1)
    await office.timer.advance(1)
    await delivering
    expect(office.posts.map(({ at }) => at)).toEqual(waitedFor ? [0, afterMs] : [0])
    expect(await office.stateOf('slack:T/1')).toBe(waitedFor ? 'sent' : 'due')
  })

  it('is tried as soon as it is due while another post is under way', async () => {
    const office = await openWorker({ backoffMs: 10_000 })
    await office.plan('slack:T/1', 'slack:T/2', 'slack:T/3')
    const slow = Promise.withResolvers<Verdict>()
    office.answers.push(
      async () => BUSY,
      () => slow.promise,
    )
    const delivering = office.deliver('slack')
    await office.timer.advance(10_000)
    slow.resolve(SENT)
    await office.timer.advance(0)
    await delivering
    expect(office.posts.at(-1)).toEqual({ channel: 'slack:T/1', at: 10_000 })
  })
})

describe('a worker', () => {
  it('posts on the platforms that it was given last', async () => {
    const office = await openWorker()
    await office.plan('slack:T/1', 'discord:G/1')
    await office.deliver()
    expect(office.posts).toEqual([])
    await office.deliver('discord')
    expect(office.posts.map(post => post.channel)).toEqual(['discord:G/1'])
    await office.deliver('slack')
    expect(await office.stateOf('slack:T/1')).toBe('sent')
  })

  it('goes on with other channels after a fault of ours, and says so in the log', async () => {
    const office = await openWorker()
    await office.plan('slack:T/1', 'slack:T/2')
    office.answers.push(() => Promise.reject(new TypeError('undefined is no function')))
    await office.deliver('slack')
    expect(office.errors).toEqual([
      { channel: 'slack:T/1', edition: 'first', error: 'undefined is no function' },
    ])
    expect(await office.stateOf('slack:T/1')).toBe('sending')
    expect(await office.stateOf('slack:T/2')).toBe('sent')
  })

  it('leaves to another worker what that has claimed', async () => {
    const office = await openWorker({ outbox: () => ({ claim: async () => [] }) })
    await office.plan('slack:T/1')
    await office.deliver('slack')
    expect(office.posts).toEqual([])
  })

  it('fails with its database, and delivers once that works again', async () => {
    let works = false
    const office = await openWorker({
      outbox: real => ({
        claim: async options => {
          if (!works) throw new Error('the database is locked')
          return real.claim(options)
        },
      }),
    })
    await office.plan('slack:T/1')
    await expect(office.deliver('slack')).rejects.toThrow('the database is locked')
    works = true
    await office.deliver('slack')
    expect(await office.stateOf('slack:T/1')).toBe('sent')
  })

  it('begins nothing after a stop, not even what it has just claimed', async () => {
    let stop = () => {}
    const office = await openWorker({
      outbox: real => ({
        claim: async options => {
          const claimed = await real.claim(options)
          stop()
          return claimed
        },
      }),
    })
    await office.plan('slack:T/1')
    stop = () => void office.worker.stop(60_000)
    await office.deliver('slack')
    await office.deliver('slack')
    expect(office.posts).toEqual([])
    expect(await office.stateOf('slack:T/1')).toBe('due')
  })

  it('breaks off what is being sent at the end of its grace, and says why', async () => {
    const office = await openWorker()
    await office.plan('slack:T/1')
    const why = Promise.withResolvers<unknown>()
    office.answers.push(
      signal =>
        new Promise(resolve =>
          signal.addEventListener('abort', () => {
            why.resolve(signal.reason)
            resolve({ kind: 'unknown', reason: 'broken off' })
          }),
        ),
    )
    const delivering = office.deliver('slack')
    await office.timer.advance(0)
    await office.worker.stop(0)
    await delivering
    expect(await why.promise).toEqual(new Error('Paper Round is stopping'))
  })
})
