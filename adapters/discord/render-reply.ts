import type { Reply, ReplySpan } from '../../src/commands/reply.ts'
import { shorten } from '../../src/text/graphemes.ts'
import { actionsRow, type Component, countParts, type Message, message, textDisplay } from './components.ts'
import type { Squeeze } from './limits.ts'
import { bold, code, plain, span } from './markdown.ts'
import { digestComponents } from './render-digest.ts'
import { small } from './small-print.ts'

type Line = readonly ReplySpan[]

const isMuted = (line: Line): boolean => line.length > 0 && line.every(({ style }) => style === 'muted')

/** Marks of the same kind beside each other would make another mark, so such neighbours become one. */
function joined(line: Line): ReplySpan[] {
  const spans: ReplySpan[] = []
  for (const next of line) {
    const last = spans.at(-1)
    if (last && last.style === next.style && !last.url && !next.url) last.text += next.text
    else if (next.text) spans.push({ ...next })
  }
  return spans
}

/** Within a line there is no muted look; only a whole line has it. */
function renderSpan({ style, ...rest }: ReplySpan): string {
  const text = plain(rest.text)
  if (style === 'code') return code(text)
  const shown = span({ ...rest, text })
  return style === 'bold' ? bold(shown) : shown
}

function renderLine(line: Line): string {
  const text = joined(line).map(renderSpan).join('')
  return isMuted(line) ? small(text) : text.trim()
}

/** A line cut to so many characters of its own; marks, escapes and addresses come on top. */
function cutLine(line: Line, limit: number): ReplySpan[] {
  let room = limit
  return line.map(part => {
    const text = shorten(part.text, room, piece => piece.length)
    room -= text.length
    return { ...part, text }
  })
}

/** Lines as far as they come to at most `limit` characters. */
function linesWithin(lines: readonly Line[], limit: number): string[] {
  const shown: string[] = []
  let room = limit
  for (const line of lines) {
    const whole = renderLine(line)
    const text = whole.length <= room ? whole : renderLine(cutLine(line, Math.floor(room / 3)))
    if (text.length > room) break
    shown.push(text)
    room -= text.length + 1
    if (text !== whole) break
  }
  return shown.length < lines.length ? [...shown, '…'] : shown
}

/** A reply as one message: its lines, the digest below them, and one row with the buttons of both. */
export function renderReply({ lines, digest, actions = [] }: Reply): Message {
  const row = actionsRow([...(digest?.actions ?? []), ...actions])
  const others = countParts(row) + (lines.length > 0 ? 1 : 0)
  const draw = (squeeze: Squeeze): Component[] => [
    ...textDisplay(linesWithin(lines, squeeze.lines)),
    ...(digest ? digestComponents(digest, squeeze, others) : []),
    ...row,
  ]
  return message(squeeze => {
    const components = draw(squeeze)
    return components.length > 0 ? components : textDisplay(['…'])
  })
}
