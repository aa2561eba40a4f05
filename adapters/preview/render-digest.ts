import stringWidth from 'string-width'
import type { Digest, Entry } from '../../src/messages/digest.ts'
import { plain, shortUrl, webUrl } from '../../src/messages/untrusted-text.ts'
import { block, type Frame, frameOf } from './blocks.ts'
import type { Terminal } from './describe-terminal.ts'
import { joinFacts, unglue } from './facts.ts'
import { linkTo, paint, renderSpan } from './spans.ts'

interface Label {
  text: string
  width: number
}

function renderEntry(entry: Entry, label: Label, frame: Frame, terminal: Terminal): string[] {
  const url = webUrl(entry.url)
  const title = paint('bold', linkTo(url, plain(entry.title), terminal), terminal)
  const summary = plain(entry.summary).trim()
  const address = url && !terminal.links ? [{ text: shortUrl(url) }] : []
  const facts = joinFacts([...entry.facts, ...address], terminal)
  return [
    ...block(title, frame, label.text, label.width),
    ...(summary ? block(summary, frame, '', label.width) : []),
    ...(facts ? block(paint('dim', facts, terminal), frame, '', label.width).map(unglue) : []),
  ]
}

/**
 * Renders a digest for a terminal: no line is wider than the terminal, and no text can control it. Buttons are left out.
 * There is no final line feed.
 */
export function renderDigest(digest: Digest, terminal: Terminal): string {
  const frame = frameOf(terminal)
  const title = plain(digest.title).trim()
  const rule = '─'.repeat(Math.min(frame.width, stringWidth(title)))
  const { firstNumber: first = 1 } = digest
  const digits = String(first + digest.entries.length - 1).length
  const subtitle = plain(digest.subtitle ?? '').trim()
  const paragraphs = [
    [
      ...block(paint('bold', title, terminal), frame),
      ...block(paint('dim', rule, terminal), frame),
      ...(subtitle ? block(paint('dim', subtitle, terminal), frame) : []),
    ],
    ...digest.entries.map((entry, index) => {
      const number = String(first + index).padStart(digits)
      return renderEntry(
        entry,
        { text: paint('dim', `${number}  `, terminal), width: digits + 2 },
        frame,
        terminal,
      )
    }),
    ...digest.notes.map(note => {
      const spans = note.map(span => renderSpan(span, terminal)).join('')
      return block(paint('dim', spans, terminal), frame)
    }),
  ]
  return paragraphs.map(lines => lines.join('\n')).join('\n\n')
}
