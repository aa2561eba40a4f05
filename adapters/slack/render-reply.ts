import { partsOf } from '../../src/channels/channel-id.ts'
import type { Reply, ReplySpan } from '../../src/messages/reply.ts'
import { type Block, fit, type Message, type RichText, richBlock, richText } from './blocks.ts'
import { contextLine } from './context-line.ts'
import { controlsRow } from './controls.ts'
import { DETAIL_LEVELS, type DetailLevel, FULL_DETAIL } from './limits.ts'
import { controlsBelow, detailsPlaceFor, digestBlocks, fallback } from './render-digest.ts'
import { spoken, spokenDigest } from './spoken-text.ts'
import { cut } from './text.ts'

type Line = readonly ReplySpan[]

/** Rich text has no muted style; italics are the closest. */
const STYLES = { bold: { bold: true }, code: { code: true }, muted: { italic: true } } as const

const isMuted = (line: Line): boolean => line.length > 0 && line.every(({ style }) => style === 'muted')

/** What rendering needs to know about a workspace. */
export interface Workspace {
  /** `https://team.slack.com/`; without it there are no links to messages. */
  teamUrl?: string | undefined
}

function placeElements({ text, place }: ReplySpan, { teamUrl }: Workspace): RichText[] | undefined {
  if (!place) return undefined
  const { place: channel } = partsOf(place.channel)
  if (!place.messageId) return [{ type: 'channel', channel_id: channel }]
  const url = teamUrl && `${teamUrl}archives/${channel}/p${place.messageId.replace('.', '')}`
  return richText({ text, url })
}

/** A line cut to `limit` characters. */
function richLine(line: Line, limit: number, workspace: Workspace): RichText[] {
  let room = limit
  return line.flatMap(span => {
    const text = cut(span.text, room)
    room -= text.length
    return placeElements(span, workspace) ?? richText({ ...span, text }, span.style && STYLES[span.style])
  })
}

/** Neighbouring lines share a block; an empty line starts a new one, and a fully muted line becomes a context line. */
function lineBlocks(lines: readonly Line[], detailLevel: DetailLevel, workspace: Workspace): Block[] {
  const blocks: Block[] = []
  let pending: RichText[][] = []
  const flush = (): void => {
    blocks.push(...richBlock(pending))
    pending = []
  }
  for (const line of lines.slice(0, detailLevel.lines)) {
    if (detailLevel.separateBlocks && (line.length === 0 || isMuted(line))) {
      flush()
      blocks.push(...contextLine(line, { limit: detailLevel.line }))
    } else pending.push(richLine(line, detailLevel.line, workspace))
  }
  if (lines.length > detailLevel.lines) pending.push(richText({ text: '…' }))
  flush()
  return blocks
}

/** Preformatted text. */
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

/** A reply as one message: lines, digest, text to copy, and one row with the controls of reply and digest. */
export function renderReply(reply: Reply, workspace: Workspace = {}): Message {
  const { lines, digest, verbatim, choice, actions = [] } = reply
  const copy = verbatimBlocks(verbatim)
  const otherBlocks = lineBlocks(lines, FULL_DETAIL, workspace).length + copy.length + 1
  const place = digest ? detailsPlaceFor(digest, otherBlocks) : 'menu'
  const controls = digest ? controlsBelow(digest, place) : { actions: [] }
  const row = controlsRow({
    choice: choice ?? controls.choice,
    actions: [...controls.actions, ...actions],
  })
  const blocks = fit(DETAIL_LEVELS, detailLevel => [
    ...lineBlocks(lines, detailLevel, workspace),
    ...(digest ? digestBlocks(digest, detailLevel, place) : []),
    ...copy,
    ...row,
  ])
  const said = lines.map(line => line.map(spoken).join('')).join(' ')
  return { text: fallback(digest ? spokenDigest(digest, said) : said), blocks }
}
