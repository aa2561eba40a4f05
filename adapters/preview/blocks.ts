import stringWidth from 'string-width'
import wrapAnsi from 'wrap-ansi'
import type { Terminal } from './describe-terminal.ts'
import { MARGIN_FROM_COLUMNS, MAX_COLUMNS, MIN_COLUMNS } from './limits.ts'

/** Where text stands on the screen, in columns. */
export interface Frame {
  margin: number
  /** Of the text without the margin. */
  width: number
}

/** The frame of all text in a terminal. */
export function frameOf({ columns }: Terminal): Frame {
  const total = Math.max(MIN_COLUMNS, Math.min(columns, MAX_COLUMNS))
  const margin = total < MARGIN_FROM_COLUMNS ? 0 : 2
  return { margin, width: total - 2 * margin }
}

/**
 * Lines of at most so many columns. wrap-ansi 10 measures by an older string-width, which takes a few signs for narrower
 * than they are shown, such as half a flag; then it is given less room.
 */
function wrap(text: string, width: number): string[] {
  for (let room = width; ; room--) {
    const lines = wrapAnsi(text, room, { hard: true }).split('\n')
    if (room <= width / 2 || lines.every(line => stringWidth(line) <= width)) return lines
  }
}

/**
 * Wraps styled text into lines.
 * @param label stands before the first line; the others are indented by as much
 * @param labelWidth the label's width in columns
 */
export function block(text: string, frame: Frame, label = '', labelWidth = 0): string[] {
  const margin = ' '.repeat(frame.margin)
  const indent = ' '.repeat(labelWidth)
  return wrap(text, frame.width - labelWidth).map(
    (line, index) => `${margin}${index === 0 ? label || indent : indent}${line}`,
  )
}
