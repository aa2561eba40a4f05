import { controlsOf } from '../../src/messages/controls.ts'
import type { Digest, Entry } from '../../src/messages/digest.ts'
import { plainLines } from '../../src/messages/digest.ts'
import { plain } from '../../src/messages/untrusted-text.ts'
import { plural } from '../../src/text/format.ts'
import { type Block, fit, header, type Message, plainText, richBlock, richText } from './blocks.ts'
import { contextLine } from './context-line.ts'
import { controlsRow } from './controls.ts'
import { ALT_TEXT, DETAIL_LEVELS, type DetailLevel, HEADER, MESSAGE, NOTES, SECTION } from './limits.ts'
import { nameOf, spokenDigest, spokenEntry, spokenHead } from './spoken-text.ts'
import { cut, escaped, linkUrl } from './text.ts'

/**
 * Title, summary and facts. A thumbnail is the accessory of a section: if Slack can't fetch it, only the image is
 * broken, whereas with an image block Slack rejects the whole message (slackapi/java-slack-sdk issue 1396).
 */
function entryBlocks(entry: Entry, detailLevel: DetailLevel, thumbnail?: string): Block[] {
  const title = richText({ text: cut(nameOf(entry), detailLevel.title), url: entry.url }, { bold: true })
  const summary = cut(plain(entry.summary).trim(), Math.min(detailLevel.summary, SECTION))
  const facts = contextLine(entry.facts, { separator: ' · ', limit: detailLevel.facts })
  if (!thumbnail || !summary) return [...richBlock([title, richText({ text: summary })]), ...facts]
  const accessory = {
    type: 'image' as const,
    image_url: thumbnail,
    alt_text: cut(`Thumbnail of “${nameOf(entry)}”`, ALT_TEXT),
  }
  return [...richBlock([title]), { type: 'section', text: plainText(summary), accessory }, ...facts]
}

const noteBlocks = ({ notes }: Digest): Block[] =>
  notes.slice(0, NOTES.count).flatMap(note => contextLine(note, { limit: NOTES.length }))

/** All papers of a digest as blocks of one message, even in the thread layout, without controls. */
export const digestBlocks = (digest: Digest, detailLevel: DetailLevel): Block[] => [
  header(digest.title),
  ...digest.entries.flatMap(entry => {
    const hasThumbnail = digest.layout === 'standard' && detailLevel.separateBlocks
    return entryBlocks(entry, detailLevel, hasThumbnail ? linkUrl(entry.thumbnailUrl) : undefined)
  }),
  ...noteBlocks(digest),
]

/** The first message of a thread. */
function threadHead(digest: Digest): Block[] {
  const count = ` · ${plural(digest.entries.length, 'paper')} in the thread`
  const title = richText({ text: cut(plain(digest.title).trim(), HEADER) }, { bold: true })
  return [
    ...richBlock([[...title, ...richText({ text: count })]]),
    ...noteBlocks(digest),
    ...controlsRow(controlsOf(digest)),
  ]
}

/** Text shown instead of blocks. Escaped because mrkdwn can't be turned off everywhere. */
export const fallback = (text: string): string => escaped(cut(plain(text).trim(), MESSAGE.fallback))

/**
 * One message of a digest (see `messageCount`).
 * @param step from 0; in the thread layout 0 is the head, and n the reply with paper n
 * @throws RangeError if the digest has no such message
 */
export function renderDigest(digest: Digest, step = 0): Message {
  if (digest.layout !== 'thread' && step === 0) {
    const buttons = controlsRow(controlsOf(digest))
    const blocks = fit(DETAIL_LEVELS, detailLevel => [...digestBlocks(digest, detailLevel), ...buttons])
    return { text: fallback(spokenDigest(digest)), blocks }
  }
  if (step === 0) return { text: fallback(spokenHead(digest)), blocks: threadHead(digest) }
  const entry = digest.layout === 'thread' ? digest.entries[step - 1] : undefined
  if (!entry) throw new RangeError(`the digest has no message ${step}`)
  return {
    text: fallback(spokenEntry(entry)),
    blocks: fit(DETAIL_LEVELS, detailLevel => entryBlocks(entry, detailLevel)),
  }
}

/** Length of a digest in plain text, in characters; Slack cuts at 40,000 and recommends 4,000. */
const PLAIN_LENGTH = 4_000

/** The same message as plain text, for when Slack rejects our blocks. */
export function renderPlainDigest(digest: Digest, step = 0): { text: string; mrkdwn: false } {
  const lines = plainLines(digest, step).map(({ text, url }) => {
    const address = linkUrl(url)
    return escaped(cut(plain(text), HEADER)) + (address ? `\n${escaped(address)}` : '')
  })
  return { text: cut(lines.join('\n'), PLAIN_LENGTH), mrkdwn: false }
}
