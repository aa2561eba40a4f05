import { describe, expect, it } from 'vitest'
import { RATE_LIMITS as DISCORD } from '../../adapters/discord/limits.ts'
import { RATE_LIMITS as SLACK } from '../../adapters/slack/limits.ts'
import { createRateLimiter } from '../../src/delivery/rate-limiter.ts'
import { digestOf } from '../contracts/store/samples.ts'
import { channelsOf, createDeliveryHarness, hangs, slowDown } from './delivery-harness.ts'

/** The highest number of these times within any period of `ms`. */
const most = (moments: readonly number[], ms: number): number =>
  Math.max(...moments.map(from => moments.filter(at => at >= from && at < from + ms).length))

describe('deliveries', () => {
  it('respect the 50 a second of a Discord bot, and use nearly all of them', async () => {
    const harness = await createDeliveryHarness(DISCORD)
    await harness.plan([...channelsOf('discord:A', 100), ...channelsOf('discord:B', 101)])
    const delivering = harness.deliver()
    await harness.timer.advance(5_000)
    await delivering
    const moments = harness.posts.map(({ at }) => at)
    expect(moments).toHaveLength(201)
    expect(most(moments, 1_000)).toBe(50)
    // 50 at once, and 50 after each second, would end at 4 s.
    expect(moments.at(-1)).toBeLessThan(4_400)
  })

  it('respect the one a second of a Slack channel, within a thread as well', async () => {
    const harness = await createDeliveryHarness(SLACK, 'slack')
    const digest = { ...digestOf('2611.00001'), layout: 'thread' } as const
    await harness.plan(channelsOf('slack:T', 1), '2026-11-23T09:00Z', { digest })
    await harness.plan(channelsOf('slack:T', 1), '2026-11-23T10:00Z')
    const delivering = harness.deliver()
    await harness.timer.advance(5_000)
    await delivering
    expect(harness.posts.map(({ at }) => at)).toEqual([0, 1_100, 2_200])
  })

  it('continue in other channels while one hangs', async () => {
    const harness = await createDeliveryHarness(SLACK, 'slack')
    await harness.plan(channelsOf('slack:T', 30))
    harness.answers.set('slack:T/1', hangs)
    void harness.deliver()
    await harness.timer.advance(10_000)
    expect(harness.posts).toHaveLength(30)
    expect(await harness.stateOf('slack:T/1')).toBe('sending')
    expect(await harness.stateOf('slack:T/30')).toBe('sent')
  })

  it('continue in other workspaces while all channels of one hang', async () => {
    const harness = await createDeliveryHarness(DISCORD)
    const hanging = channelsOf('discord:A', 100)
    await harness.plan([...hanging, ...channelsOf('discord:B', 100)])
    for (const id of hanging) harness.answers.set(id, hangs)
    void harness.deliver()
    await harness.timer.advance(10_000)
    expect(harness.to().filter(id => id.startsWith('discord:B/'))).toHaveLength(100)
  })

  it('of a workspace with one come soon although another has 500', async () => {
    const harness = await createDeliveryHarness(DISCORD)
    await harness.plan([...channelsOf('discord:A', 500), 'discord:B/1'])
    void harness.deliver()
    await harness.timer.advance(100)
    expect(harness.to().indexOf('discord:B/1')).toBe(1)
  })

  it('on request come before scheduled ones, even while those are being sent', async () => {
    const harness = await createDeliveryHarness(DISCORD)
    await harness.plan(channelsOf('discord:A', 100))
    await harness.plan(['discord:B/1'], 'post r1', { origin: 'request' })
    void harness.deliver()
    await harness.timer.advance(200)
    expect(harness.to()[0]).toBe('discord:B/1')
    const before = harness.posts.length
    await harness.plan(['discord:C/1'], 'post r2', { origin: 'request' })
    void harness.deliver()
    await harness.timer.advance(50)
    expect(harness.to().indexOf('discord:C/1') - before).toBeLessThanOrEqual(1)
  })

  it('are claimed again when more were planned while others were being sent', async () => {
    const harness = await createDeliveryHarness({})
    await harness.plan(['discord:A/1'])
    harness.answers.set('discord:A/1', hangs)
    void harness.deliver()
    await harness.timer.advance(0)
    await harness.plan(['discord:A/2'])
    void harness.deliver()
    await harness.timer.advance(0)
    expect(await harness.stateOf('discord:A/2')).toBe('sent')
  })
})

