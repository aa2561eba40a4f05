import type { types } from '@slack/bolt'
import type { Span } from '../../src/messages/digest.ts'
import { plain } from '../../src/messages/untrusted-text.ts'
import { DATE_FORMAT, plainText, secondsOf } from './blocks.ts'
import { CONTEXT } from './limits.ts'
import { cut, escaped, linkUrl } from './text.ts'

/** A shorter piece of text, in characters, says too little to be shown. */
const MIN_PIECE = 12

/** Text in which mrkdwn has nothing to format, link or mention. A colon only before a space, so that it can't begin an emoji. */
const NO_MRKDWN = /^(?:[\p{L}\p{N} ▲★+(),.'’%/–-]|:(?= ))+$/u

/** A link in mrkdwn, if label and address allow one. A `|` would end the address. */
export function mrkdwnLink({ text, url }: Span): string | undefined {
  const address = linkUrl(url)?.replaceAll('|', '%7C')
  return address && NO_MRKDWN.test(text) ? `<${escaped(address)}|${text}>` : undefined
}

/** What the text of a moment consists of: its time and the name of its zone. */
const MOMENT_TEXT = /^[\p{L}\p{N} (),.:/_+-]+$/u

/** A moment in mrkdwn; its text is shown where Slack can't format it. */
function mrkdwnDate({ text, moment }: Span): string | undefined {
  if (moment?.shown !== 'time' || !MOMENT_TEXT.test(text)) return undefined
  return `<!date^${secondsOf(moment)}^${DATE_FORMAT}|${text}>`
}

const mrkdwnOf = (span: Span): string | undefined => mrkdwnLink(span) ?? mrkdwnDate(span)

type Piece = { type: 'plain_text' | 'mrkdwn'; text: string }

/** The pieces of a line, at most `limit` characters in total; neighbours of the same type are joined. */
function piecesOf(spans: readonly Span[], separator: string, limit: number): Piece[] {
  const hasLinks = spans.some(span => mrkdwnOf(span))
  const pieces: Piece[] = []
  let room = limit
  for (const span of spans.filter(({ text }) => plain(text).trim())) {
    const before = pieces.length > 0 ? separator : ''
    const shown = plain(span.text)
    const isLast = pieces.length >= CONTEXT.elements - 1
    const link = isLast ? undefined : mrkdwnOf(span)
    const fitting = link && before.length + link.length <= room ? link : undefined
    const text = before + (fitting ?? shown)
    if (text.length > room && room < MIN_PIECE) break
    const isMrkdwn = fitting || (hasLinks && !isLast && NO_MRKDWN.test(shown))
    const piece: Piece = { type: isMrkdwn ? 'mrkdwn' : 'plain_text', text: cut(text, room) }
    room -= piece.text.length
    const last = pieces.at(-1)
    if (last?.type === piece.type) last.text += piece.text
    else pieces.push(piece)
  }
  return pieces
}

/**
 * A small muted line. Only context blocks look like that, and only mrkdwn has links in them. So in a line with links, text
 * without markup is mrkdwn; everything else is plain text, in which nothing is parsed. Slack lays out each element as
 * a separate box, so fewer elements give better line breaks.
 * @param options.limit the line's length in characters, including link addresses
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
