import { expect, it } from 'vitest'
import { type Span, spokenText } from '../../src/messages/digest.ts'

it.each<[string, Span[]]>([
  ['', []],
  ['Google', [{ text: 'Google' }]],
  ['163 upvotes', [{ text: '▲ 163', spoken: '163 upvotes' }]],
  [
    '163 upvotes · code',
    [
      { text: '▲ 163', spoken: '163 upvotes' },
      { text: 'code', url: 'https://example.org' },
    ],
  ],
])('in words alone, facts are “%s”', (text, spans) => expect(spokenText(spans)).toBe(text))
