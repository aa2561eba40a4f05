import { describe, expect, it } from 'vitest'
import type { ChannelId } from '../../../src/channels/channel-id.ts'
import type { Post, Verdict } from '../../../src/ports/publisher.ts'
import { ANNOUNCEMENTS, CHANNEL, GUILD } from '../../fakes/discord/world.ts'
import { everydayDigest } from '../../fixtures/digests.ts'
import { type Bot, startBot } from './bot.ts'

const channel: ChannelId = `discord:${GUILD}/${ANNOUNCEMENTS}`
const post: Post = { channel, digest: everydayDigest, step: 0, key: 'one' }
const never = new AbortController().signal
const publish = ({ chat }: Bot, changes: Partial<Post> = {}): Promise<Verdict> =>
  chat.publish({ ...post, ...changes }, never)
const FAILED = 'could not publish an announcement on Discord'

describe('a digest in an announcement channel', () => {
  it('is published for the servers that follow it', async () => {
    const bot = await startBot()
    const verdict = await publish(bot)
    expect(verdict).toMatchObject({ kind: 'sent', messageId: await bot.discord.nextCrosspost() })
    bot.discord.assertClean()
  })

  it.each([
    ['Discord refuses it', { status: 403, code: 50013 }],
    ['the limit is reached', { status: 429, retryAfter: 3_000 }],
    ['Discord fails', { status: 500 }],
    ['the connection breaks', 'reset'],
  ] as const)('is delivered where %s', async (_, fault) => {
    const bot = await startBot()
    bot.discord.fail('crosspost', fault)
    expect(await publish(bot)).toMatchObject({ kind: 'sent' })
    expect(await bot.nextLine(FAILED)).toMatchObject({ level: 'info', fields: { channel: ANNOUNCEMENTS } })
    expect(bot.discord.crossposts).toEqual([])
  })

  it('is delivered before it is published', async () => {
    const bot = await startBot()
    bot.discord.fail('crosspost', 'hang')
    expect(await publish(bot)).toMatchObject({ kind: 'sent' })
  })

  it('is published once it is found after a lost answer', async () => {
    const bot = await startBot()
    bot.discord.fail('postMessage', 'lost')
    await publish(bot)
    expect(bot.discord.crossposts).toEqual([])
    const found = await bot.chat.reconcile({ ...post, triedAt: Date.parse('2026-11-23T09:00Z') }, never)
    expect(found).toMatchObject({ kind: 'posted', messageId: await bot.discord.nextCrosspost() })
  })

  it('is published ten times an hour at most', async () => {
    let now = Date.parse('2026-11-23T09:00Z')
    const bot = await startBot({ clock: { now: () => now } })
    for (let count = 0; count < 10; count++) {
      await publish(bot, { key: String(count) })
      await bot.discord.nextCrosspost()
    }
    await publish(bot, { key: 'eleventh' })
    await bot.nextLine('not published on Discord')
    now += 3_600_000
    await publish(bot, { key: 'an hour later' })
    await bot.discord.nextCrosspost()
    expect(bot.discord.calls.filter(({ operation }) => operation === 'crosspost')).toHaveLength(11)
  })

  it('has a thread that isn’t published, only its head', async () => {
    const bot = await startBot()
    const digest = { ...everydayDigest, layout: 'thread' as const }
    const head = await publish(bot, { digest })
    const threadId = head.kind === 'sent' ? head.messageId : ''
    await publish(bot, { digest, step: 1, key: 'two', threadId })
    await bot.chat.stop()
    expect(bot.discord.crossposts).toEqual([threadId])
    bot.discord.assertClean()
  })

  it('elsewhere is not published', async () => {
    const bot = await startBot()
    await publish(bot, { channel: `discord:${GUILD}/${CHANNEL}` })
    await bot.chat.stop()
    expect(bot.discord.calls.some(({ operation }) => operation === 'crosspost')).toBe(false)
  })
})
