import { describe, expect, it } from 'vitest'
import { unknownCommand } from '../../../src/commands/general/unknown.ts'
import { findCommand } from '../../../src/commands/registry.ts'
import { textOf } from '../../fixtures/app-harness.ts'

/** The command that the answer suggests. */
function suggested(name: string): string | undefined {
  const shown = unknownCommand({ name, args: '' }).lines.flat()
  const codes = shown.flatMap(({ style, text }) => (style === 'code' ? [text.replace('/papers ', '')] : []))
  return codes.join() === 'help' ? undefined : codes.join()
}

describe('an unknown command', () => {
  it.each([
    ['tody', 'today'],
    ['todax', 'today'],
    ['todaxx', 'today'],
    ['todaxxx', undefined],
    ['subs', 'subscriptions'],
    ['subscrib', 'subscribe'],
    ['se', undefined],
    ['sea', 'search'],
    ['wy', 'why'],
    ['wxx', undefined],
    ['subscirbe', 'subscribe'],
    ['fetch', undefined],
    ['x', undefined],
    // What changes something at once is suggested only for a sure misspelling.
    ['unsubcribe', 'unsubscribe'],
    ['unsubscirbe', 'unsubscribe'],
    ['shedule', undefined],
    ['scedule', 'schedule'],
    ['schdule', 'schedule'],
    ['sched', 'schedule'],
    ['sche', undefined],
    ['resme', 'resume'],
  ])('%s is taken for %s', (name, meant) => {
    expect(suggested(name)).toBe(meant)
  })

  it.each(
    'most port cost host past pose posts poster pulse cause clause phase parse paste reuse reduce rescue presume scheduler unsupervised transformers loss lost last'.split(
      ' ',
    ),
  )('%s is another word, for which no command is suggested that changes something', name => {
    expect(findCommand(suggested(name) ?? '')?.changes ?? false).toBe(false)
  })

  it('can be searched for, with all its words', () => {
    const reply = unknownCommand({ name: 'transformers', args: 'for Vision' })
    expect(reply.visibility).toBe('ephemeral')
    expect(reply.lines.flat()[1]).toEqual({ text: 'transformers', style: 'bold' })
    expect(reply.actions?.map(({ command }) => command)).toEqual(['search transformers for Vision', 'help'])
  })

  it('is repeated only in part, and can’t be searched for if it is longer than a query', () => {
    const reply = unknownCommand({ name: 'x'.repeat(501), args: '' })
    expect(textOf(reply).length).toBeLessThan(120)
    expect(reply.actions?.map(({ command }) => command)).toEqual(['help'])
    expect(unknownCommand({ name: 'x'.repeat(500), args: '' }).actions).toHaveLength(2)
  })
})
