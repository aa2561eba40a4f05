import { describe, expect, it } from 'vitest'
import { renderReply } from '../../../adapters/preview/render-reply.ts'
import type { Reply } from '../../../src/messages/reply.ts'
import { everydayDigest, hostileDigest } from '../../fixtures/digests.ts'

const terminal = { columns: 80, colour: false, links: false }

describe('a reply in a terminal', () => {
  it('shows its lines, its papers, what can be copied, and what to type next', () => {
    const reply: Reply = {
      visibility: 'ephemeral',
      lines: [[{ text: 'Ada', style: 'bold' }, { text: ' asked.' }]],
      digest: { ...everydayDigest, actions: [{ label: 'Next', command: 'page 2 today' }] },
      verbatim: '@misc{key,\n  title={One}\n}',
      actions: [{ label: 'Help', command: 'help' }],
    }
    const text = renderReply(reply, terminal)
    const order = [
      'Ada asked.',
      everydayDigest.title,
      '@misc{key,\n  title={One}\n}',
      '[Next] /papers page 2 today',
      '[Help] /papers help',
    ].map(part => text.indexOf(part))
    expect(order).toEqual(order.toSorted((a, b) => a - b))
    expect(order).not.toContain(-1)
  })

  it('prints a file below its name, without control characters', () => {
    const file = { name: 'papers.ris', text: 'TY  - UNPB\r\nTI  - One \u001b[31mred\r\nER  - \r\n' }
    expect(renderReply({ visibility: 'ephemeral', lines: [[{ text: 'One paper.' }]], file }, terminal)).toBe(
      '  One paper.\n\n  papers.ris\n\nTY  - UNPB\nTI  - One [31mred\nER  -',
    )
  })

  it('shows a form with what is set', () => {
    const text = renderReply(
      {
        visibility: 'ephemeral',
        lines: [],
        form: {
          title: 'Settings',
          submit: 'Save',
          command: 'settings',
          fields: [
            {
              name: 'layout',
              label: 'Layout',
              kind: 'one',
              value: 'b',
              options: [
                { label: 'First', value: 'a' },
                { label: 'Second', value: 'b' },
              ],
            },
          ],
        },
      },
      terminal,
    )
    expect(text).toContain('Layout: Second')
  })

  it('shows only the lines above a form in which nothing is set', () => {
    const query = { name: 'query', label: 'Search for', kind: 'text', value: '' } as const
    const field = { ...query, optional: false, maxLength: 100, lines: 'one' } as const
    const form = { title: 'Search papers', submit: 'Search', command: 'search', fields: [field] }
    const lines = [[{ text: 'What are you looking for?' }]]
    expect(renderReply({ visibility: 'ephemeral', lines, form }, terminal).trim()).toBe(
      'What are you looking for?',
    )
  })

  it('leaves out a link to a message, which has no address in a terminal', () => {
    const place = { channel: 'slack:T1/C1', messageId: 'm1' } as const
    const lines = [[{ text: 'Posted. ' }, { text: 'See the message', place }]]
    expect(renderReply({ visibility: 'ephemeral', lines }, terminal).trim()).toBe('Posted.')
  })

  it('lets no text control the terminal', () => {
    const evil = '\u001b[2J\u0007\u202e'
    const text = renderReply(
      {
        visibility: 'ephemeral',
        lines: [[{ text: evil }]],
        verbatim: evil,
        digest: hostileDigest,
        actions: [{ label: evil, command: evil }],
      },
      terminal,
    )
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f\u202a-\u202e]/)
  })
})
