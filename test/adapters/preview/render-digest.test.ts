import fc from 'fast-check'
import stringWidth from 'string-width'
import { describe, expect, it } from 'vitest'
import type { Terminal } from '../../../adapters/preview/describe-terminal.ts'
import { renderDigest } from '../../../adapters/preview/render-digest.ts'
import type { Digest } from '../../../src/messages/digest.ts'
import { everydayDigest, fullestDigest, hostileDigest, plainEntry } from '../../fixtures/digests.ts'

const plain = (columns: number): Terminal => ({ columns, colour: false, links: false })
const rich = (columns: number): Terminal => ({ columns, colour: true, links: true })

/** Our colours, and links to printable addresses. Any other control character is an attack. */
const OURS = /\u001b\[(?:1|2|22|36|39)m|\u001b\]8;;[\x21-\x7e]*\u0007/g
const uncontrolled = (shown: string) => shown.replace(OURS, '').replaceAll('\n', '')
const widest = (shown: string) => Math.max(...shown.split('\n').map(line => stringWidth(line)))
const withoutSpace = (text: string) => text.replace(/\s+/gu, '')

const nastyText = fc
  .array(
    fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '大型言語モデルの',
        '👩‍👩‍👧‍👦',
        '🇫🇷',
        'e\u0301',
        'مرحبا',
        '\u001b[31m',
        '\u009b2J',
        '\n',
        ' ',
        '\u202e',
      ),
      fc.constantFrom(
        '\u001b]8;;http://evil.example\u0007',
        '\u001b]0;title\u001b\\',
        'supercalifragilistic'.repeat(6),
      ),
    ),
    { maxLength: 12 },
  )
  .map(parts => parts.join(''))

const nastySpan = fc.record({
  text: nastyText,
  url: fc.option(fc.oneof(fc.webUrl(), nastyText), { nil: undefined }),
})

const nastyDigest: fc.Arbitrary<Digest> = fc.record({
  layout: fc.constantFrom('compact', 'standard', 'thread'),
  title: nastyText,
  entries: fc.array(
    fc.record({
      paperId: fc.constant('2611.00001'),
      title: nastyText,
      url: fc.oneof(fc.webUrl(), nastyText),
      summary: nastyText,
      facts: fc.array(nastySpan, { maxLength: 5 }),
    }),
    { maxLength: 12 },
  ),
  notes: fc.array(fc.array(nastySpan, { maxLength: 3 }), { maxLength: 2 }),
  actions: fc.constant([]),
})

