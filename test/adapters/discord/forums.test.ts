import { describe, expect, it } from 'vitest'
import { tagsOf } from '../../../adapters/discord/forum.ts'
import type { ChannelId } from '../../../src/channels/channel-id.ts'
import type { Digest } from '../../../src/messages/digest.ts'
import type { Found, Post, Verdict } from '../../../src/ports/publisher.ts'
import { type FakeChannel, FORUM, GUILD } from '../../fakes/discord/world.ts'
import { everydayDigest } from '../../fixtures/digests.ts'
import { type Bot, startBot } from './bot.ts'

const channel: ChannelId = `discord:${GUILD}/${FORUM}`
const digest: Digest = { ...everydayDigest, topics: ['agents', 'computer vision'] }
const post: Post = { channel, digest, step: 0, key: `${channel} 2026-11-23T09:00Z 0` }
const never = new AbortController().signal

const publish = ({ chat }: Bot, changes: Partial<Post> = {}): Promise<Verdict> =>
  chat.publish({ ...post, ...changes }, never)
const reconcile = ({ chat }: Bot): Promise<Found> =>
  chat.reconcile({ ...post, triedAt: Date.parse('2026-11-23T09:00Z') }, never)

const withForum = (forum: Partial<FakeChannel> = {}): Promise<Bot> =>
  startBot({ world: { channels: [{ id: FORUM, type: 15, ...forum }] } })

const tags = [
  { id: '1', name: 'News' },
  { id: '2', name: 'Agents' },
  { id: '3', name: 'Computer-Vision' },
  { id: '4', name: 'Robots' },
]

describe('an edition in a forum', () => {
  it('is one post, named after the digest, with the tags named like its topics', async () => {
    const bot = await withForum({ tags })
    const verdict = await publish(bot)
    const [thread] = bot.discord.threads
    expect(thread).toMatchObject({
      name: 'Papers for Monday, 23 November',
      parentId: FORUM,
      tags: ['2', '3'],
    })
    expect(verdict).toEqual({ kind: 'sent', messageId: thread?.id })
    expect(bot.discord.posts).toMatchObject([{ id: thread?.id, body: { allowed_mentions: { parse: [] } } }])
    bot.discord.assertClean()
  })

  it('has a name of at most 100 characters', async () => {
    const bot = await withForum()
    await publish(bot, { digest: { ...digest, title: 'x'.repeat(200) } })
    expect(bot.discord.threads[0]?.name).toHaveLength(100)
    bot.discord.assertClean()
  })

  it('has its papers below, without a thread of their own, in the thread layout', async () => {
    const bot = await withForum()
    const inThread: Digest = { ...digest, layout: 'thread' }
    const head = await publish(bot, { digest: inThread })
    const threadId = head.kind === 'sent' ? head.messageId : ''
    await publish(bot, { digest: inThread, step: 1, key: 'one', threadId })
    expect(bot.discord.posts.map(({ channelId, replyTo }) => ({ channelId, replyTo }))).toEqual(
      Array.from({ length: 2 }, () => ({ channelId: threadId, replyTo: undefined })),
    )
    expect(bot.discord.threads).toHaveLength(1)
    bot.discord.assertClean()
  })

  it('whose post was deleted midway is lost alone: the forum isn’t paused', async () => {
    const bot = await withForum()
    const inThread: Digest = { ...digest, layout: 'thread' }
    const verdict = await publish(bot, { digest: inThread, step: 1, threadId: '290926798626357999' })
    expect(verdict).toMatchObject({ kind: 'dead', scope: 'message', code: '10003' })
  })

  it('is paused, with what to do, where the forum wants a tag and has none', async () => {
    const verdict = await publish(await withForum({ needsTag: true }))
    expect(verdict).toMatchObject({
      kind: 'dead',
      scope: 'channel',
      reason: expect.stringContaining('a tag'),
    })
  })
})

describe('the tags of a post', () => {
  const usable = { kind: 'forum' as const, tags, needsTag: false }
  it.each([
    ['none where no topic is named like one', ['diffusion'], usable, []],
    ['none without topics', [], usable, []],
    ['a general one where the forum wants one', ['diffusion'], { ...usable, needsTag: true }, ['1']],
    ['the first where none is general', [], { ...usable, tags: tags.slice(1), needsTag: true }, ['2']],
    ['the topic’s rather than a general one', ['robots'], { ...usable, needsTag: true }, ['4']],
  ])('are %s', (_, topics, forum, expected) => {
    expect(tagsOf({ ...digest, topics }, forum)).toEqual(expected)
  })

  it('are at most five', () => {
    const many = Array.from({ length: 6 }, (_, index) => ({ id: String(index), name: `t${index}` }))
    const topics = many.map(({ name }) => name)
    expect(tagsOf({ ...digest, topics }, { kind: 'forum', tags: many, needsTag: false })).toHaveLength(5)
  })

  it('are none that only moderators may use', async () => {
    const bot = await withForum({ tags: [{ id: '2', name: 'Agents', moderated: true }], needsTag: true })
    expect(await publish(bot)).toMatchObject({ kind: 'dead', code: '40067' })
    expect(bot.discord.threads).toEqual([])
  })
})

describe('a lost answer in a forum', () => {
  it('is found again among posts that were closed', async () => {
    const bot = await withForum()
    bot.discord.fail('startPost', 'lost')
    await publish(bot)
    for (const thread of bot.discord.threads) Object.assign(thread, { isArchived: true })
    expect(await reconcile(bot)).toEqual({ kind: 'posted', messageId: bot.discord.threads[0]?.id })
    bot.discord.assertClean()
  })

  it('is not taken for a post whose first message was deleted', async () => {
    const bot = await withForum()
    await publish(bot, { key: 'another' })
    bot.discord.fail('getMessage', { status: 404, code: 10008 })
    expect(await reconcile(bot)).toEqual({ kind: 'absent' })
  })
})

describe('a forum that was closed to the bot', () => {
  it('is reported as open again once the bot may post there', async () => {
    const { discord, accessRestoredCalls } = await withForum()
    await discord.gateway.dispatch('CHANNEL_UPDATE', {
      id: FORUM,
      guild_id: GUILD,
      type: 15,
      name: 'papers',
      position: 1,
      permission_overwrites: [],
    })
    await (await discord.sendCommand('status')).answer()
    const { under, mayPost } = accessRestoredCalls.at(-1) ?? {}
    expect([under, mayPost?.(channel)]).toEqual([`discord:${GUILD}/`, true])
  })
})

describe('a command in a post of a forum', () => {
  it('is about the forum, because each edition is a post of its own', async () => {
    const { discord, requests } = await withForum()
    const thread = '290926798626357950'
    await discord.gateway.dispatch('THREAD_CREATE', {
      id: thread,
      guild_id: GUILD,
      parent_id: FORUM,
      type: 11,
      name: 'Which papers?',
      thread_metadata: {
        archived: false,
        locked: false,
        auto_archive_duration: 1440,
        archive_timestamp: '2026-11-23T09:00:00Z',
      },
    })
    await (await discord.sendCommand('subscribe', { channel: thread, parent: FORUM })).answer()
    expect(requests[0]).toMatchObject({ channel, mayChange: true })
    discord.assertClean()
  })
})
