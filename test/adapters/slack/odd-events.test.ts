import { describe, expect, it } from 'vitest'
import type { Reply } from '../../../src/messages/reply.ts'
import type { Request } from '../../../src/messages/request.ts'
import { searchForm } from '../../contracts/chat/samples.ts'
import type { ShownView } from '../../fakes/slack/payloads.ts'
import { CHANNEL, PERSON, WORKSPACE } from '../../fakes/slack/workspace.ts'
import { createHttpBot, startBot, textReply } from './bot.ts'

/** Events and interactions that come late, or with other parts than usual. */

const DIRECT = 'D0OWN00001'
const said = (more: object) => ({
  type: 'message',
  channel_type: 'im',
  channel: DIRECT,
  user: PERSON.id,
  text: 'today',
  ts: '1790000000.000100',
  ...more,
})
const changing = (fields: object) => ({ alter: (payload: object) => ({ ...payload, ...fields }) })

const form: Reply = { ...textReply('What should be looked for?'), form: searchForm }
const withForm = ({ text, form: filled }: Request): Reply =>
  text === 'search' && !filled ? form : textReply('Done.')

describe('a part that is null, as if Slack had left it out', () => {
  it.each([
    ['the text', { text: null }, { text: '' }],
    ['the name', { user_name: null }, { person: PERSON.id }],
    ['the thread', { thread_ts: null }, { text: 'status' }],
    ['the organisation', { enterprise_id: null, is_enterprise_install: null }, { text: 'status' }],
    ['the trigger', { trigger_id: null }, { text: 'status' }],
  ])('of a command: %s', async (_, fields, request) => {
    const { slack, requests } = await startBot()
    await (await slack.sendCommand('status', changing(fields))).answer()
    expect(requests).toMatchObject([request])
  })

  it.each([
    ['the response_url', { response_url: null }],
    ['both', { response_url: null, trigger_id: null }],
  ])('of a command that is answered without it: %s', async (_, fields) => {
    const { slack } = await startBot()
    await slack.sendCommand('status', changing(fields))
    expect(await slack.nextEphemeral()).toMatchObject({ channel: CHANNEL, user: PERSON.id, text: 'Done.' })
    slack.assertClean()
  })

  it.each([
    ['the names', { user: { id: PERSON.id, name: null, username: null } }],
    ['the message', { message: null }],
    ['the container', { container: null }],
    ['the thread', { container: { message_ts: '1790000000.000100', thread_ts: null } }],
    ['the view', { view: null }],
    ['the block', { actions: [{ action_id: 'papers:0', block_id: null, type: 'button', value: 'status' }] }],
  ])('of a click: %s', async (_, fields) => {
    const { slack, requests } = await startBot()
    const control = { action_id: 'papers:0', value: 'status', text: 'Status' }
    await (await slack.clickButton({ blocks: [] }, control, changing(fields))).answer()
    expect(requests).toMatchObject([{ text: 'status' }])
  })

  it.each([
    ['the text', { text: null }, ''],
    ['the thread', { thread_ts: null }, 'today'],
    ['marks of what it isn’t', { subtype: null, bot_id: null, edited: null, hidden: null }, 'today'],
  ])('of a message: %s', async (_, fields, text) => {
    const { slack, requests } = await startBot()
    await slack.sendEvent(said(fields))
    await slack.nextPost()
    expect(requests).toMatchObject([{ text }])
  })

  it.each([
    ['the tab', { tab: null }],
    ['the channel', { tab: 'home', channel: null }],
  ])('of an opened home page, except where Slack’s SDK needs it: %s', async (_, fields) => {
    const { slack, requests, lines } = await startBot({ reply: withForm })
    const { channel = DIRECT } = { ...fields } as { channel?: string | null }
    await (await slack.sendEvent({ type: 'app_home_opened', user: PERSON.id, channel, ...fields })).acked()
    await (await slack.sendCommand('status')).answer()
    const isRefused = lines.some(({ message }) => message.startsWith('refused'))
    expect(requests.some(({ text }) => text === 'app-home')).toBe(!isRefused)
    expect(isRefused).toBe(channel === null)
  })

  it('of what Slack says about a person', async () => {
    const people = { [PERSON.id]: { name: null, team_id: null, is_admin: true, enterprise_user: null } }
    const workspace = { scopes: [...WORKSPACE.scopes, 'users:read'], people }
    const { slack, requests } = await startBot({ workspace })
    await (await slack.sendCommand('status')).answer()
    expect(requests).toMatchObject([{ role: 'admin' }])
  })
})

