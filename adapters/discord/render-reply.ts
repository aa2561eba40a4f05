import { partsOf } from '../../src/channels/channel-id.ts'
import { controlsOf } from '../../src/messages/controls.ts'
import type { Reply, ReplySpan } from '../../src/messages/reply.ts'
import { plain } from '../../src/messages/untrusted-text.ts'
import { shorten } from '../../src/text/graphemes.ts'
import { type Component, controlRows, countParts, type Message, message, textDisplay } from './components.ts'
import { small } from './context-line.ts'
import { type DetailLevel, MESSAGE } from './limits.ts'
import { bold, code, span } from './markdown.ts'
import { digestComponents } from './render-digest.ts'

type Line = readonly ReplySpan[]

/** Characters left to the labels of controls, and the least that lines have. */
const LABELS = 400
const MIN_LINES = 200
const LONGEST_VERBATIM = 2_500

const isMuted = (line: Line): boolean => line.length > 0 && line.every(({ style }) => style === 'muted')

/** Marks of the same kind beside each other would make another mark, so such neighbours become one. */
function joined(line: Line): ReplySpan[] {
  const spans: ReplySpan[] = []
  for (const next of line) {
    const last = spans.at(-1)
    const isPlain = !last?.url && !next.url && !last?.place && !next.place
    if (last && last.style === next.style && isPlain) last.text += next.text
    else if (next.text) spans.push({ ...next })
  }
  return spans
}

/** A channel as Discord shows it, or a link to a message in it. */
function placeOf({ text, place }: ReplySpan): string | undefined {
  if (!place || !/^discord:/.test(place.channel)) return undefined
  const { workspace, place: channel } = partsOf(place.channel)
  if (!place.messageId) return `<#${channel}>`
  return span({ text, url: `https://discord.com/channels/${workspace}/${channel}/${place.messageId}` })
}

/** Within a line there is no muted look; only a whole line has it. */
function renderSpan({ style, ...rest }: ReplySpan): string {
  const leading = placeOf(rest)
  if (leading) return leading
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

/** As much of a line as comes to so many characters once it is escaped; half of them will always do. */
function longest(line: Line, room: number): string {
  for (const part of [0.98, 0.9, 0.75, 0.5]) {
    const text = renderLine(cutLine(line, Math.floor(room * part)))
    if (text.length <= room) return text
  }
  return renderLine(cutLine(line, Math.floor(room / 3)))
}

/** Lines as far as they come to at most `limit` characters. */
function linesWithin(lines: readonly Line[], limit: number): string[] {
  const shown: string[] = []
  let room = limit
  for (const line of lines) {
    const whole = renderLine(line)
    const text = whole.length <= room ? whole : longest(line, room)
    if (text.length > room) break
    shown.push(text)
    room -= text.length + 1
    if (text !== whole) break
  }
  return shown.length < lines.length ? [...shown, '…'] : shown
}

/**
 * Text as it is, line by line. What would end the block early is shown by its look-alike. Cut it would be of no use, so
 * where it is very long it is left out.
 */
const verbatimDisplay = (text: string | undefined): Component[] => {
  const lines = text?.split('\n').map(line => ' '.repeat(line.search(/[^ ]|$/)) + plain(line).trimStart())
  const shown = lines?.join('\n').replaceAll('`', 'ˋ').trim()
  return shown && shown.length <= LONGEST_VERBATIM ? textDisplay([`\`\`\`\n${shown}\n\`\`\``]) : []
}

/** A reply as one message: its lines, the digest and the text to copy below them, and the controls of both. */
export function renderReply({ lines, digest, verbatim, choice, actions = [] }: Reply): Message {
  const controls = digest ? controlsOf(digest) : { actions: [] }
  const rows = controlRows({
    choice: choice ?? controls.choice,
    actions: [...controls.actions, ...actions],
  })
  const copy = verbatimDisplay(verbatim)
  const others = countParts(rows) + (lines.length > 0 ? 1 : 0) + copy.length
  // What can be copied is of use only as a whole, so the lines make room for it.
  const room = MESSAGE.text - LABELS - (copy.length > 0 ? (verbatim?.length ?? 0) : 0)
  const draw = (detailLevel: DetailLevel): Component[] => [
    ...textDisplay(linesWithin(lines, Math.max(MIN_LINES, Math.min(detailLevel.lines, room)))),
    ...(digest ? digestComponents(digest, detailLevel, others) : []),
    ...copy,
    ...rows,
  ]
  return message(detailLevel => {
    const components = draw(detailLevel)
    return components.length > 0 ? components : textDisplay(['…'])
  })
}
