import { partsOf } from '../../src/channels/channel-id.ts'
import { LISTED_COMMANDS } from '../../src/commands/registry.ts'
import type { Reply, ReplySpan } from '../../src/messages/reply.ts'
import { plain } from '../../src/messages/untrusted-text.ts'
import { shorten } from '../../src/text/graphemes.ts'
import { COMMAND_NAME } from './commands.ts'
import {
  type Component,
  controlRows,
  countComponents,
  fileDisplay,
  type Message,
  message,
  textDisplay,
} from './components.ts'
import { type DetailLevel, MESSAGE } from './limits.ts'
import { bold, code, small, span } from './markdown.ts'
import { controlsBelow, detailsPlaceFor, digestComponents } from './render-digest.ts'

type Line = readonly ReplySpan[]

/** Characters reserved for the labels of controls, and the minimum for the lines. */
const LABEL_RESERVE = 400
const MIN_LINES_LENGTH = 200
const MAX_VERBATIM = 2_500

const SUBCOMMANDS: ReadonlySet<string> = new Set(LISTED_COMMANDS.map(({ name }) => name))

const isMuted = (line: Line): boolean => line.length > 0 && line.every(({ style }) => style === 'muted')

/** Merges neighbours of the same style: `**a****b**` wouldn't show as two bold texts. */
function mergeSpans(line: Line): ReplySpan[] {
  const spans: ReplySpan[] = []
  for (const next of line) {
    const last = spans.at(-1)
    const isPlain = ![last, next].some(span => span?.url || span?.place || span?.command || span?.moment)
    if (last && last.style === next.style && isPlain) last.text += next.text
    else if (next.text) spans.push({ ...next })
  }
  return spans
}

/** A channel as Discord shows it, or a link to a message in it. */
function channelLink({ text, place }: ReplySpan): string | undefined {
  if (!place || !/^discord:/.test(place.channel)) return undefined
  const { workspace, place: channel } = partsOf(place.channel)
  if (!place.messageId) return `<#${channel}>`
  return span({ text, url: `https://discord.com/channels/${workspace}/${channel}/${place.messageId}` })
}

/** A command that is clicked to be typed, and what follows its name as code: a mention has no options. */
function commandMention({ command }: ReplySpan, commandId: string): string | undefined {
  const [name = '', ...rest] = plain(command ?? '').split(' ')
  if (!SUBCOMMANDS.has(name)) return undefined
  const mention = `</${COMMAND_NAME} ${name}:${commandId}>`
  return rest.length > 0 ? `${mention} ${code(rest.join(' '))}` : mention
}

/** Discord can mute only a whole line, so muted spans within a line show as plain text. */
function renderSpan({ style, ...rest }: ReplySpan, commandId: string | undefined): string {
  const link = channelLink(rest) ?? (commandId && commandMention(rest, commandId))
  if (link) return link
  const text = plain(rest.text)
  if (style === 'code') return code(text)
  const shown = span({ ...rest, text })
  return style === 'bold' ? bold(shown) : shown
}

function renderLine(line: Line, commandId: string | undefined): string {
  const text = mergeSpans(line)
    .map(span => renderSpan(span, commandId))
    .join('')
  return isMuted(line) ? small(text) : text.trim()
}

/** A line cut to `limit` characters of text; markup, escapes and addresses aren't counted. */
function cutLine(line: Line, limit: number): ReplySpan[] {
  let room = limit
  return line.map(part => {
    const text = shorten(part.text, room, piece => piece.length)
    room -= text.length
    return { ...part, text }
  })
}

/** As much of a line as fits into `room` characters once it is escaped, found by trying a few lengths. */
function cutToFit(line: Line, room: number): string {
  for (const part of [0.98, 0.9, 0.75, 0.5]) {
    const text = renderLine(cutLine(line, Math.floor(room * part)), undefined)
    if (text.length <= room) return text
  }
  return renderLine(cutLine(line, Math.floor(room / 3)), undefined)
}

/** As many of the lines as fit into `limit` characters. */
function linesWithin(lines: readonly Line[], limit: number, commandId: string | undefined): string[] {
  const shown: string[] = []
  let room = limit
  for (const line of lines) {
    const whole = renderLine(line, commandId)
    const text = whole.length <= room ? whole : cutToFit(line, room)
    if (text.length > room) break
    shown.push(text)
    room -= text.length + 1
    if (text !== whole) break
  }
  return shown.length < lines.length ? [...shown, '…'] : shown
}

/**
 * Text in a code block. A backtick, which could end the block early, is replaced by its look-alike. Text to copy is useless
 * when cut, so it is left out when it is very long.
 */
const verbatimDisplay = (text: string | undefined): Component[] => {
  const lines = text?.split('\n').map(line => ' '.repeat(line.search(/[^ ]|$/)) + plain(line).trimStart())
  const shown = lines?.join('\n').replaceAll('`', 'ˋ').trim()
  return shown && shown.length <= MAX_VERBATIM ? textDisplay([`\`\`\`\n${shown}\n\`\`\``]) : []
}

/**
 * A reply as one message: its lines, then the digest, the text to copy, and the controls.
 * @param commandId of our slash command, once Discord has registered it: then commands in the lines can be clicked
 */
export function renderReply(reply: Reply, commandId?: string): Message {
  const { lines, digest, verbatim, choice, actions = [], file } = reply
  const copy = [...verbatimDisplay(verbatim), ...fileDisplay(file)]
  const texts = (lines.length > 0 ? 1 : 0) + copy.length
  const ownRows = controlRows({ choice, actions: [...(digest?.actions ?? []), ...actions] })
  const place = digest ? detailsPlaceFor(digest, countComponents(ownRows) + texts) : 'menu'
  const controls = digest ? controlsBelow(digest, place) : { actions: [] }
  const rows = controlRows({
    choice: choice ?? controls.choice,
    actions: [...controls.actions, ...actions],
  })
  const others = countComponents(rows) + texts
  // Text to copy is useful only as a whole, so the lines make room for it.
  const room = MESSAGE.text - LABEL_RESERVE - (copy.length > 0 ? (verbatim?.length ?? 0) : 0)
  const render = (detailLevel: DetailLevel): Component[] => [
    ...textDisplay(
      linesWithin(lines, Math.max(MIN_LINES_LENGTH, Math.min(detailLevel.lines, room)), commandId),
    ),
    ...(digest ? digestComponents(digest, detailLevel, { others, place }) : []),
    ...copy,
    ...rows,
  ]
  const rendered = message(detailLevel => {
    const components = render(detailLevel)
    return components.length > 0 ? components : textDisplay(['…'])
  })
  return file ? { ...rendered, file } : rendered
}
