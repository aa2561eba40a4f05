import { MessageFlags } from 'discord.js'
import { describe, expect, it } from 'vitest'
import { nonceOf } from '../../../adapters/discord/edition-message.ts'
import type { ChannelId } from '../../../src/channels/channel-id.ts'
import type { Digest } from '../../../src/messages/digest.ts'
import type { Post, Verdict } from '../../../src/ports/publisher.ts'
import { CHANNEL, DIRECT_CHANNEL, GUILD, THREADLESS_CHANNEL } from '../../fakes/discord/world.ts'
import { everydayDigest } from '../../fixtures/digests.ts'
import { type Bot, startBot } from './bot.ts'

const channel: ChannelId = `discord:${GUILD}/${CHANNEL}`
const post: Post = { channel, digest: everydayDigest, step: 0, key: `${channel} 2026-11-23T09:00Z 0` }
const neverAborted = new AbortController().signal

const publish = ({ chat }: Bot, changes: Partial<Post> = {}): Promise<Verdict> =>
  chat.publish({ ...post, ...changes }, neverAborted)

describe('a post', () => {
  it('becomes one message of components that notifies nobody', async () => {
    const bot = await startBot()
    const verdict = await publish(bot)
    const [message] = bot.discord.posts
    expect(verdict).toEqual({ kind: 'sent', messageId: message?.id })
    expect(message).toMatchObject({
      channelId: CHANNEL,
      body: {
        flags: 1 << 15,
        allowed_mentions: { parse: [] },
        nonce: nonceOf(post.key),
        enforce_nonce: true,
      },
    })
    expect(message?.text).toContain('### Papers for Monday, 23 November')
    bot.discord.assertClean()
  })

  it('has a nonce of at most 25 characters, the same for the same key', () => {
    expect(nonceOf('a')).toMatch(/^[\w-]{25}$/)
    expect(nonceOf('a')).toBe(nonceOf('a'))
    expect(nonceOf('a')).not.toBe(nonceOf('b'))
  })

  it('names the bot and its version to Discord', async () => {
    const bot = await startBot()
    await publish(bot)
    const { userAgent } = await bot.discord.nextCall(({ operation }) => operation === 'postMessage')
    expect(userAgent).toMatch(/^DiscordBot \(.*paper-round\/1\.2\.3/)
  })
})

const digest: Digest = { ...everydayDigest, layout: 'thread' }
const places = ({ discord }: Bot) => discord.posts.map(({ channelId, replyTo }) => ({ channelId, replyTo }))

/** Posts the head and two papers below it. */
async function publishThread(
  bot: Bot,
  to: ChannelId = channel,
): Promise<{ headId: string; verdicts: Verdict[] }> {
  const head = await publish(bot, { digest, channel: to })
  const headId = head.kind === 'sent' ? head.messageId : ''
  const verdicts = [head]
  for (const step of [1, 2]) {
    verdicts.push(
      await publish(bot, { digest, channel: to, step, key: `${post.key} ${step}`, threadId: headId }),
    )
  }
  return { headId, verdicts }
}

describe('a post of a thread', () => {
  it('goes into a thread below the head, named after the digest', async () => {
    const bot = await startBot()
    const { headId } = await publishThread(bot)
    expect(bot.discord.threads).toEqual([
      { id: headId, name: 'Papers for Monday, 23 November', parentId: CHANNEL },
    ])
    const inThread = { channelId: headId, replyTo: undefined }
    expect(places(bot)).toEqual([{ channelId: CHANNEL, replyTo: undefined }, inThread, inThread])
    bot.discord.assertClean()
  })

  it.each([
    ['in direct messages', `discord:@me/${DIRECT_CHANNEL}`, DIRECT_CHANNEL],
    ['where the bot may start no thread', `discord:${GUILD}/${THREADLESS_CHANNEL}`, THREADLESS_CHANNEL],
  ] as const)('is a reply to the head %s', async (_, to, channelId) => {
    const bot = await startBot()
    const { headId, verdicts } = await publishThread(bot, to)
    expect(verdicts.map(({ kind }) => kind)).toEqual(['sent', 'sent', 'sent'])
    const reply = { channelId, replyTo: headId }
    expect(places(bot)).toEqual([{ channelId, replyTo: undefined }, reply, reply])
    bot.discord.assertClean()
  })

  it('can be retried, because an existing thread is used', async () => {
    const bot = await startBot()
    const head = await publish(bot, { digest })
    const threadId = head.kind === 'sent' ? head.messageId : ''
    const first: Partial<Post> = { digest, step: 1, key: 'first', threadId }
    bot.discord.fail('startThread', 'lost')
    expect(await publish(bot, first)).toMatchObject({ kind: 'retry' })
    bot.discord.fail('postMessage', { status: 502 })
    expect(await publish(bot, first)).toMatchObject({ kind: 'unknown' })
    expect(await publish(bot, first)).toMatchObject({ kind: 'sent' })
    expect(bot.discord.threads).toHaveLength(1)
    expect(bot.discord.posts).toHaveLength(2)
  })

  it('is a reply when someone locked the thread', async () => {
    const bot = await startBot()
    const { headId } = await publishThread(bot)
    bot.discord.fail('postMessage', { status: 403, code: 160005 })
    expect(await publish(bot, { digest, step: 3, key: 'last', threadId: headId })).toMatchObject({
      kind: 'sent',
    })
    expect(places(bot).at(-1)).toEqual({ channelId: CHANNEL, replyTo: headId })
  })
})

it('a post as plain text shows no previews', async () => {
  const bot = await startBot()
  await publish(bot, { plain: true })
  expect((await bot.discord.nextPost()).body).toMatchObject({ flags: MessageFlags.SuppressEmbeds })
  bot.discord.assertClean()
})
