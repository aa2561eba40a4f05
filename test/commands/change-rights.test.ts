import { beforeEach, describe, expect, it } from 'vitest'
import { type Changers, mayChange } from '../../src/commands/change-rights.ts'
import type { Request } from '../../src/messages/request.ts'
import { type AppHarness, createAppHarness, textOf } from '../fixtures/app-harness.ts'

it.each<[Changers, Request['role'], boolean]>([
  ['members', 'admin', true],
  ['members', 'member', true],
  ['members', 'unknown', true],
  ['members', 'guest', false],
  ['members', undefined, true],
  ['admins', 'admin', true],
  ['admins', 'member', false],
  ['admins', 'unknown', false],
  ['admins', 'guest', false],
  ['admins', undefined, true],
])('where %s may change channels, someone with the role %s: %s', (changers, role, expected) => {
  expect(mayChange({ mayChange: true, role }, changers)).toBe(expected)
  expect(mayChange({ mayChange: false, role }, changers)).toBe(false)
})

describe('who may change what channels receive', () => {
  let harness: AppHarness
  beforeEach(async () => {
    harness = await createAppHarness('2026-11-23T08:00Z')
    return () => harness.store.close()
  })
  const restrict = (role: Request['role']) =>
    harness.type('settings', { role, form: { changers: ['admins'] } })

  it('is every member at first, but no guest', async () => {
    expect(textOf(await harness.type('confirm subscribe agents', { role: 'guest' }))).toContain('Guests')
    expect(await harness.store.channels.topics('slack:T1/C1')).toEqual([])
    expect((await harness.type('confirm subscribe agents', { role: 'member' })).visibility).toBe('public')
    const list = await harness.type('subscriptions', { role: 'guest' })
    expect([list.choice, list.actions]).toEqual([undefined, undefined])
  })

  it('is set by admins, for all channels of the workspace and no other', async () => {
    const reply = await restrict('admin')
    expect(textOf(reply)).toContain('only admins can change settings')
    const [change] = await harness.store.audit.latest('slack:T1/C1', 1)
    expect(change).toMatchObject({ before: { changers: 'members' }, after: { changers: 'admins' } })
    const other = { channel: 'slack:T1/C2', role: 'member' } as const
    expect(textOf(await harness.type('pause', other))).toContain('Only admins of this workspace')
    expect(textOf(await harness.type('pause', { ...other, role: 'unknown' }))).toContain('users:read')
    expect(textOf(await harness.type('pause', { ...other, channel: 'slack:T2/C2' }))).not.toContain('admins')
    expect((await harness.type('today', other)).visibility).toBe('ephemeral')
  })

  it.each(['member', 'unknown', undefined] as const)('isn’t set by someone whose role is %s', async role => {
    expect(textOf(await restrict(role))).toContain('Nothing was changed')
    expect((await harness.type('settings', { role })).form?.fields.map(({ name }) => name)).not.toContain(
      'changers',
    )
  })

  it('is undone by admins only, with all else that was set, unless it was set again', async () => {
    const form = { changers: ['admins'], size: ['3'] }
    const { actions = [] } = await harness.type('settings', { role: 'admin', form })
    const undo = (role: Request['role']) => harness.type(actions[0]?.command ?? '', { role })
    const state = async () => [
      await harness.store.keyValues.get('changers slack:T1'),
      (await harness.store.channels.find('slack:T1/C1'))?.size,
    ]
    expect(textOf(await undo('member'))).toContain('Only admins')
    expect(await state()).toEqual(['admins', 3])
    const undone = await undo('admin')
    expect(textOf(undone)).toContain('5 papers per digest; members, but not guests, can change settings')
    expect(await state()).toEqual(['members', 5])
    expect(textOf(await undo('admin'))).toContain('changed again')
  })

  it('isn’t undone by a member where members may change settings again', async () => {
    const { actions = [] } = await restrict('admin')
    await harness.type('settings', { role: 'admin', form: { changers: ['members'] } })
    const reply = await harness.type(actions[0]?.command ?? '', { role: 'member' })
    expect(textOf(reply)).toBe('Only admins can undo that, because it also set who can change settings.')
  })

  it('is a field of the form that admins see', async () => {
    await restrict('admin')
    const { form } = await harness.type('settings', { role: 'admin' })
    expect(form?.fields.at(-1)).toMatchObject({ name: 'changers', value: 'admins' })
  })
})
