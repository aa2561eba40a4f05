import { expect, it } from 'vitest'
import { unknownCommand } from '../../../src/commands/general/unknown.ts'
import { textOf } from '../../fixtures/app-harness.ts'

it.each([
  ['tody', 'today'],
  ['todax', 'today'],
  ['todaxx', 'today'],
  ['todaxxx', undefined],
  ['sub', 'subscribe'],
  ['se', undefined],
  ['sea', 'search'],
  ['hlp', 'help'],
  ['wy', 'why'],
  ['wxx', undefined],
  ['subscirbe', 'subscribe'],
  ['fetch', undefined],
  ['x', undefined],
])('%s is taken for %s', (name, meant) => {
  const reply = unknownCommand(name)
  expect(reply.visibility).toBe('ephemeral')
  expect(reply.lines.flat()[1]).toEqual({ text: name, style: 'bold' })
  const suggested = reply.lines.flat().filter(({ style }) => style === 'code')
  expect(suggested.map(({ text }) => text)).toEqual([`/papers ${meant ?? 'help'}`])
  expect(reply.actions?.map(({ command }) => command)).toEqual(meant && ['help'])
})

it('repeats only the beginning of what was typed', () => {
  expect(textOf(unknownCommand('x'.repeat(400))).length).toBeLessThan(120)
})
