import { describe, expect, it } from 'vitest'
import type { ChannelId } from '../../src/channel.ts'
import type { Verdict } from '../../src/delivery/delivery.ts'
import type { Post } from '../../src/ports.ts'
import type { SlackFault } from '../fakes/slack/faults.ts'
import { CHANNEL, WORKSPACE } from '../fakes/slack/workspace.ts'
import { everydayDigest, fullestDigest } from '../fixtures/digests.ts'
import { type Bot, createBot, startBot } from './bot.ts'

const channel: ChannelId = `slack:${WORKSPACE.teamId}/${CHANNEL}`
const post: Post = { channel, digest: everydayDigest, step: 0, key: `${channel} 2026-11-23T09:00Z 0` }
const never = new AbortController().signal

const publish = ({ chat }: Bot, changes: Partial<Post> = {}): Promise<Verdict> =>
  chat.publish({ ...post, ...changes }, never)

describe('a post', () => {
  it('becomes one message, found again by its key, without previews', async () => {
    const bot = await startBot()
    const verdict = await publish(bot)
    const [message] = bot.slack.posts
    expect(verdict).toEqual({ kind: 'sent', messageId: message?.ts })
    expect(message?.args).toMatchObject({
      channel: CHANNEL,
      unfurl_links: 'false',
      unfurl_media: 'false',
      metadata: { event_type: 'paper_round_edition', event_payload: { key: post.key } },
    })
    expect(message?.text).toContain('Papers for Monday, 23 November: Small Steps')
    expect(message?.args.client_msg_id).toMatch(
      /^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/,
    )
    bot.slack.assertClean()
  })

  it('that is sent again with its key does not appear twice', async () => {
    const bot = await startBot()
    const [first, again, other] = [
      await publish(bot),
      await publish(bot),
      await publish(bot, { key: 'other' }),
    ]
    expect(again).toEqual(first)
    expect(other).not.toEqual(first)
    expect(bot.slack.posts).toHaveLength(2)
  })

  it('of a thread goes below its head', async () => {
    const bot = await startBot()
    const digest = { ...everydayDigest, layout: 'thread' as const }
    const head = await publish(bot, { digest })
    const threadId = head.kind === 'sent' ? head.messageId : ''
    await publish(bot, { digest, step: 1, key: 'step 1', threadId })
    expect(bot.slack.posts.map(({ threadTs }) => threadTs)).toEqual([undefined, threadId])
    bot.slack.assertClean()
  })

  it('of the fullest digest is accepted', async () => {
    const bot = await startBot()
    expect(await publish(bot, { digest: fullestDigest })).toMatchObject({ kind: 'sent' })
    bot.slack.assertClean()
  })

  it('names the bot and its version to Slack', async () => {
    const bot = await startBot()
    await publish(bot)
    const { userAgent } = await bot.slack.nextCall(({ method }) => method === 'chat.postMessage')
    expect(userAgent).toContain('paper-round/1.2.3')
  })
})

const dead = (scope: string, code: string) => ({ kind: 'dead', scope, code })

describe('the verdict on a post', () => {
  const cases: [answer: string, fault: SlackFault, verdict: object][] = [
    ['is_archived', { error: 'is_archived' }, dead('channel', 'is_archived')],
    ['not_in_channel', { error: 'not_in_channel' }, dead('channel', 'not_in_channel')],
    [
      'any restricted_action',
      { error: 'restricted_action_read_only_channel' },
      dead('channel', 'restricted_action_read_only_channel'),
    ],
    ['token_revoked', { error: 'token_revoked' }, dead('workspace', 'token_revoked')],
    ['missing_scope', { error: 'missing_scope' }, dead('workspace', 'missing_scope')],
    ['invalid_blocks', { error: 'invalid_blocks' }, dead('message', 'invalid_blocks')],
    ['any metadata error', { error: 'metadata_too_large' }, dead('message', 'metadata_too_large')],
    ['service_unavailable', { error: 'service_unavailable' }, { kind: 'retry' }],
    ['token_expired', { error: 'token_expired' }, { kind: 'retry' }],
    ['a code in no list', { error: 'some_new_code' }, { kind: 'retry', reason: 'Slack: some_new_code' }],
    ['ratelimited', { error: 'ratelimited' }, { kind: 'retry' }],
    ['429 with a wait', { status: 429, retryAfter: 7 }, { kind: 'retry', afterMs: 7000 }],
    ['429 without a wait', { status: 429 }, { kind: 'retry' }],
    ['403 of a proxy', { status: 403 }, { kind: 'retry' }],
    ['fatal_error', { error: 'fatal_error' }, { kind: 'unknown' }],
    ['any duplicate error', { error: 'duplicate_message_not_found' }, { kind: 'unknown' }],
    ['500', { status: 500 }, { kind: 'unknown' }],
    ["a page that isn't Slack's", { status: 200, body: '<html>Log in</html>' }, { kind: 'unknown' }],
    ['a broken connection', 'reset', { kind: 'unknown' }],
  ]

  it.each(cases)('on %s', async (_, fault, verdict) => {
    const bot = await startBot()
    bot.slack.fail('chat.postMessage', fault)
    expect(await publish(bot)).toMatchObject(verdict)
    expect(bot.slack.calls.filter(({ method }) => method === 'chat.postMessage')).toHaveLength(1)
  })

  it('is "may have arrived" where Slack does not answer in time', async () => {
    const bot = await startBot({ postTimeoutMs: 50 })
    bot.slack.fail('chat.postMessage', 'hang')
    expect(await publish(bot)).toEqual({ kind: 'unknown', reason: 'Slack: no answer in time' })
  })

  it('is "may have arrived" where only the answer got lost', async () => {
    const bot = await startBot()
    bot.slack.fail('chat.postMessage', 'lost')
    expect(await publish(bot)).toMatchObject({ kind: 'unknown' })
    expect(bot.slack.posts).toHaveLength(1)
  })

  it('is "may have arrived" where we break off', async () => {
    const bot = await startBot()
    bot.slack.fail('chat.postMessage', 'hang')
    const stop = new AbortController()
    const verdict = bot.chat.publish(post, stop.signal)
    await bot.slack.nextCall(({ method }) => method === 'chat.postMessage')
    stop.abort()
    expect(await verdict).toMatchObject({ kind: 'unknown' })
  })

  it('is "try again" where Slack can not be reached', async () => {
    const bot = await startBot()
    await bot.slack.close()
    // The first may still meet the connection that was kept open.
    await publish(bot)
    expect(await publish(bot)).toEqual({ kind: 'retry', reason: 'Slack: ECONNREFUSED' })
  })

  it('is "try again" before we are connected, and where we are to stop', async () => {
    const bot = await createBot()
    expect(await publish(bot)).toMatchObject({ kind: 'retry' })
    await bot.chat.start()
    expect(await bot.chat.publish(post, AbortSignal.abort())).toMatchObject({ kind: 'retry' })
    expect(bot.slack.posts).toHaveLength(0)
  })

  it('on a channel that the bot may not see says what to do', async () => {
    const bot = await startBot({ workspace: { channels: ['C0OTHER'] } })
    const verdict = await publish(bot)
    expect(verdict).toMatchObject(dead('channel', 'channel_not_found'))
    expect(verdict).toHaveProperty('reason', expect.stringContaining('/invite'))
  })

  it('on a channel of another workspace is final, and nothing is sent', async () => {
    const bot = await startBot()
    expect(await publish(bot, { channel: 'slack:T0OTHER/C1' })).toMatchObject({
      kind: 'dead',
      scope: 'channel',
    })
    expect(bot.slack.posts).toHaveLength(0)
  })
})
