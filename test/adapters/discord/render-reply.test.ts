import { describe, expect, it } from 'vitest'
import { fits } from '../../../adapters/discord/components.ts'
import { MESSAGE } from '../../../adapters/discord/limits.ts'
import { renderReply } from '../../../adapters/discord/render-reply.ts'
import { command, type ReplySpan } from '../../../src/messages/reply.ts'
import { buttonsIn, textIn } from '../../fakes/discord/contents.ts'
import { everydayDigest, fullestDigest } from '../../fixtures/digests.ts'

const shown = (...lines: ReplySpan[][]): string[] =>
  textIn(renderReply({ visibility: 'ephemeral', lines }).components).split('\n')

describe('a reply on Discord', () => {
  it('shows bold, code and links within a line', () => {
    expect(
      shown([
        { text: 'Ada', style: 'bold' },
        { text: ' typed ' },
        { text: '/papers help', style: 'code' },
        { text: ', see ' },
        { text: 'the list', url: 'https://example.org/' },
      ]),
    ).toEqual(['**Ada** typed `/papers help`, see [the list](<https://example.org/>)'])
  })

  it.each([
    ['help', '</papers help:123>', '`/papers help`'],
    [
      'subscribe video diffusion',
      '</papers subscribe:123> `video diffusion`',
      '`/papers subscribe video diffusion`',
    ],
    ['schedule <time> [days]', '</papers schedule:123> `<time> [days]`', '`/papers schedule <time> [days]`'],
    ['downrank 2611.00001', '`/papers downrank 2611.00001`', '`/papers downrank 2611.00001`'],
    ['help:9> <@everyone', '`/papers help:9> <@everyone`', '`/papers help:9> <@everyone`'],
  ])('shows the command “%s” as %s once it is registered, before that as %s', (text, mention, plain) => {
    const lines = [[{ text: 'Type ' }, command(text), { text: ' now' }]]
    const shownWith = (id?: string) => textIn(renderReply({ visibility: 'ephemeral', lines }, id).components)
    expect(shownWith('123')).toBe(`Type ${mention} now`)
    expect(shownWith()).toBe(`Type ${plain} now`)
  })

  it('keeps two commands next to each other apart', () => {
    const lines = [[command('pause'), command('resume')]]
    expect(textIn(renderReply({ visibility: 'ephemeral', lines }, '123').components)).toBe(
      '</papers pause:123></papers resume:123>',
    )
  })

  it('shows a fully muted line as small text, and muted text within a line as plain text', () => {
    expect(
      shown(
        [{ text: 'Paper Round 1.2.3', style: 'muted' }],
        [
          { text: 'help', style: 'code' },
          { text: ' this list', style: 'muted' },
        ],
      ),
    ).toEqual(['-# Paper Round 1.2.3', '`help` this list'])
  })

  it('merges neighbours of the same style, whose delimiters would run together', () => {
    expect(
      shown([
        { text: 'a', style: 'bold' },
        { text: 'b', style: 'bold' },
      ]),
    ).toEqual(['**ab**'])
  })

  it('shows hostile names as text', () => {
    expect(shown([{ text: '@everyone **x**', style: 'bold' }, { text: ' asked.' }])).toEqual([
      '**\\@everyone \\*\\*x\\*\\*** asked.',
    ])
    expect(shown([{ text: '# a' }], [{ text: '> b' }])).toEqual(['\\# a', '\\> b'])
  })

  it('has the digest below its lines, and one row with the buttons of both', () => {
    const actions = [{ label: 'Help', command: 'help' }]
    const { components } = renderReply({
      visibility: 'ephemeral',
      lines: [[{ text: 'Here it is.' }]],
      digest: { ...everydayDigest, layout: 'thread' },
      actions,
    })
    expect(textIn(components).split('\n').slice(0, 2)).toEqual([
      'Here it is.',
      '### Papers for Monday, 23 November',
    ])
    expect(buttonsIn(components.at(-1)).map(({ label }) => label)).toEqual([
      'All of today',
      'Subscriptions',
      'Help',
    ])
    expect(components.at(-1)?.type).toBe(1)
  })

  it.each([
    ['', undefined],
    [' and a full digest', fullestDigest],
    [' and a digest of few', { ...everydayDigest, layout: 'thread' as const }],
  ])('with more buttons than fit%s has the first ones, Undo among them', (_, digest) => {
    const many = Array.from({ length: 60 }, (_, index) => ({
      label: `Unsubscribe ${index}`,
      command: `unsubscribe topic${index}`,
    }))
    const { components } = renderReply({
      visibility: 'public',
      lines: [[{ text: 'Ada unsubscribed this channel from all topics.' }]],
      digest,
      choice: { label: 'Follow…', options: many },
      actions: [{ label: 'Undo', command: 'undo 1' }, ...many],
    })
    expect(fits(components)).toBe(true)
    const labels = buttonsIn(components).map(({ label }) => label)
    expect(labels).toContain('Undo')
    expect(labels).toContain('Unsubscribe 0')
    expect(textIn(components)).toContain('Ada unsubscribed')
  })

  it.each([
    ['with many lines', undefined],
    ['with many lines and the fullest digest', fullestDigest],
  ])('%s is cut to Discord’s limit', (_, digest) => {
    const lines = Array.from({ length: 60 }, (_, index) => [{ text: `${index} ${'*long* '.repeat(40)}` }])
    const text = textIn(renderReply({ visibility: 'ephemeral', lines, digest }).components)
    expect(text.length).toBeLessThanOrEqual(MESSAGE.text)
    expect(text).toContain('\n…')
    expect(text.split('\n').filter(line => /^\*\*\d+\. \[/.test(line)).length).toBe(
      digest?.entries.length ?? 0,
    )
  })

  it('without content shows something, because Discord rejects an empty message', () => {
    expect(shown()).toEqual(['…'])
    expect(shown([{ text: ' ' }])).toEqual(['…'])
  })
})
