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

it.each([
  ['slack:T1/U1\u200b', 'slack:T1/U1'],
  ['\u200fdiscord:123', 'discord:123'],
  [' slack:T1/U1 ', 'slack:T1/U1'],
  ['discord:１２３', 'discord:123'],
])('%j is read as %s, which is stored', (typed, text) => expect(userIdOf(typed)?.text).toBe(text))

it.each(['slack:T１/Ü1', 'discord:一二三', 'slack:T1/\ud800'])('“%s” is no id of anybody', text =>
  expect(userIdOf(text)).toBeUndefined(),
)

it('a workspace is read without what can’t be seen', () => {
  expect(workspaceIdOf('slack:T1\u200b')).toBe('slack:T1')
  expect(workspaceIdOf('slack:Τ1')).toBeUndefined()
})

it.each(['slack:T1', 'discord:1234', 'discord:@me'])('%s is a workspace', text =>
  expect(workspaceIdOf(text)).toBe(text),
)

it.each(['', 'T1', 'slack:', 'slack:T1/C1', 'slack:T1/', 'slack: T1'])('“%s” is no workspace', text =>
  expect(workspaceIdOf(text)).toBeUndefined(),
)
