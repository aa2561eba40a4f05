import { describe, expect, it } from 'vitest'
import { renderDigest } from '../../../adapters/discord/render-digest.ts'
import { renderReply } from '../../../adapters/discord/render-reply.ts'
import type { Span } from '../../../src/messages/digest.ts'
import { distanceSpan, momentSpan } from '../../../src/messages/moment.ts'
import { textIn } from '../../fakes/discord/contents.ts'
import { everydayDigest } from '../../fixtures/digests.ts'

const NOW = Date.parse('2026-11-26T15:29:30.900Z')
const AT = Date.parse('2026-11-27T08:00:00.900Z')
const spans: Span[] = [
  { text: 'Next: ' },
  momentSpan(AT, NOW, 'Europe/Paris', true),
  { text: ', ' },
  distanceSpan(AT, NOW),
  { text: '.' },
]
const SHOWN = 'Next: <t:1795766400:f>, <t:1795766400:R>\\.'

describe('a moment in Discord', () => {
  it('is a time in the reader’s zone, and how far off it is', () => {
    const { components } = renderReply({ visibility: 'ephemeral', lines: [spans] })
    expect(textIn(components)).toBe(SHOWN)
  })

  it('is one in a muted line', () => {
    const lines = [spans.map(span => ({ ...span, style: 'muted' as const }))]
    expect(textIn(renderReply({ visibility: 'ephemeral', lines }).components)).toBe(`-# ${SHOWN}`)
  })

  it('is one in a digest’s notes', () => {
    expect(textIn(renderDigest({ ...everydayDigest, notes: [spans] }).components)).toContain(`-# ${SHOWN}`)
  })

  it('is only what the core says is one: a text that looks like it is escaped', () => {
    const { components } = renderReply({ visibility: 'ephemeral', lines: [[{ text: '<t:1795766400:R>' }]] })
    expect(textIn(components)).toBe('\\<t\\:1795766400\\:R>')
  })
})