it('two requests without a trigger are two requests', async () => {
  const { slack, requests } = await startBot()
  for (const text of ['status', 'help']) {
    await (await slack.sendCommand(text, changing({ trigger_id: '' }))).answer()
  }
  expect(requests.map(({ text }) => text)).toEqual(['status', 'help'])
})

it('someone whose account is deactivated may change no more than a guest', async () => {
  const people = { [PERSON.id]: { name: 'ada', deleted: true, is_admin: true, team_id: WORKSPACE.teamId } }
  const workspace = { scopes: [...WORKSPACE.scopes, 'users:read'], people }
  const { slack, requests } = await startBot({ workspace })
  await (await slack.sendCommand('pause')).answer()
  expect(requests).toMatchObject([{ role: 'guest' }])
})

describe('what a person says', () => {
  it.each(['file_share', 'thread_broadcast', 'me_message'])('as a %s is answered', async subtype => {
    const { slack, requests } = await startBot()
    await slack.sendEvent(said({ subtype }))
    expect(await slack.nextPost()).toMatchObject({ channel: DIRECT, text: 'Done.' })
    expect(requests).toMatchObject([{ text: 'today' }])
  })

  it.each(['bot_message', 'message_changed', 'message_deleted', 'channel_topic', 'never_heard_of'])(
    'isn’t a %s',
    async subtype => {
      const { slack, requests } = await startBot()
      await (await slack.sendEvent(said({ subtype }))).acked()
      await (await slack.sendCommand('status')).answer()
      expect(requests.map(({ text }) => text)).toEqual(['status'])
    },
  )
})

describe('an answer in a view that Slack no longer opens', () => {
  const modal: ShownView = { id: 'V0OLD00001', type: 'modal', blocks: [] }
  const home: ShownView = { id: 'V0HOME0001', type: 'home', blocks: [] }
  const button = { action_id: 'papers:0', value: 'today', text: 'Today' }

  it.each([
    ['from a modal, too late', 'views.push', 'expired_trigger_id', modal],
    ['from the third modal on top of others', 'views.push', 'push_limit_reached', modal],
    ['from the home page, too late', 'views.open', 'expired_trigger_id', home],
    ['from the home page, in use', 'views.open', 'exchanged_trigger_id', home],
  ])('%s is a direct message', async (_, method, error, view) => {
    const { slack, lines } = await startBot()
    slack.fail(method, { error })
    await slack.clickInView(view, button)
    expect(await slack.nextPost()).toMatchObject({ channel: PERSON.id, text: 'Done.' })
    expect(lines.map(({ level }) => level)).not.toContain('error')
    slack.assertClean()
  })

  it('says in a direct message that its form didn’t open, with a button to try again', async () => {
    const { slack } = await startBot({ reply: withForm })
    slack.fail('views.open', { error: 'expired_trigger_id' }, 2)
    await slack.useShortcut('search_papers')
    const post = await slack.nextPost()
    expect(post).toMatchObject({ channel: PERSON.id })
    expect(post.text).toContain('Slack took too long to open the form.')
    await slack.clickButton(post, 'Try again')
    expect(await slack.nextView()).toMatchObject({ how: 'open', title: 'Search papers' })
  })

  it('is a direct message also where it has a file', async () => {
    const file = { name: 'papers.bib', text: '@misc{a}', type: 'text/plain' }
    const { slack } = await startBot({ reply: () => ({ ...textReply('1 paper.'), file }) })
    slack.fail('views.open', { error: 'expired_trigger_id' })
    await slack.clickInView(home, { ...button, value: 'export today' })
    expect((await slack.nextPost(({ text }) => text.includes('1 paper.'))).channel).toBe(PERSON.id)
  })

  it('is dropped where the person has closed the view meanwhile', async () => {
    const { slack, lines } = await startBot()
    slack.fail('views.update', { error: 'not_found' })
    await slack.clickInView(modal, { ...button, action_id: 'papers:in-place:0' })
    await (await slack.sendCommand('status')).answer()
    expect(slack.posts).toEqual([])
    expect(lines.map(({ level }) => level)).not.toContain('error')
  })
})

