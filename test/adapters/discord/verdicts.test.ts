import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { ChannelId } from '../../../src/channels/channel-id.ts'
import type { Post, Verdict } from '../../../src/ports/publisher.ts'
import type { DiscordFault } from '../../fakes/discord/faults.ts'
import { CHANNEL, CLOSED_CHANNEL, GUILD, HIDDEN_CHANNEL } from '../../fakes/discord/world.ts'
import { everydayDigest } from '../../fixtures/digests.ts'
import { type Bot, createBot, startBot } from './bot.ts'

const channel: ChannelId = `discord:${GUILD}/${CHANNEL}`
const post: Post = { channel, digest: everydayDigest, step: 0, key: `${channel} 2026-11-23T09:00Z 0` }

const publish = ({ chat }: Bot, changes: Partial<Post> = {}): Promise<Verdict> =>
  chat.publish({ ...post, ...changes }, new AbortController().signal)

const attempts = ({ discord }: Bot): number =>
  discord.calls.filter(({ operation }) => operation === 'postMessage').length

const dead = (scope: string, code: string) => ({ kind: 'dead', scope, code })

describe('the verdict on a post', () => {
  const cases: [answer: string, fault: DiscordFault, verdict: object][] = [
    ['10003', { status: 404, code: 10003 }, dead('channel', '10003')],
    ['50001', { status: 403, code: 50001 }, dead('channel', '50001')],
    ['50013', { status: 403, code: 50013 }, dead('channel', '50013')],
    ['160005', { status: 403, code: 160005 }, dead('channel', '160005')],
    ['50009', { status: 403, code: 50009 }, dead('channel', '50009')],
    ['60003', { status: 403, code: 60003 }, dead('channel', '60003')],
    ['40058', { status: 400, code: 40058 }, dead('channel', '40058')],
    ['40067', { status: 400, code: 40067 }, dead('channel', '40067')],
    ['401', { status: 401, message: '401: Unauthorized' }, dead('platform', '401')],
    ['50014', { status: 401, code: 50014 }, dead('platform', '50014')],
    ['40001', { status: 403, code: 40001 }, dead('platform', '40001')],
    ['50035', { status: 400, code: 50035 }, dead('message', '50035')],
    ['50006', { status: 400, code: 50006 }, dead('message', '50006')],
    ['the content filter', { status: 400, code: 240000 }, dead('message', '240000')],
    ['AutoMod', { status: 400, code: 200000, message: 'Blocked' }, dead('message', '200000')],
    ['explicit content', { status: 400, code: 20009 }, dead('message', '20009')],
    [
      '40333',
      { status: 403, code: 40333 },
      {
        kind: 'retry',
        reason: 'Cloudflare, through which Discord is reached, blocks the request (40333)',
        refusedWith: '40333',
      },
    ],
    [
      'a refusal without a number of its own',
      { status: 404, code: 0, message: '404: Not Found' },
      { kind: 'retry', refusedWith: 'HTTP 404' },
    ],
    ['20028', { status: 429, code: 20028, retryAfter: 30 }, { kind: 'retry', afterMs: 30_050 }],
    ['40062', { status: 400, code: 40062 }, { kind: 'retry' }],
    [
      'a code in no list',
      { status: 400, code: 99999, message: 'New' },
      { kind: 'retry', reason: 'Discord: New (99999)', refusedWith: '99999' },
    ],
    ['429 for everything', { status: 429, retryAfter: 60, global: true }, { kind: 'retry', afterMs: 60_050 }],
  ]

  it.each(cases)('on %s', async (_, fault, verdict) => {
    const bot = await startBot()
    bot.discord.fail('postMessage', fault)
    expect(await publish(bot)).toMatchObject(verdict)
    expect(attempts(bot)).toBe(1)
  })

  it('waits out a short rate limit', async () => {
    const bot = await startBot()
    bot.discord.fail('postMessage', { status: 429, retryAfter: 0.01 })
    expect(await publish(bot)).toMatchObject({ kind: 'sent' })
    expect(attempts(bot)).toBe(2)
  })

  const usedUp = (seconds: number): DiscordFault => ({
    headers: {
      'x-ratelimit-limit': '5',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset-after': String(seconds),
    },
  })

  it('is "retry" without a request during a long rate limit from Discord’s headers', async () => {
    const bot = await startBot()
    bot.discord.fail('postMessage', usedUp(60))
    await publish(bot)
    const verdict = await publish(bot, { key: 'next' })
    expect(verdict).toMatchObject({ kind: 'retry', afterMs: expect.any(Number) })
    expect(attempts(bot)).toBe(1)
  })

  it('is "retry" when we abort while waiting for a rate limit', async () => {
    const bot = await startBot()
    bot.discord.fail('postMessage', usedUp(5))
    await publish(bot)
    const stop = new AbortController()
    const verdict = bot.chat.publish({ ...post, key: 'next' }, stop.signal)
    await setImmediate()
    stop.abort()
    expect(await verdict).toMatchObject({ kind: 'retry', reason: 'Discord asks us to slow down' })
    expect(attempts(bot)).toBe(1)
  })

  it('is "retry" after a stop', async () => {
    const bot = await createBot()
    await bot.chat.stop()
    expect(await publish(bot)).toMatchObject({ kind: 'retry' })
    expect(bot.discord.posts).toHaveLength(0)
  })

  it.each([
    ['that the bot can’t see', HIDDEN_CHANNEL, 'View Channel'],
    ['that the bot may not write in', CLOSED_CHANNEL, 'Send Messages'],
    ['that was deleted', '290926798626357999', 'no longer exists'],
  ])('on a channel %s says what to do', async (_, place, words) => {
    const bot = await startBot()
    const verdict = await publish(bot, { channel: `discord:${GUILD}/${place}` })
    expect(verdict).toMatchObject({ kind: 'dead', scope: 'channel', reason: expect.stringContaining(words) })
  })
})
