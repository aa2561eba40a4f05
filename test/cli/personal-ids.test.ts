import { expect, it } from 'vitest'
import { userIdOf, workspaceIdOf } from '../../src/cli/personal-ids.ts'

it.each([
  ['slack:T1/U1', { platform: 'slack', workspace: 'slack:T1', personId: 'U1' }],
  ['slack:U1', { platform: 'slack', personId: 'U1' }],
  ['discord:290926798626357200', { platform: 'discord', personId: '290926798626357200' }],
])('%s is a person', (text, person) => expect(userIdOf(text)).toEqual({ text, ...person }))

it.each([
  '',
  'U1',
  'slack:',
  'slack:T1/',
  'slack:/U1',
  'slack:T1/C1/U1',
  'Slack:U1',
  'slack:U 1',
  'slack:a:b',
])('“%s” is no person', text => expect(userIdOf(text)).toBeUndefined())

it.each(['slack:T1', 'discord:1234', 'discord:@me'])('%s is a workspace', text =>
  expect(workspaceIdOf(text)).toBe(text),
)

it.each(['', 'T1', 'slack:', 'slack:T1/C1', 'slack:T1/', 'slack: T1'])('“%s” is no workspace', text =>
  expect(workspaceIdOf(text)).toBeUndefined(),
)
