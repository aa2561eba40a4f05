import { MessageFlags } from 'discord.js'
import { controlsOf } from '../../src/messages/controls.ts'
import type { Digest, Entry } from '../../src/messages/digest.ts'
import { plainLines } from '../../src/messages/digest.ts'
import { plain } from '../../src/messages/untrusted-text.ts'
import { plural } from '../../src/text/format.ts'
import { shorten } from '../../src/text/graphemes.ts'
import {
  type Component,
  controlRows,
  countComponents,
  type Message,
  message,
  type PlainMessage,
  textDisplay,
  withThumbnail,
} from './components.ts'
import { type DetailLevel, MESSAGE, NOTES, PLAIN_TEXT, THREAD_NAME } from './limits.ts'
import { bold, contextLine, cut, escaped, linkUrl, span } from './markdown.ts'

/** The first of these texts that isn't blank. */
const firstOf = (...texts: string[]): string =>
  texts.map(text => plain(text).trim()).find(Boolean) ?? 'Untitled'

/** Linked title, summary and facts, a line each; the last two may be empty. */
function entryLines(entry: Entry, detailLevel: DetailLevel): string[] {
  const title = cut(firstOf(entry.title, entry.paperId), detailLevel.title)
  return [
    bold(span({ text: title, url: entry.url }, detailLevel.url)),
    escaped(cut(plain(entry.summary).trim(), detailLevel.summary)),
    contextLine(entry.facts, detailLevel.facts, ' · '),
  ]
}

const titleOf = ({ title }: Digest, detailLevel: DetailLevel): string =>
  escaped(cut(firstOf(title), detailLevel.header))

const noteLines = ({ notes }: Digest, detailLevel: DetailLevel): string[] =>
  notes.slice(0, NOTES).map(note => contextLine(note, detailLevel.note))

/**
 * A digest as components of one message, whatever its layout, without its buttons. A thumbnail costs two more components, so
 * only the first entries get one, as many as fit.
 * @param others the number of other components in the message
 */
export function digestComponents(digest: Digest, detailLevel: DetailLevel, others: number): Component[] {
  const header = textDisplay([`### ${titleOf(digest, detailLevel)}`])
  const notes = textDisplay(noteLines(digest, detailLevel))
  const spare = MESSAGE.components - others - header.length - notes.length - digest.entries.length
  const thumbnails = digest.layout === 'standard' ? Math.floor(spare / 2) : 0
  const entries = digest.entries.flatMap((entry, index) => {
    const texts = textDisplay(entryLines(entry, detailLevel))
    return index < thumbnails
      ? withThumbnail(texts, entry.thumbnailUrl, firstOf(entry.title, entry.paperId))
      : texts
  })
  return [...header, ...entries, ...notes]
}

/** The message in the channel that the thread starts from. */
function threadHead(digest: Digest, detailLevel: DetailLevel): Component[] {
  const head = `${bold(titleOf(digest, detailLevel))} · ${plural(digest.entries.length, 'paper')} in the thread`
  return [...textDisplay([head, ...noteLines(digest, detailLevel)]), ...controlRows(controlsOf(digest))]
}

/** The name of a digest's thread. Discord parses no markup in names. */
export const threadName = ({ title }: Digest): string =>
  shorten(firstOf(title), THREAD_NAME, part => part.length)

/**
 * One message of a digest (see `messageCount`).
 * @param step from 0; in the thread layout 0 is the head, and n the message with paper n
 * @throws RangeError when the digest has no such message
 */
export function renderDigest(digest: Digest, step = 0): Message {
  if (digest.layout !== 'thread' && step === 0) {
    const row = controlRows(controlsOf(digest))
    return message(detailLevel => [...digestComponents(digest, detailLevel, countComponents(row)), ...row])
  }
  if (step === 0) return message(detailLevel => threadHead(digest, detailLevel))
  const entry = digest.layout === 'thread' ? digest.entries[step - 1] : undefined
  if (!entry) throw new RangeError(`the digest has no message ${step}`)
  return message(detailLevel => textDisplay(entryLines(entry, detailLevel)))
}

/** The same as plain text, for when Discord rejects our components. Its links show no previews. */
export function renderPlainDigest(digest: Digest, step = 0): PlainMessage {
  const lines = plainLines(digest, step)
  const share = Math.floor(PLAIN_TEXT / lines.length) - 1
  const content = lines.map(({ text, url }) => {
    const address = linkUrl(url, Math.floor(share / 2))
    const title = escaped(cut(plain(text).trim(), share - (address ? address.length + 3 : 0)))
    return address ? `${title} <${address}>` : title
  })
  return { content: content.join('\n'), flags: MessageFlags.SuppressEmbeds, allowed_mentions: { parse: [] } }
}
