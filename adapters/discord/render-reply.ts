import { partsOf } from '../../src/channel.ts'
import type { Reply, ReplySpan } from '../../src/commands/reply.ts'
import { controlsOf } from '../../src/digest/controls.ts'
import { shorten } from '../../src/text/graphemes.ts'
import { type Component, controlRows, countParts, type Message, message, textDisplay } from './components.ts'
import { MESSAGE, type Squeeze } from './limits.ts'
import { bold, code, plain, span } from './markdown.ts'
import { digestComponents } from './render-digest.ts'
import { small } from './small-print.ts'

type Line = readonly ReplySpan[]

/** Characters left to the labels of controls, and the least that lines have. */
const LABELS = 400
const MIN_LINES = 200

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

/** Lines as far as they come to at most `limit` characters. */
function linesWithin(lines: readonly Line[], limit: number): string[] {
  const shown: string[] = []
  let room = limit
  for (const line of lines) {
    const whole = renderLine(line)
    const text = whole.length <= room ? whole : renderLine(cutLine(line, Math.floor(room / 3)))
    if (text.length > room) break
    shown.push(text)
    room -= text.length + 1
    if (text !== whole) break
  }
  return shown.length < lines.length ? [...shown, '…'] : shown
}

/** Text as it is, line by line. What would end the block early is shown by its look-alike. */
const verbatimDisplay = (text: string | undefined): Component[] => {
  const shown = text?.toWellFormed().replaceAll('`', 'ˋ').trim()
  return shown ? textDisplay([`\`\`\`\n${shown}\n\`\`\``]) : []
}

/** A reply as one message: its lines, the digest and the text to copy below them, and the controls of both. */
export function renderReply({ lines, digest, verbatim, choice, actions = [] }: Reply): Message {
  const controls = digest ? controlsOf(digest) : { actions: [] }
  const rows = controlRows({
    choice: choice ?? controls.choice,
    actions: [...controls.actions, ...actions],
  })
  const others = countParts(rows) + (lines.length > 0 ? 1 : 0) + (verbatim ? 1 : 0)
  const copy = verbatimDisplay(verbatim)
  // What can be copied is of use only as a whole, so the lines make room for it.
  const room = MESSAGE.text - LABELS - (verbatim?.length ?? 0)
  const draw = (squeeze: Squeeze): Component[] => [
    ...textDisplay(linesWithin(lines, Math.max(MIN_LINES, Math.min(squeeze.lines, room)))),
    ...(digest ? digestComponents(digest, squeeze, others) : []),
    ...copy,
    ...rows,
  ]
  return message(squeeze => {
    const components = draw(squeeze)
    return components.length > 0 ? components : textDisplay(['…'])
  })
}
