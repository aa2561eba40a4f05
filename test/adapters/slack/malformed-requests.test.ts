import { describe, expect, it } from 'vitest'
import { postSigned } from '../../fakes/slack/signed-request.ts'
import { PERSON, WORKSPACE } from '../../fakes/slack/workspace.ts'
import { afterTest, createHttpBot, startBot } from './bot.ts'

/** Fails the test if the process would have reported an unhandled rejection or exception. */
function watchForUnhandled(): unknown[] {
  const unhandled: unknown[] = []
  const add = (error: unknown): void => void unhandled.push(error)
  process.on('unhandledRejection', add).on('uncaughtException', add)
  afterTest(async () => void process.off('unhandledRejection', add).off('uncaughtException', add))
  return unhandled
}

const team = { team_id: WORKSPACE.teamId }
const user = { id: PERSON.id }
const event = (inner: unknown): object => ({ ...team, type: 'event_callback', event_id: 'E', event: inner })

/** Bodies that are JSON, but not requests as Slack sends them. */
const MALFORMED: readonly unknown[] = [
  null,
  [],
  [{ command: '/papers' }],
  5,
  'text',
  true,
  {},
  team,
  event(null),
  event([]),
  event({}),
  event({ type: 5 }),
  event({ type: 'app_home_opened', channel: null }),
  event({ type: 'reaction_added', item: null }),
  { ...team, command: null },
  { ...team, type: 'block_actions', user },
  { ...team, type: 'block_actions', user, actions: [] },
  { ...team, type: 'block_actions', user, actions: [null] },
  { ...team, type: 'block_actions', user: null, actions: [{}] },
  { ...team, type: 'block_suggestion', user, channel: null },
  { ...team, type: 'view_submission', user, view: null },
  { ...team, type: 'shortcut' },
  { ...team, type: 'never_heard_of', user },
  { type: 'url_verification' },
]

/** Requests as Slack sends them, but without what their listener needs. */
const INCOMPLETE: readonly object[] = [
  event({ type: 'app_home_opened' }),
  event({ type: 'member_joined_channel', channel: { id: 'C1' } }),
  { ...team, command: '/papers' },
  { ...team, type: 'block_actions', user, actions: [{ action_id: 'papers:0' }] },
  { ...team, type: 'view_submission', user, view: { callback_id: 'papers-form' } },
  {
    ...team,
    type: 'view_submission',
    user,
    trigger_id: 't',
    view: {
      id: 'V',
      type: 'modal',
      callback_id: 'papers-form',
      private_metadata: '{',
      state: { values: {} },
    },
  },
  { ...team, type: 'block_suggestion', user, action_id: 'papers-found:zone', view: {} },
  { ...team, type: 'shortcut', user, callback_id: 'search_papers' },
]

describe('a signed request that isn’t one of Slack’s', () => {
  it.each(MALFORMED.map(body => [JSON.stringify(body)]))('%s is answered with 400 at once', async body => {
    const unhandled = watchForUnhandled()
    const { slack, chat, url, requests, lines } = await createHttpBot()
    await chat.start()
    const { status } = await postSigned(url, body, { secret: slack.workspace.signingSecret, json: true })
    expect([status, requests, unhandled]).toEqual([400, [], []])
    expect(lines).toContainEqual({
      level: 'warn',
      message: 'refused a malformed request from Slack',
      fields: { count: 1 },
    })
  })

  it.each([
    ['truncated JSON', '{"type":"event_callback","event":', true],
    ['an empty body', '', true],
    ['a form with the content type of JSON', 'command=%2Fpapers&text=today', true],
    ['JSON with the content type of a form', '{"command":"/papers"}', false],
    ['a form with a truncated payload', 'payload=%7B%22type%22', false],
    ['a form with the payload null', 'payload=null', false],
  ])('%s is answered with 400 at once', async (_, body, json) => {
    const unhandled = watchForUnhandled()
    const { slack, chat, url } = await createHttpBot()
    await chat.start()
    const { status } = await postSigned(url, body, { secret: slack.workspace.signingSecret, json })
    expect([status, unhandled]).toEqual([400, []])
  })

  it.each(INCOMPLETE.map(body => [JSON.stringify(body)]))(
    '%s is acknowledged at once and refused',
    async body => {
      const unhandled = watchForUnhandled()
      const { slack, chat, url, requests, lines } = await createHttpBot()
      await chat.start()
      const { status } = await postSigned(url, body, { secret: slack.workspace.signingSecret, json: true })
      await chat.stop()
      expect([status, requests, unhandled]).toEqual([200, [], []])
      expect(lines.filter(({ level }) => level === 'warn').map(({ message }) => message)).toEqual([
        'refused a request with fields missing from Slack',
      ])
    },
  )

  it('that says that events were left out is acknowledged', async () => {
    const { slack, chat, url, lines } = await createHttpBot()
    await chat.start()
    const body = JSON.stringify({ ...team, type: 'app_rate_limited', minute_rate_limited: 1_790_000_000 })
    const { status } = await postSigned(url, body, { secret: slack.workspace.signingSecret, json: true })
    expect(status).toBe(200)
    expect(lines.map(({ message }) => message)).not.toContain('refused a malformed request from Slack')
  })

  it('from a button of another app is acknowledged at once', async () => {
    const { slack, chat, url: to, requests } = await createHttpBot()
    await chat.start()
    const control = { action_id: 'other:1', value: 'today', text: 'Other' }
    expect((await slack.clickButton({ blocks: [] }, control, { to })).statuses).toEqual([200])
    expect(requests).toEqual([])
  })

  it('is answered with 401 if it is unsigned, malformed or not', async () => {
    const { chat, url } = await createHttpBot()
    await chat.start()
    const answers = await Promise.all(
      ['null', '{}'].map(body => postSigned(url, body, { secret: 'a-guess', json: true })),
    )
    expect(answers.map(({ status }) => status)).toEqual([401, 401])
  })
})