describe('a digest in the terminal', () => {
  it('reads like a small printed list', () => {
    const digest = { ...everydayDigest, entries: everydayDigest.entries.slice(0, 2) }
    expect(`\n${renderDigest(digest, plain(80))}\n`).toBe(`
  Papers for Monday, 23 November
  ──────────────────────────────

  1  Small Steps: Curriculum Learning for Tool-Using Agents
     Ordering tasks from easy to hard lets a 7B agent reach the tool-use
     accuracy of a model ten times its size.
     ▲ 163 (+41 since yesterday) · ★ 1.2k · Example Lab · 12 authors · code ·
     agents · huggingface.co/papers/2611.00001

  2  Attention in 𝒪(n log n): E²C and Friends
     Ordering tasks from easy to hard lets a 7B agent reach the tool-use
     accuracy of a model ten times its size.
     ▲ 24 · 1 author · from Friday, 20 November ·
     huggingface.co/papers/2611.00002

  18 more are listed today: see them all (huggingface.co/papers)
`)
  })

  it('says below its title what is true of all papers', () => {
    const shown = renderDigest({ ...everydayDigest, subtitle: 'All from Friday 20 November' }, plain(80))
    expect(shown.split('\n').slice(1, 4)).toEqual([
      '  ──────────────────────────────',
      '  All from Friday 20 November',
      '',
    ])
  })

  it.each([20, 40, 80, 200])('is never wider than %i columns', columns => {
    for (const digest of [everydayDigest, fullestDigest, hostileDigest]) {
      expect(widest(renderDigest(digest, plain(columns)))).toBeLessThanOrEqual(columns)
    }
  })

  it('is never wider than the terminal and never controls it, whatever the texts are', () => {
    fc.assert(
      fc.property(nastyDigest, fc.integer({ min: 20, max: 200 }), fc.boolean(), (digest, columns, isRich) => {
        const shown = renderDigest(digest, isRich ? rich(columns) : plain(columns))
        expect(widest(shown)).toBeLessThanOrEqual(columns)
        expect(uncontrolled(shown)).not.toMatch(/\p{Cc}|\p{Bidi_Control}/u)
      }),
    )
  })

  it('keeps lines readable on a very wide terminal', () => {
    expect(widest(renderDigest(fullestDigest, plain(400)))).toBeLessThanOrEqual(100)
  })

  it('shows all of the longest texts', () => {
    const shown = withoutSpace(renderDigest(fullestDigest, plain(20)))
    expect(shown.split(withoutSpace(fullestDigest.entries[0]?.title ?? '-'))).toHaveLength(16)
    expect(shown.split(withoutSpace(fullestDigest.entries[0]?.summary ?? '-'))).toHaveLength(16)
  })

  it('counts wide characters as two columns', () => {
    const title = '大規模言語モデルのための段階的学習と評価'
    const shown = renderDigest({ ...everydayDigest, entries: [{ ...plainEntry, title }] }, plain(24))
    expect(widest(shown)).toBeLessThanOrEqual(24)
    expect(withoutSpace(shown)).toContain(title)
  })

  it('has no escape sequence if the terminal has neither colours nor links', () => {
    for (const digest of [everydayDigest, fullestDigest, hostileDigest]) {
      expect(renderDigest(digest, plain(80))).not.toContain('\u001b')
    }
  })

  it('links titles only if the terminal supports it, and then omits the address', () => {
    const linked = renderDigest(everydayDigest, { columns: 80, colour: false, links: true })
    expect(linked).toContain('\u001b]8;;https://huggingface.co/papers/2611.00001\u0007Small Steps')
    expect(linked).toContain('\u001b]8;;https://github.com/example/small-steps\u0007code\u001b]8;;\u0007')
    expect(linked.replace(OURS, '')).not.toContain('huggingface.co')
    const unlinked = renderDigest(everydayDigest, { columns: 80, colour: true, links: false })
    expect(unlinked).not.toContain('\u001b]8')
    expect(unlinked).toContain('huggingface.co/papers/2611.00001')
  })

  it('shows a hostile address neither as a link nor as text', () => {
    const entry = {
      ...plainEntry,
      url: 'javascript:alert(1)',
      facts: [{ text: 'code', url: 'file:///etc/passwd' }],
    }
    for (const terminal of [plain(80), rich(80)]) {
      const shown = renderDigest({ ...everydayDigest, entries: [entry], notes: [] }, terminal)
      expect(shown).not.toMatch(/javascript|passwd|\u001b\]8/)
    }
  })

  it('puts no control sequence into a link', () => {
    const url = 'https://example.org/\u001b]8;;\u0007\u009b31m\u0007?q=\u0007x'
    const shown = renderDigest({ ...everydayDigest, entries: [{ ...plainEntry, url }] }, rich(80))
    expect(shown).toContain('\u001b]8;;https://example.org/%1B]8;;%07%C2%9B31m%07?q=%07x\u0007')
    expect(uncontrolled(shown)).not.toMatch(/\p{Cc}/u)
  })

  it('omits a link that is longer than terminals accept', () => {
    const url = `https://example.org/${'a'.repeat(2100)}`
    const shown = renderDigest({ ...everydayDigest, entries: [{ ...plainEntry, url, facts: [] }] }, rich(80))
    expect(shown).not.toContain('aaaa')
  })
})
