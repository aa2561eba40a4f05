import { describe, expect, it } from 'vitest'
import type { Reply } from '../../../src/messages/reply.ts'
import { searchForm } from '../../contracts/chat/samples.ts'
import { CHANNEL, PERSON, WORKSPACE } from '../../fakes/slack/workspace.ts'
import { type Bot, type BotOptions, createHttpBot, startBot, textReply } from './bot.ts'

const BOT = `<@${WORKSPACE.botUserId}>`
const DIRECT = 'D0OWN00001'
const THREAD = '1790000000.000900'

const mention = (text: string, more: object = {}) => ({
  type: 'app_mention',
  channel: CHANNEL,
  user: PERSON.id,
  text,
  ts: '1790000000.000100',
  ...more,
})
const direct = (text: string, more: object = {}) => ({
  ...mention(text),
  type: 'message',
  channel: DIRECT,
  channel_type: 'im',
  ...more,
})

const started = (reply?: Reply, options: BotOptions = {}): Promise<Bot> =>
  startBot({ ...options, ...(reply && { reply: () => reply }) })

const publicReply: Reply = { ...textReply('Ada paused the digests.'), visibility: 'public' }

describe('a mention of the bot', () => {
  it.each([
    [`${BOT} today`, 'today'],
    [`${BOT}: video &amp; diffusion`, 'video & diffusion'],
    [`Hey ${BOT}, robots`, 'robots'],
    [`agents ${BOT}`, 'agents'],
    [
      `<@${WORKSPACE.botUserId}|paper-round> show <https://arxiv.org/abs/1706.03762>`,
      'show <https://arxiv.org/abs/1706.03762>',
    ],
    [`${BOT} agents <@U0BOB00001> <!here>`, 'agents'],
    [BOT, ''],
  ])('%s asks for “%s”', async (text, asked) => {
    const { slack, requests } = await started()
    await slack.sendEvent(mention(text))
    await slack.nextEphemeral()
    expect(requests).toMatchObject([
      {
        channel: `slack:${WORKSPACE.teamId}/${CHANNEL}`,
        personId: PERSON.id,
        text: asked,
        origin: 'typed',
        isMessage: true,
        mayChange: true,
      },
    ])
  })

  it('is answered for the person alone, in the thread if it is in one', async () => {
    const { slack } = await started(textReply('Five papers.'))
    await slack.sendEvent(mention(`${BOT} today`))
    expect(await slack.nextEphemeral()).toMatchObject({
      channel: CHANNEL,
      user: PERSON.id,
      text: 'Five papers.',
      threadTs: undefined,
    })
    await slack.sendEvent(mention(`${BOT} today`, { ts: '1790000000.000950', thread_ts: THREAD }))
    expect(await slack.nextEphemeral()).toMatchObject({ channel: CHANNEL, threadTs: THREAD })
    expect(slack.posts).toEqual([])
    slack.assertClean()
  })

  it('that changes something is answered in the channel or the thread, with the person’s name', async () => {
    const scopes = [...WORKSPACE.scopes, 'users:read']
    const workspace = { scopes, people: { [PERSON.id]: { name: 'ada' } } }
    const { slack, requests } = await started(publicReply, { workspace })
    await slack.sendEvent(mention(`${BOT} pause`, { thread_ts: THREAD }))
    expect(await slack.nextPost()).toMatchObject({ channel: CHANNEL, threadTs: THREAD })
    expect(requests[0]).toMatchObject({ person: 'ada', role: 'member' })
    slack.assertClean()
  })

  it('has “Someone” as the person where Slack doesn’t tell the name', async () => {
    const { slack, requests } = await started(publicReply)
    await slack.sendEvent(mention(`${BOT} pause`))
    await slack.nextPost()
    expect(requests[0]?.person).toBe('Someone')
  })

  it('offers a button where the answer is a form, because only a click can open one', async () => {
    const form = { ...textReply('What should be looked for?'), form: searchForm }
    const { slack } = await startBot({ reply: () => form })
    await slack.sendEvent(mention(`${BOT} search`))
    const answer = await slack.nextEphemeral()
    expect(answer.text).toContain('What should be looked for?')
    await slack.clickButton(answer, 'Search papers')
    expect(await slack.nextView()).toMatchObject({ how: 'open', title: 'Search papers' })
    slack.assertClean()
  })

  it('in a channel that the bot may not answer in is answered in a direct message', async () => {
    const { slack, lines } = await started(textReply('Five papers.'))
    slack.fail('chat.postEphemeral', { error: 'not_in_channel' })
    await slack.sendEvent(mention(`${BOT} today`))
    expect(await slack.nextPost()).toMatchObject({ channel: PERSON.id, text: 'Five papers.' })
    expect(lines.map(({ message }) => message)).toContain('could not answer where the bot was asked')
  })
})

