import type { ReplySpan } from '../../src/messages/reply.ts'
import { block, frameOf } from './blocks.ts'
import type { Terminal } from './describe-terminal.ts'
import { renderSpan } from './spans.ts'

/** Lines of a reply for a terminal, each wrapped to its width. An empty line stays one. Ends without a line feed. */
export function renderLines(lines: readonly (readonly ReplySpan[])[], terminal: Terminal): string {
  const frame = frameOf(terminal)
  return lines
    .flatMap(spans =>
      spans.length > 0 ? block(spans.map(span => renderSpan(span, terminal)).join(''), frame) : [''],
    )
    .join('\n')
}
