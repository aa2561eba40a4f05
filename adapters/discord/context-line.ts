import type { Span } from '../../src/messages/digest.ts'
import { plain } from '../../src/messages/untrusted-text.ts'
import { cut, escaped, span } from './markdown.ts'

/** Below this a piece of a text says too little to be shown. */
const SMALLEST_PIECE = 12

/** Muted text, on a line of its own; nothing where there is none. */
export const small = (line: string): string => (line.trim() ? `-# ${line.trim()}` : '')

/**
 * A muted line of spans as far as they come to at most `limit` characters, links' addresses included. A link that doesn't fit
 * is shown as text.
 */
export function contextLine(spans: readonly Span[], limit: number, separator = ''): string {
  let line = ''
  for (const { text, url } of spans) {
    const shown = separator ? plain(text).trim() : plain(text)
    if (!shown) continue
    const before = line ? separator : ''
    const room = limit - line.length - before.length
    const whole = span({ text: shown, url })
    if (whole.length <= room) line += before + whole
    else if (room < SMALLEST_PIECE) break
    else line += before + escaped(cut(shown, room))
  }
  return small(line)
}
