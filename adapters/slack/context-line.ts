import type { types } from '@slack/bolt'
import type { Span } from '../../src/messages/digest.ts'
import { plain } from '../../src/messages/untrusted-text.ts'
import { plainText } from './blocks.ts'
import { CONTEXT } from './limits.ts'
import { cut, escaped, linkUrl } from './text.ts'

/** Below this a piece of a text says too little to be shown. */
const SMALLEST_PIECE = 12

/** Text in which mrkdwn finds nothing to format, link or mention: a colon may not begin an emoji, for one. */
const HARMLESS = /^(?:[\p{L}\p{N} ▲★+(),.'’%/–-]|:(?= ))+$/u

/** A link in mrkdwn, if label and address allow one. `|` would end the address. */
function mrkdwnLink({ text, url }: Span): string | undefined {
  const address = linkUrl(url)?.replaceAll('|', '%7C')
  return address && HARMLESS.test(text) ? `<${escaped(address)}|${text}>` : undefined
}

type Piece = { type: 'plain_text' | 'mrkdwn'; text: string }

/** The pieces of a line as far as they come to at most `limit` characters, neighbours of one kind joined. */
function piecesOf(spans: readonly Span[], separator: string, limit: number): Piece[] {
  const hasLinks = spans.some(span => mrkdwnLink(span))
  const pieces: Piece[] = []
  let room = limit
  for (const span of spans.filter(({ text }) => plain(text).trim())) {
    const before = pieces.length > 0 ? separator : ''
    const shown = plain(span.text)
    const isLast = pieces.length >= CONTEXT.elements - 1
    const link = isLast ? undefined : mrkdwnLink(span)
    const fitting = link && before.length + link.length <= room ? link : undefined
    const text = before + (fitting ?? shown)
    if (text.length > room && room < SMALLEST_PIECE) break
    const isMrkdwn = fitting || (hasLinks && !isLast && HARMLESS.test(shown))
    const piece: Piece = { type: isMrkdwn ? 'mrkdwn' : 'plain_text', text: cut(text, room) }
    room -= piece.text.length
    const last = pieces.at(-1)
    if (last?.type === piece.type) last.text += piece.text
    else pieces.push(piece)
  }
  return pieces
}

/**
 * A muted line in small print. Only a context block has that look, and in it only mrkdwn has links. So a line with links
 * is mrkdwn as far as its text is harmless; all else is plain text, in which nothing is parsed. Slack lays out each kind as
 * a box of its own, so the fewer changes, the better the line breaks.
 * @param options.limit characters that the line may have, links' addresses included
 */
export function contextLine(
  spans: readonly Span[],
  { separator = '', limit = CONTEXT.text }: { separator?: string; limit?: number } = {},
): types.ContextBlock[] {
  const elements = piecesOf(spans, separator, Math.min(limit, CONTEXT.text))
    .map(({ type, text }) => ({ type, text: text.trim() }))
    .filter(({ text }) => text)
    .map(({ type, text }) => (type === 'mrkdwn' ? { type, text, verbatim: true } : plainText(text)))
  return elements.length > 0 ? [{ type: 'context', elements }] : []
}
