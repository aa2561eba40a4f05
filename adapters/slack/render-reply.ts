import type { Reply, ReplySpan } from '../../src/commands/reply.ts'
import { actionsRow, type Block, fit, type Message, type RichText, richBlock, richText } from './blocks.ts'
import { SQUEEZES, type Squeeze } from './limits.ts'
import { digestBlocks, digestText, fallback } from './render-digest.ts'
import { smallPrint } from './small-print.ts'
import { cut } from './text.ts'

type Line = readonly ReplySpan[]

/** Rich text has no muted style; within a line italics come nearest. */
const STYLES = { bold: { bold: true }, code: { code: true }, muted: { italic: true } } as const

const isMuted = (line: Line): boolean => line.length > 0 && line.every(({ style }) => style === 'muted')

/** A line cut to so many characters; what comes after is left out. */
function richLine(line: Line, limit: number): RichText[] {
  let room = limit
  return line.flatMap(span => {
    const text = cut(span.text, room)
    room -= text.length
    return richText({ ...span, text }, span.style && STYLES[span.style])
  })
}

/** Neighbouring lines share a block; an empty line parts them, and a wholly muted one is small print. */
function lineBlocks(lines: readonly Line[], squeeze: Squeeze): Block[] {
  const blocks: Block[] = []
  let together: RichText[][] = []
  const flush = (): void => {
    blocks.push(...richBlock(together))
    together = []
  }
  for (const line of lines.slice(0, squeeze.lines)) {
    if (squeeze.roomy && (line.length === 0 || isMuted(line))) {
      flush()
      blocks.push(...smallPrint(line, { limit: squeeze.line }))
    } else together.push(richLine(line, squeeze.line))
  }
  if (lines.length > squeeze.lines) together.push(richText({ text: '…' }))
  flush()
  return blocks
}

/** A reply as one message: its lines, the digest below them, and one row with the buttons of both. */
export function renderReply({ lines, digest, actions = [] }: Reply): Message {
  const buttons = actionsRow([...(digest?.actions ?? []), ...actions])
  const blocks = fit(SQUEEZES, squeeze => [
    ...lineBlocks(lines, squeeze),
    ...(digest ? digestBlocks(digest, squeeze) : []),
    ...buttons,
  ])
  const texts = lines.map(line => line.map(({ text }) => text).join(''))
  return { text: fallback([...texts, ...(digest ? [digestText(digest)] : [])].join(' ')), blocks }
}