describe('a 429', () => {
  const planTwice = async (harness: Awaited<ReturnType<typeof createDeliveryHarness>>) => {
    await harness.plan(['slack:T/1', 'slack:T/2', 'slack:U/1'], '2026-11-23T09:00Z')
    await harness.plan(['slack:T/1', 'slack:T/2', 'slack:U/1'], '2026-11-23T10:00Z')
  }

  it.each([
    ['a channel', 'channel', ['slack:T/2', 'slack:U/1']],
    ['a workspace', 'workspace', ['slack:U/1']],
    ['the whole bot', 'bot', []],
    ['no scope', 'unnamed', ['slack:T/2', 'slack:U/1']],
  ] as const)('that names %s slows down that only', async (_, throttled, goOn) => {
    const harness = await createDeliveryHarness({ bot: { count: 1, perMs: 10 } }, 'slack')
    await planTwice(harness)
    harness.answers.set('slack:T/1', slowDown(throttled, 60_000))
    const delivering = harness.deliver()
    await harness.timer.advance(1_000)
    // Each channel has two editions due; the first post got the 429.
    expect(new Set(harness.to().slice(1))).toEqual(new Set(goOn))
    harness.answers.clear()
    await harness.timer.advance(60_000)
    await delivering
    expect(harness.posts).toHaveLength(6)
  })

  it('without a scope slows down the workspace once a second channel of it gets one', async () => {
    const harness = await createDeliveryHarness({ bot: { count: 1, perMs: 10 } }, 'slack')
    await harness.plan(channelsOf('slack:T', 5))
    await harness.plan(['slack:U/1', 'slack:U/2'])
    for (const id of channelsOf('slack:T', 5)) harness.answers.set(id, slowDown('unnamed', 60_000))
    void harness.deliver()
    await harness.timer.advance(30_000)
    expect(harness.to().toSorted()).toEqual(['slack:T/1', 'slack:T/2', 'slack:U/1', 'slack:U/2'])
  })
})

describe('a stop', () => {
  it('lets running deliveries settle, and begins no new ones', async () => {
    const harness = await createDeliveryHarness({ bot: { count: 1, perMs: 1_000 } })
    await harness.plan(channelsOf('discord:A', 3))
    const answer = Promise.withResolvers<{ kind: 'sent'; messageId: string }>()
    harness.answers.set('discord:A/1', () => answer.promise)
    void harness.deliver()
    await harness.timer.advance(500)
    const stopping = harness.worker.stop(60_000)
    answer.resolve({ kind: 'sent', messageId: 'm1' })
    await stopping
    expect(await harness.stateOf('discord:A/1')).toBe('sent')
    expect(await harness.stateOf('discord:A/2')).toBe('due')
    expect(harness.posts).toHaveLength(1)
  })

  it('aborts hanging deliveries after its grace period, which then may have arrived', async () => {
    const harness = await createDeliveryHarness({})
    await harness.plan(['discord:A/1'])
    harness.answers.set('discord:A/1', hangs)
    const delivering = harness.deliver()
    await harness.timer.advance(0)
    await harness.worker.stop(0)
    await delivering
    expect(await harness.stateOf('discord:A/1')).toBe('sending')
  })
})

describe('a thread', () => {
  it('stops waiting for its replies at a stop, and is resumed later', async () => {
    const harness = await createDeliveryHarness(SLACK, 'slack')
    const digest = { ...digestOf('2611.00001', '2611.00002'), layout: 'thread' } as const
    await harness.plan(['slack:T/1'], '2026-11-23T09:00Z', { digest })
    void harness.deliver()
    await harness.timer.advance(1_500)
    expect(harness.posts).toHaveLength(2)
    await harness.worker.stop(60_000)
    expect(await harness.stateOf('slack:T/1')).toBe('due')
    expect(harness.posts).toHaveLength(2)
  })
})

describe('messages that leave', () => {
  it('are all counted although time passes meanwhile', () => {
    let now = 0
    const rateLimiter = createRateLimiter({
      now: () => (now += 0.3),
      concurrency: { bot: 60, workspace: 20 },
    })
    const rateLimits = { bot: { count: 5, perMs: 100 } }
    const left: number[] = []
    for (let message = 0; message < 200; message++) {
      const channel = `discord:G/${message}` as const
      rateLimiter.waitForBot('discord', rateLimits)
      for (let wait = rateLimiter.depart(channel); wait > 0; wait = rateLimiter.depart(channel))
        now += Math.min(wait, 0.5)
      left.push(now)
      rateLimiter.answered(channel)
    }
    const apart = left.slice(5).map((at, index) => at - (left[index] ?? 0))
    expect(Math.min(...apart)).toBeGreaterThanOrEqual(100)
  })
})