const envelope = (type: string, payload: unknown): string =>
  JSON.stringify({ envelope_id: 'e1', type, payload, accepts_response_payload: true })

describe('a request with less than Slack usually sends', () => {
  it('is a command without the name of its person, who is called by their id', async () => {
    const { slack, requests } = await startBot()
    const command = await slack.sendCommand('status', {
      alter: payload => Object.fromEntries(Object.entries(payload).filter(([name]) => name !== 'user_name')),
    })
    await command.answer()
    expect(requests.map(({ person, text }) => [person, text])).toEqual([[PERSON.id, 'status']])
  })

  it('is a message without text, whose papers are in its attachments', async () => {
    const { slack, requests } = await startBot()
    const attachments = [{ title_link: 'https://arxiv.org/abs/2611.00010' }]
    const sent = await slack.useMessageShortcut('look_up_papers', '', {
      alter: payload => ({ ...payload, message: { type: 'message', ts: '1', text: null, attachments } }),
    })
    await sent.answer()
    expect(requests[0]?.form?.text?.[0]).toContain('2611.00010')
  })
})

describe('garbage on the socket', () => {
  it.each([
    ['null', 'null', 'a malformed message'],
    ['a list', '[]', 'a malformed message'],
    ['half an object', '{', 'a malformed message'],
    ['an event without a payload', '{"type":"events_api"}', 'a malformed message'],
    ['a command without a payload', '{"type":"slash_commands"}', 'a malformed message'],
    ['no JSON', 'hello?', 'a malformed message'],
    ['an unknown type', envelope('never_heard_of', {}), 'a malformed message'],
    ['a type that names an event of the SDK', envelope('disconnected', {}), 'a malformed message'],
    ['an error as type', envelope('error', {}), 'a malformed message'],
    [
      'an event that names an event of the SDK',
      envelope('events_api', event({ type: 'disconnected' })),
      'a malformed message',
    ],
    ['itself as event', envelope('events_api', event({ type: 'ws_message' })), 'a malformed message'],
    ['an event that is null', envelope('events_api', event(null)), 'a malformed message'],
    ['a payload that is null', envelope('interactive', null), 'a malformed message'],
    ['a payload that is a list', envelope('slash_commands', []), 'a malformed message'],
    ['no envelope id', '{"type":"interactive","payload":{}}', 'a malformed message'],
    ['an empty payload', envelope('interactive', {}), 'a malformed request'],
    [
      'a click without actions',
      envelope('interactive', { type: 'block_actions', user }),
      'a malformed request',
    ],
    ['bytes', Buffer.from([0, 255, 1]), 'a binary message'],
    ['JSON as bytes', Buffer.from(envelope('slash_commands', {})), 'a binary message'],
    ['two million characters', `"${'x'.repeat(2_000_000)}"`, 'a message that is too long'],
  ])('such as %s is refused by name, and the next command is answered', async (_, data, kind) => {
    const unhandled = watchForUnhandled()
    const { slack, chat, lines, requests } = await startBot()
    for (let count = 0; count < 3; count++) slack.sockets.sendRaw(data)
    await (await slack.sendCommand('status')).answer()
    expect(requests.map(({ text }) => text)).toEqual(['status'])
    expect(lines.filter(({ level }) => level !== 'debug' && level !== 'info')).toEqual([
      { level: 'warn', message: `refused ${kind} from Slack`, fields: { count: 1 } },
    ])
    expect([chat.connected(), slack.sockets.connections.all.length, unhandled]).toEqual([true, 1, []])
  })

  it.each(INCOMPLETE.map(body => [JSON.stringify(body)]))('such as %s is refused', async body => {
    const unhandled = watchForUnhandled()
    const { slack, lines } = await startBot()
    const type = body.includes('event_callback') ? 'events_api' : 'interactive'
    slack.sockets.sendRaw(envelope(type, JSON.parse(body)))
    await (await slack.sendCommand('status')).answer()
    expect(lines.filter(({ level }) => level === 'warn').map(({ message }) => message)).toEqual([
      'refused a request with fields missing from Slack',
    ])
    expect(unhandled).toEqual([])
  })
})