describe('a direct message to the bot', () => {
  it('is answered with a message that stays, in its thread if it has one', async () => {
    const { slack, requests } = await started(textReply('Five papers.'))
    await slack.sendEvent(direct('agents'))
    expect(await slack.nextPost()).toMatchObject({
      channel: DIRECT,
      text: 'Five papers.',
      threadTs: undefined,
    })
    await slack.sendEvent(direct('agents', { ts: '1790000000.000950', thread_ts: THREAD }))
    expect(await slack.nextPost()).toMatchObject({ channel: DIRECT, threadTs: THREAD })
    expect(requests[0]).toMatchObject({ text: 'agents', isMessage: true, mayChange: true })
    expect(requests[0]?.role).toBeUndefined()
    slack.assertClean()
  })
})

const IGNORED: readonly [what: string, event: object][] = [
  ['another bot', mention(BOT, { bot_id: 'B0OTHER001' })],
  ['a bot that posts as an app', direct('agents', { bot_profile: { id: 'B0OTHER001' } })],
  ['the bot itself', direct('Five papers.', { user: WORKSPACE.botUserId })],
  ['Slackbot', direct('agents', { user: 'USLACKBOT' })],
  ['nobody', direct('agents', { user: undefined })],
  ['an edit', mention(`${BOT} today`, { edited: { user: PERSON.id, ts: '1790000000.000200' } })],
  ['a changed message', direct('', { subtype: 'message_changed', hidden: true })],
  ['a notice', direct('joined', { subtype: 'channel_join' })],
  ['a message in a channel', direct('agents', { channel: CHANNEL, channel_type: 'channel' })],
]

describe('no answer', () => {
  it.each(IGNORED)('goes to %s', async (_, event) => {
    const { slack, requests } = await started()
    await (await slack.sendEvent(event)).acked()
    await (await slack.sendCommand('status')).answer()
    expect(requests.map(({ text }) => text)).toEqual(['status'])
    expect([slack.posts, slack.calls.some(({ method }) => method === 'chat.postEphemeral')]).toEqual([
      [],
      false,
    ])
  })

  it('is given twice, where Slack repeats an event or sends a message as two', async () => {
    const { slack, requests } = await started()
    await slack.sendEvent(direct(`${BOT} agents`), { copies: 2 })
    await slack.sendEvent({ ...direct(`${BOT} agents`), type: 'app_mention' })
    await slack.nextPost()
    await (await slack.sendCommand('status')).answer()
    expect(requests.map(({ text }) => text)).toEqual(['agents', 'status'])
  })
})

describe('in HTTP mode', () => {
  it('mentions are answered, too', async () => {
    const { slack, chat, url: to } = await createHttpBot({ reply: () => textReply('Five papers.') })
    await chat.start()
    expect((await slack.sendEvent(mention(`${BOT} today`), { to })).statuses).toEqual([200])
    expect((await slack.nextEphemeral()).text).toBe('Five papers.')
  })
})

describe('a click in a thread', () => {
  const message = { blocks: [{ type: 'actions', elements: [] }], ts: '1790000000.000950' }
  const control = { action_id: 'papers:0', value: 'today', text: 'Today' }

  it.each([
    ['a reply', THREAD, THREAD],
    ['the first message', message.ts, undefined],
  ])('on %s is answered where the message is', async (_, threadTs, shownIn) => {
    const { slack } = await started()
    const click = await slack.clickButton({ ...message, threadTs }, control)
    expect((await click.answer()).body.thread_ts).toBe(shownIn)
    slack.assertClean()
  })

  it('that opens a form is answered there once the form is sent', async () => {
    const form = { ...textReply(''), form: searchForm }
    const { slack } = await startBot({ reply: request => (request.form ? textReply('Found.') : form) })
    const click = await slack.clickButton({ ...message, threadTs: THREAD }, { ...control, value: 'search' })
    await slack.submitView(await slack.nextView(), { query: 'agents' })
    expect((await click.answer()).body.thread_ts).toBe(THREAD)
    slack.assertClean()
  })
})

describe('the bot joining a channel', () => {
  const joined = (user: string) => ({
    type: 'member_joined_channel',
    channel: CHANNEL,
    user,
    team: WORKSPACE.teamId,
  })
  const hello: Reply = {
    ...textReply('Hello!'),
    visibility: 'public',
    actions: [{ label: 'Subscribe', command: 'subscribe' }],
  }

  it('is greeted once, however often it joins', async () => {
    const { slack, requests } = await started(hello)
    await slack.sendEvent(joined(WORKSPACE.botUserId), { copies: 2 })
    expect(await slack.nextPost()).toMatchObject({ channel: CHANNEL, text: 'Hello!' })
    await slack.sendEvent(joined(WORKSPACE.botUserId))
    await (await slack.sendCommand('status')).answer()
    expect(requests.map(({ text }) => text)).toEqual(['welcome', 'status'])
    expect(requests[0]).toMatchObject({ channel: `slack:${WORKSPACE.teamId}/${CHANNEL}`, mayChange: false })
    expect(slack.posts).toHaveLength(1)
    slack.assertClean()
  })

  it('is the only one who is greeted', async () => {
    const { slack, requests } = await started(hello)
    await (await slack.sendEvent(joined(PERSON.id))).acked()
    await (await slack.sendCommand('status')).answer()
    expect(requests.map(({ text }) => text)).toEqual(['status'])
  })
})
