import { describe, expect, it } from 'vitest'
import { fits } from '../../../adapters/slack/blocks.ts'
import { renderReply } from '../../../adapters/slack/render-reply.ts'
import type { Reply, ReplySpan } from '../../../src/messages/reply.ts'
import { validatorsAreThere } from '../../fakes/validators.ts'
import { everydayDigest, fullestDigest, hostileDigest } from '../../fixtures/digests.ts'
import { findingsIn, objectsIn, skippedNote, textsIn } from './blocks.ts'

const reply = (lines: ReplySpan[][], more: Partial<Reply> = {}): Reply => ({
  visibility: 'ephemeral',
  lines,
  ...more,
})
const typesOf = (given: Reply): string[] => renderReply(given).blocks.map(({ type }) => type)

describe('the lines of a reply', () => {
  it('keep emphasis and links', () => {
    const { blocks, text } = renderReply(
      reply([
        [{ text: 'ada', style: 'bold' }, { text: ' follows ' }, { text: 'agents', style: 'code' }],
        [
          { text: 'more', url: 'https://example.org/more', style: 'bold' },
          { text: ' (soon)', style: 'muted' },
        ],
      ]),
    )
    expect(blocks).toEqual([
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_section',
            elements: [
              { type: 'text', text: 'ada', style: { bold: true } },
              { type: 'text', text: ' follows ' },
              { type: 'text', text: 'agents', style: { code: true } },
            ],
          },
          {
            type: 'rich_text_section',
            elements: [
              { type: 'link', url: 'https://example.org/more', text: 'more', style: { bold: true } },
              { type: 'text', text: ' (soon)', style: { italic: true } },
            ],
          },
        ],
      },
    ])
    expect(text).toBe('ada follows agents more (soon)')
  })

  it('share a block, but muted lines are context lines, and empty lines start a new block', () => {
    const line = [{ text: 'line' }]
    expect(typesOf(reply([line, line, [{ text: 'small', style: 'muted' }], line, [], line]))).toEqual([
      ...['rich_text', 'context', 'rich_text', 'rich_text'],
    ])
  })

  it.each([
    [undefined, []],
    [everydayDigest, ['All of today', 'Subscriptions']],
  ])(
    'have the first buttons below them, Undo among them, where there are too many',
    async (digest, before) => {
      const many = Array.from({ length: 60 }, (_, index) => ({
        label: `Unsubscribe ${index}`,
        command: `unsubscribe topic${index}`,
      }))
      const message = renderReply(
        reply([[{ text: 'Ada unsubscribed this channel from all topics.' }]], {
          digest,
          choice: { label: 'Follow…', options: many },
          actions: [{ label: 'Undo', command: 'undo 1' }, ...many],
        }),
      )
      const rows = message.blocks.filter(({ type }) => type === 'actions')
      const buttons = objectsIn(rows).filter(({ type }) => type === 'button')
      const labels = buttons.map(({ text }) => objectsIn(text)[0]?.text)
      expect(labels).toHaveLength(24)
      expect(labels.slice(0, before.length + 2)).toEqual([...before, 'Undo', 'Unsubscribe 0'])
      expect(await findingsIn(message)).toEqual([])
    },
  )

  it('fit in one message, however many and long they are', () => {
    const line: ReplySpan[] = [{ text: 'word '.repeat(1_000) }]
    for (const lines of [
      [line],
      Array(20).fill(line),
      Array(500).fill(line),
      Array(200).fill([{ text: 'small', style: 'muted' }]),
    ]) {
      const { blocks } = renderReply(reply(lines))
      expect(fits(blocks)).toBe(true)
    }
  })

  it('can be as long as the longest abstract', () => {
    const abstract = 'a word '.repeat(500).trim()
    expect(textsIn(renderReply(reply([[{ text: abstract }]])).blocks, 'text')).toEqual([abstract])
  })
})

describe('a digest in a reply', () => {
  it('is below the lines in the same message, whatever its layout, with one row of buttons for both', () => {
    const digest = { ...everydayDigest, layout: 'thread' as const }
    const given = reply([[{ text: 'The next one:' }]], {
      digest,
      actions: [{ label: 'Help', command: 'help' }],
    })
    const types = typesOf(given)
    expect(types.slice(0, 3)).toEqual(['rich_text', 'header', 'rich_text'])
    expect(types.at(-1)).toBe('actions')
    const row = renderReply(given).blocks.at(-1)
    const buttons = objectsIn(row).filter(({ type }) => type === 'button')
    expect(buttons.map(({ value, action_id }) => [action_id, value])).toEqual([
      ['papers:0', 'today'],
      ['papers:1', 'subscriptions'],
      ['papers:2', 'help'],
    ])
  })

  it('keeps all its papers even with long lines', () => {
    const { blocks } = renderReply(
      reply(Array(30).fill([{ text: 'word '.repeat(100) }]), { digest: fullestDigest }),
    )
    expect(fits(blocks)).toBe(true)
    expect(textsIn(blocks, 'link')).toHaveLength(15)
  })
})

describe.skipIf(!validatorsAreThere)(`by Slack's rules${skippedNote}`, () => {
  it.each([
    ['hostile lines', reply(hostileDigest.entries.map(({ title }) => [{ text: title, style: 'code' }]))],
    ['a hostile digest', reply([[{ text: 'Here:' }]], { digest: hostileDigest })],
    ['the fullest digest', reply([[{ text: 'Here:' }]], { digest: fullestDigest })],
    ['muted lines only', reply([[{ text: 'nothing', style: 'muted' }]])],
  ])('a reply of %s is valid', async (_, given) => {
    expect(await findingsIn(renderReply(given))).toEqual([])
  })
})
