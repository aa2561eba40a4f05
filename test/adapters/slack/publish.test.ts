import { describe, expect, it } from 'vitest'
import type { ChannelId } from '../../../src/channels/channel-id.ts'
import type { Post, Verdict } from '../../../src/ports/publisher.ts'
import type { SlackFault } from '../../fakes/slack/faults.ts'
import { CHANNEL, WORKSPACE } from '../../fakes/slack/workspace.ts'
import { everydayDigest } from '../../fixtures/digests.ts'
import { type Bot, createBot, startBot } from './bot.ts'

const channel: ChannelId = `slack:${WORKSPACE.teamId}/${CHANNEL}`
const post: Post = { channel, digest: everydayDigest, step: 0, key: `${channel} 2026-11-23T09:00Z 0` }
const never = new AbortController().signal

const publish = ({ chat }: Bot, changes: Partial<Post> = {}): Promise<Verdict> =>
  chat.publish({ ...post, ...changes }, never)

describe('a post', () => {
  it('becomes one message with its key as metadata and without link previews', async () => {
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
    expect(message?.text).toContain('Papers for Monday, 23 November. 1. Small Steps')
    expect(message?.args.client_msg_id).toMatch(
      /^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/,
    )
    bot.slack.assertClean()
  })

  it('has the bot and its version in the User-Agent', async () => {
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
    [
      'channel_type_not_supported',
      { error: 'channel_type_not_supported' },
      dead('channel', 'channel_type_not_supported'),
    ],
    [
      'channel_is_limited_access',
      { error: 'channel_is_limited_access' },
      dead('channel', 'channel_is_limited_access'),
    ],
    ['is_inactive', { error: 'is_inactive' }, dead('channel', 'is_inactive')],
    [
      'team_access_not_granted',
      { error: 'team_access_not_granted' },
      dead('workspace', 'team_access_not_granted'),
    ],
    [
      'two_factor_setup_required',
      { error: 'two_factor_setup_required' },
      dead('workspace', 'two_factor_setup_required'),
    ],
    ['msg_too_long', { error: 'msg_too_long' }, dead('message', 'msg_too_long')],
    [
      'invalid_metadata_schema',
      { error: 'invalid_metadata_schema' },
      dead('message', 'invalid_metadata_schema'),
    ],
    ['invalid_arg_name', { error: 'invalid_arg_name' }, dead('message', 'invalid_arg_name')],
    [
      'message_limit_exceeded',
      { error: 'message_limit_exceeded' },
      {
        kind: 'retry',
        reason: 'the workspace sends more messages than Slack allows it (message_limit_exceeded)',
        refusedWith: 'message_limit_exceeded',
      },
    ],
    ['token_revoked', { error: 'token_revoked' }, dead('workspace', 'token_revoked')],
    ['missing_scope', { error: 'missing_scope' }, dead('workspace', 'missing_scope')],
    ['invalid_blocks', { error: 'invalid_blocks' }, dead('message', 'invalid_blocks')],
    ['any metadata error', { error: 'metadata_too_large' }, dead('message', 'metadata_too_large')],
    ['service_unavailable', { error: 'service_unavailable' }, { kind: 'retry' }],
    ['token_expired', { error: 'token_expired' }, { kind: 'retry' }],
    [
      'an unlisted code',
      { error: 'some_new_code' },
      { kind: 'retry', reason: 'Slack: some_new_code', refusedWith: 'some_new_code' },
    ],
    ['ratelimited', { error: 'ratelimited' }, { kind: 'retry' }],
    ['fatal_error', { error: 'fatal_error' }, { kind: 'unknown' }],
    ['any duplicate error', { error: 'duplicate_message_not_found' }, { kind: 'unknown' }],
  ]

  it.each([
    'null',
    '5',
    '"text"',
    '[]',
    '{}',
    '{"ok":"true"}',
    '{"ok":true,"ts":5}',
    '{"ok":false}',
    '{"ok":false,"error":null}',
    '{"ok":false,"error":{"code":1}}',
    '{"ok":false,"error":"msg_too_long","response_metadata":null}',
    '{"ok":false,"error":"invalid_blocks","response_metadata":{"messages":5}}',
  ])('is that it may have arrived where the answer is %s', async body => {
    const bot = await startBot()
    bot.slack.fail('chat.postMessage', { status: 200, body })
    expect(await publish(bot)).toEqual({ kind: 'unknown', reason: 'the answer was not understood' })
  })

  it.each(['constructor', '__proto__'])('names a code that nobody knows, such as %s', async code => {
    const bot = await startBot()
    bot.slack.fail('chat.postMessage', { error: code })
    expect(await publish(bot)).toEqual({ kind: 'retry', reason: `Slack: ${code}`, refusedWith: code })
  })

  it.each(cases)('on %s', async (_, fault, verdict) => {
    const bot = await startBot()
    bot.slack.fail('chat.postMessage', fault)
    expect(await publish(bot)).toMatchObject(verdict)
    expect(bot.slack.calls.filter(({ method }) => method === 'chat.postMessage')).toHaveLength(1)
  })

  it('is "retry" before we are connected', async () => {
    const bot = await createBot()
    expect(await publish(bot)).toMatchObject({ kind: 'retry' })
    expect(bot.slack.calls).toHaveLength(0)
  })

  it('on a channel that the bot can’t see says what to do', async () => {
    const bot = await startBot({ workspace: { channels: ['C0OTHER'] } })
    const verdict = await publish(bot)
    expect(verdict).toMatchObject(dead('channel', 'channel_not_found'))
    expect(verdict).toHaveProperty('reason', expect.stringContaining('/invite'))
  })

  it('on a channel of another workspace is "dead", and nothing is sent', async () => {
    const bot = await startBot()
    expect(await publish(bot, { channel: 'slack:T0OTHER/C1' })).toMatchObject({
      kind: 'dead',
      scope: 'channel',
    })
    expect(bot.slack.posts).toHaveLength(0)
  })
})
