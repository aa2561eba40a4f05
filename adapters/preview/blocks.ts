import stringWidth from 'string-width'
import wrapAnsi from 'wrap-ansi'
import type { Terminal } from './describe-terminal.ts'
import { MARGIN_FROM_COLUMNS, MAX_COLUMNS, MIN_COLUMNS } from './limits.ts'

/** The horizontal position of text on the screen, in columns. */
export interface Frame {
  margin: number
  /** The width of the text without the margin. */
  width: number
}

export function frameOf({ columns }: Terminal): Frame {
  const total = Math.max(MIN_COLUMNS, Math.min(columns, MAX_COLUMNS))
  const margin = total < MARGIN_FROM_COLUMNS ? 0 : 2
  return { margin, width: total - 2 * margin }
}

/**
 * Lines of at most `width` columns. wrap-ansi 10 measures with an older string-width, which counts a few characters (such as
 * half a flag) as narrower than they are shown; then we retry with a smaller width.
 */
function wrap(text: string, width: number): string[] {
  for (let room = width; ; room--) {
    const lines = wrapAnsi(text, room, { hard: true }).split('\n')
    if (room <= width / 2 || lines.every(line => stringWidth(line) <= width)) return lines
  }
}

/**
 * Wraps styled text into lines.
 * @param label precedes the first line; the other lines are indented by its width
 * @param labelWidth the label's width in columns
 */
export function block(text: string, frame: Frame, label = '', labelWidth = 0): string[] {
  const margin = ' '.repeat(frame.margin)
  const indent = ' '.repeat(labelWidth)
  return wrap(text, frame.width - labelWidth).map(
    (line, index) => `${margin}${index === 0 ? label || indent : indent}${line}`,
  )
}
