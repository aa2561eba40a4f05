import { beforeEach, describe, expect, it } from 'vitest'
import type { Changers } from '../../src/channels/changers.ts'
import { mayChange } from '../../src/commands/change-rights.ts'
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
    expect(textOf(reply)).toContain('who may change channels: admins only')
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

  it.each([
    [{}, 'who may change channels: members, but not guests'],
    [{ size: ['3'] }, '5 papers; who may change channels: members, but not guests'],
  ])('has an Undo that only admins can use, with what else was changed: %o', async (form, what) => {
    const before = await harness.type('settings', { role: 'admin', form: { size: ['5'] } })
    expect(textOf(before)).toContain('Nothing was changed')
    const reply = await harness.type('settings', { role: 'admin', form: { ...form, changers: ['admins'] } })
    const undo = reply.actions?.find(({ label }) => label === 'Undo')?.command ?? 'no Undo'
    const undone = await harness.type(undo, { role: 'admin' })
    expect(textOf(undone)).toContain(`Ada undid a change of Ada in this channel: ${what}.`)
    expect((await harness.type('pause', { role: 'member' })).visibility).toBe('public')

    const redo = undone.actions?.find(({ label }) => label === 'Undo')?.command ?? 'no Undo'
    const refused = await harness.type(redo, { role: 'member' })
    expect(textOf(refused)).toBe(
      'Only admins of this workspace can undo that: it set who may change its channels.',
    )
    expect((await harness.type('schedule 17:30', { role: 'member' })).visibility).toBe('public')
    await harness.type(redo, { role: 'admin' })
    expect(textOf(await harness.type('pause', { role: 'member' }))).toContain('Only admins')
  })

  it('can’t be undone once it was set again, from whichever channel', async () => {
    const reply = await restrict('admin')
    const undo = reply.actions?.find(({ label }) => label === 'Undo')?.command ?? 'no Undo'
    const channel = 'slack:T1/C2'
    await harness.type('settings', { role: 'admin', channel, form: { changers: ['members'] } })
    expect(textOf(await harness.type(undo, { role: 'admin' }))).toContain('changed again since')
  })

  it('is a field of the form that admins see', async () => {
    await restrict('admin')
    const { form } = await harness.type('settings', { role: 'admin' })
    expect(form?.fields.at(-1)).toMatchObject({ name: 'changers', value: 'admins' })
  })
})
