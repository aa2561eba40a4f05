import type { ReplySpan } from '../../src/messages/reply.ts'
import { block, frameOf } from './blocks.ts'
import type { Terminal } from './describe-terminal.ts'
import { renderSpan } from './spans.ts'

/** Renders lines of a reply, each wrapped to the terminal's width. Empty lines are preserved; there is no final line feed. */
export function renderLines(lines: readonly (readonly ReplySpan[])[], terminal: Terminal): string {
  const frame = frameOf(terminal)
  return lines
    .flatMap(spans =>
      spans.length > 0 ? block(spans.map(span => renderSpan(span, terminal)).join(''), frame) : [''],
    )
    .join('\n')
}
