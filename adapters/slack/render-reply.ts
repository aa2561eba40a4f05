import { partsOf } from '../../src/channels/channel-id.ts'
import { controlsOf } from '../../src/messages/controls.ts'
import type { Reply, ReplySpan } from '../../src/messages/reply.ts'
import { type Block, fit, type Message, type RichText, richBlock, richText } from './blocks.ts'
import { contextLine } from './context-line.ts'
import { controlsRow } from './controls.ts'
import { DETAIL_LEVELS, type DetailLevel } from './limits.ts'
import { digestBlocks, digestText, fallback } from './render-digest.ts'
import { cut } from './text.ts'

type Line = readonly ReplySpan[]

/** Rich text has no muted style; within a line italics come nearest. */
const STYLES = { bold: { bold: true }, code: { code: true }, muted: { italic: true } } as const

const isMuted = (line: Line): boolean => line.length > 0 && line.every(({ style }) => style === 'muted')

/** What rendering needs to know of a workspace. */
export interface Where {
  /** `https://team.slack.com/`; without it no link leads to a message. */
  teamUrl?: string | undefined
}

function placeOf({ text, place }: ReplySpan, { teamUrl }: Where): RichText[] | undefined {
  if (!place) return undefined
  const { place: channel } = partsOf(place.channel)
  if (!place.messageId) return [{ type: 'channel', channel_id: channel }]
  const url = teamUrl && `${teamUrl}archives/${channel}/p${place.messageId.replace('.', '')}`
  return richText({ text, url })
}

/** A line cut to so many characters; what comes after is left out. */
function richLine(line: Line, limit: number, where: Where): RichText[] {
  let room = limit
  return line.flatMap(span => {
    const text = cut(span.text, room)
    room -= text.length
    return placeOf(span, where) ?? richText({ ...span, text }, span.style && STYLES[span.style])
  })
}

/** Neighbouring lines share a block; an empty line parts them, and a wholly muted one is small print. */
function lineBlocks(lines: readonly Line[], detailLevel: DetailLevel, where: Where): Block[] {
  const blocks: Block[] = []
  let together: RichText[][] = []
  const flush = (): void => {
    blocks.push(...richBlock(together))
    together = []
  }
  for (const line of lines.slice(0, detailLevel.lines)) {
    if (detailLevel.roomy && (line.length === 0 || isMuted(line))) {
      flush()
      blocks.push(...contextLine(line, { limit: detailLevel.line }))
    } else together.push(richLine(line, detailLevel.line, where))
  }
  if (lines.length > detailLevel.lines) together.push(richText({ text: '…' }))
  flush()
  return blocks
}

/** Text as it is, line by line. */
const verbatimBlocks = (text: string | undefined): Block[] => {
  const shown = text?.toWellFormed().trim()
  if (!shown) return []
  return [
    {
      type: 'rich_text',
      elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: shown }], border: 0 }],
    },
  ]
}

/** A reply as one message: its lines, the digest and the text to copy below them, and one row with the controls of both. */
export function renderReply(reply: Reply, where: Where = {}): Message {
  const { lines, digest, verbatim, choice, actions = [] } = reply
  const controls = digest ? controlsOf(digest) : { actions: [] }
  const row = controlsRow({
    choice: choice ?? controls.choice,
    actions: [...controls.actions, ...actions],
  })
  const blocks = fit(DETAIL_LEVELS, detailLevel => [
    ...lineBlocks(lines, detailLevel, where),
    ...(digest ? digestBlocks(digest, detailLevel) : []),
    ...verbatimBlocks(verbatim),
    ...row,
  ])
  const texts = lines.map(line => line.map(({ text }) => text).join(''))
  return { text: fallback([...texts, ...(digest ? [digestText(digest)] : [])].join(' ')), blocks }
}
