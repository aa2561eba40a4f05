import { expect, it } from 'vitest'
import { PERSON, WORKSPACE } from '../../fakes/slack/workspace.ts'
import { startBot } from './bot.ts'

const scopes = [...WORKSPACE.scopes, 'users:read']

it.each([
  ['member', {}],
  ['admin', { is_admin: true }],
  ['admin', { is_owner: true }],
  ['guest', { is_restricted: true }],
  ['guest', { is_ultra_restricted: true, is_admin: true }],
  ['guest', { is_stranger: true }],
  ['guest', { team_id: 'T0PARTNER1' }],
  ['member', { team_id: WORKSPACE.teamId }],
  ['member', { team_id: 'T0OTHER001', enterprise_user: { teams: [WORKSPACE.teamId] } }],
])('a %s is someone of whom Slack says %j, and Slack is asked once', async (role, user) => {
  const { slack, requests } = await startBot({ workspace: { scopes, people: { [PERSON.id]: user } } })
  await (await slack.sendCommand('status')).answer()
  await (await slack.sendCommand('pause')).answer()
  expect(requests.map(request => request.role)).toEqual([role, role])
  expect(slack.calls.filter(({ method }) => method === 'users.info')).toHaveLength(1)
  slack.assertClean()
})

it('a role is unknown without the scope users:read, and Slack is asked once', async () => {
  const { slack, requests } = await startBot()
  await (await slack.sendCommand('status')).answer()
  await (await slack.sendCommand('pause')).answer()
  expect(requests.map(({ role }) => role)).toEqual(['unknown', 'unknown'])
  expect(slack.calls.filter(({ method }) => method === 'users.info')).toHaveLength(1)
})

it('a role is missing in direct messages, where all is the person’s own', async () => {
  const { slack, requests } = await startBot()
  await (await slack.sendCommand('pause', { channel: 'D0OWN00001' })).answer()
  expect(requests).toMatchObject([{ mayChange: true }])
  expect(requests[0]?.role).toBeUndefined()
})