describe('a submitted form that can’t be read', () => {
  const view = (more: object = {}): ShownView => ({
    id: 'V0FORM0001',
    type: 'modal',
    callback_id: 'papers-form',
    private_metadata: JSON.stringify({ command: 'search', channelId: null, responseUrl: null }),
    blocks: [],
    ...more,
  })
  const state = (value: unknown) => ({
    alter: (payload: object) => {
      const { view: shown } = { view: {}, ...payload }
      return { ...payload, view: { ...shown, state: value } }
    },
  })

  it.each([
    ['no metadata', view({ private_metadata: '' }), {}],
    ['other metadata', view({ private_metadata: '{"command":null}' }), {}],
    ['another callback', view({ callback_id: 'papers-form-2' }), {}],
    ['no state', view(), state(null)],
    ['no values', view(), state({ values: null })],
    ['a field that is null', view(), state({ values: { query: null } })],
    ['a list for a field', view(), state({ values: { query: { query: [] } } })],
  ])('says so instead of closing as if it had been saved: %s', async (_, shown, options) => {
    const { slack, requests } = await startBot()
    const { payload } = await (await slack.submitView(shown, {}, options)).acked()
    expect(payload).toMatchObject({ response_action: 'update' })
    expect(JSON.stringify(payload)).toContain('couldn’t read this form')
    expect(requests).toEqual([])
  })

  it('says so in HTTP mode too', async () => {
    const { slack, chat, url: to } = await createHttpBot()
    await chat.start()
    const sent = await slack.submitView(view({ private_metadata: '{' }), {}, { to })
    expect(sent.statuses).toEqual([200])
    expect(await sent.acked()).toMatchObject({ payload: { response_action: 'update' } })
  })

  it('is read with other fields than it has, and with nulls for what wasn’t filled in', async () => {
    const { slack, requests } = await startBot()
    const values = {
      query: { query: { type: 'plain_text_input', value: null, selected_options: null } },
      other: { other: { type: 'of_another_version', value: 'x' } },
    }
    await (await slack.submitView(view(), {}, state({ values }))).acked()
    expect(requests).toMatchObject([{ text: 'search', form: { query: [''], other: ['x'] } }])
  })
})

describe('Look up papers', () => {
  const link = 'https://arxiv.org/abs/2611.00010'
  const section = { type: 'rich_text_section', elements: [{ type: 'link', url: link }] }
  it.each([
    ['the text', { text: `see ${link}` }],
    ['blocks', { text: '', blocks: [{ type: 'rich_text', elements: [section] }] }],
    ['an attachment', { attachments: [{ title_link: link }] }],
    ['the name of a file', { text: null, files: [{ name: '2611.00010.pdf', title: null }] }],
    ['the title of a file', { text: '', files: [{ name: 'paper.pdf', title: 'arXiv:2611.00010v2' }, {}] }],
  ])('finds what is in %s', async (_, message) => {
    const { slack, requests } = await startBot()
    await (await slack.useMessageShortcut('look_up_papers', '', changing({ message }))).answer()
    expect(requests[0]?.form?.text?.[0]).toContain('2611.00010')
  })

  it('reads a message without anything', async () => {
    const { slack, requests } = await startBot()
    const message = { text: null, blocks: null, attachments: null, files: 'none' }
    await (await slack.useMessageShortcut('look_up_papers', '', changing({ message }))).answer()
    expect(requests).toHaveLength(1)
  })
})
