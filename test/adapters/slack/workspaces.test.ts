import { describe, expect, it } from 'vitest'
import { isForWorkspace } from '../../../adapters/slack/payload-check.ts'
import type { Request } from '../../../src/messages/request.ts'
import { zoneForm } from '../../contracts/chat/samples.ts'
import { CHANNEL, PERSON } from '../../fakes/slack/workspace.ts'
import { createHttpBot, startBot, textReply } from './bot.ts'

const PARTNER = 'T0PARTNER1'
const partner = {
  team: { id: PARTNER, domain: 'partner' },
  user: { id: 'U0EVE00001', name: 'eve', team_id: PARTNER },
}

const reply = ({ text, form }: Request) =>
  text === 'settings' && !form ? { ...textReply('Settings'), form: zoneForm } : textReply('Done.')

describe('in a channel that is shared with another organisation', () => {
  it('a form that a partner submits is for the channel of the installing workspace', async () => {
    const { slack, requests } = await startBot({ reply })
    const { teamId } = slack.workspace
    const command = await slack.sendCommand('settings')
    const view = { ...(await slack.nextView()), app_installed_team_id: teamId }
    await slack.submitView(view, { zone: 'UTC' }, { alter: payload => ({ ...payload, ...partner }) })
    await command.answer()
    expect(requests.map(({ channel }) => channel)).toEqual([
      `slack:${teamId}/${CHANNEL}`,
      `slack:${teamId}/${CHANNEL}`,
    ])
    expect(requests[1]).toMatchObject({ personId: 'U0EVE00001', form: {} })
    slack.assertClean()
  })

  it('so are the suggestions in a form', async () => {
    const asked: unknown[] = []
    const { slack } = await startBot({
      reply,
      async suggest({ channel }) {
        asked.push(channel)
        return []
      },
    })
    const { teamId } = slack.workspace
    await slack.sendCommand('settings')
    const view = { ...(await slack.nextView()), app_installed_team_id: teamId }
    const alter = (payload: object) => ({ ...payload, ...partner })
    await (await slack.suggest(view, 'papers-found:zone', 'par', { alter })).acked()
    expect(asked).toEqual([`slack:${teamId}/${CHANNEL}`])
  })

  it('so is a click on a message of the bot', async () => {
    const { slack, requests } = await startBot()
    const { teamId, botId } = slack.workspace
    const control = { action_id: 'papers:0', value: 'today', text: 'Today' }
    const alter = (payload: object) => ({ ...payload, ...partner, message: { bot_id: botId } })
    await (await slack.clickButton({ blocks: [] }, control, { alter })).answer()
    expect(requests[0]?.channel).toBe(`slack:${teamId}/${CHANNEL}`)
  })

  it('so is an event, whose authorizations name the installation', async () => {
    const { slack, requests } = await startBot()
    const { teamId } = slack.workspace
    const authorizations = [{ team_id: teamId, user_id: 'U1', is_bot: true }]
    const alter = (payload: object) => ({ ...payload, team_id: PARTNER, authorizations })
    await slack.openHome('home', { alter })
    await slack.nextView()
    expect(requests[0]?.channel).toBe(`slack:${teamId}/${PERSON.id}`)
  })
})

describe('a request of another workspace than the token’s', () => {
  const alter = (payload: object) => ({ ...payload, ...partner })

  it('is acknowledged, logged and not run', async () => {
    const { slack, requests, lines } = await startBot({ reply })
    await slack.sendCommand('settings')
    const view = await slack.nextView()
    const control = { action_id: 'papers:0', value: 'post', text: 'Post' }
    const sent = [
      await slack.sendCommand('post', { alter: payload => ({ ...payload, team_id: PARTNER }) }),
      await slack.clickButton({ blocks: [] }, control, { alter }),
      await slack.submitView({ ...view, app_installed_team_id: PARTNER }, { zone: 'UTC' }),
      await slack.submitView(view, { zone: 'UTC' }, { alter }),
      await slack.suggest(view, 'papers-found:zone', 'par', { alter }),
      await slack.useShortcut('search_papers', { alter }),
      await slack.useMessageShortcut('look_up_papers', 'x', { alter }),
      await slack.openHome('home', { alter: payload => ({ ...payload, team_id: PARTNER }) }),
      await slack.openHome('home', {
        alter: payload => ({ ...payload, authorizations: [{ team_id: PARTNER }] }),
      }),
    ]
    for (const { acked } of sent) expect((await acked()).payload ?? {}).toEqual({})
    await (await slack.sendCommand('status')).answer()
    expect(requests.map(({ text }) => text)).toEqual(['settings', 'status'])
    expect(lines.filter(({ level }) => level === 'warn')).toEqual([
      {
        level: 'warn',
        message: "refused a request of another workspace than the token's from Slack",
        fields: { count: 1 },
      },
    ])
  })

  it('is not run in HTTP mode either', async () => {
    const { slack, chat, url: to, requests } = await createHttpBot()
    await chat.start()
    const sent = await slack.sendCommand('post', { to, alter: payload => ({ ...payload, team_id: PARTNER }) })
    expect([sent.statuses, requests]).toEqual([[200], []])
  })

  it('doesn’t wake a paused channel', async () => {
    const { slack, restoredAccess } = await startBot()
    const alter = (payload: object) => ({
      ...payload,
      team_id: PARTNER,
      event: { type: 'channel_unarchive', channel: 'C1' },
    })
    await (await slack.openHome('home', { alter })).acked()
    await (await slack.sendCommand('status')).answer()
    expect(restoredAccess).toEqual([])
  })
})

it.each([
  [{ team_id: 'T1' }, true],
  [{ team_id: 'T2' }, false],
  [{ team: { id: 'T1' } }, true],
  [{ team: { id: 'T2' }, user: { team_id: 'T1' } }, false],
  [{ team: null, user: { team_id: 'T1' } }, true],
  [{ team: null, user: { team_id: 'T2' } }, false],
  [{ team: { id: 'T2' }, view: { app_installed_team_id: 'T1' } }, true],
  [{ team: { id: 'T1' }, view: { app_installed_team_id: 'T2' } }, false],
  [{ team: { id: 'T1' }, view: null }, true],
  [{ team_id: 'T2', authorizations: [{ team_id: 'T1' }] }, true],
  [{ team_id: 'T1', authorizations: [{ team_id: 'T2' }] }, false],
  [{ team_id: 'T1', authorizations: [] }, true],
  [{ team_id: 'T1', authorizations: [{ team_id: null, enterprise_id: 'E1' }] }, true],
  [{ team: { id: 'T2' }, message: { bot_id: 'B1' } }, true],
  [{ team: { id: 'T2' }, message: { bot_id: 'B2' } }, false],
  [{}, false],
  [{ team_id: 5, team: 'T1', user: [], view: 5, authorizations: 'T1', message: [] }, false],
])('the workspace of %j is ours: %s', (body, isOurs) => {
  expect(isForWorkspace(body, { teamId: 'T1', botId: 'B1' })).toBe(isOurs)
})

it('an unknown bot id makes no message ours', () => {
  expect(isForWorkspace({ team_id: 'T2', message: { bot_id: '' } }, { teamId: 'T1', botId: '' })).toBe(false)
})
