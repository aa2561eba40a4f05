import { type Controls, controlsOf } from '../../src/messages/controls.ts'
import { type Digest, numberOf, plainLines } from '../../src/messages/digest.ts'
import { plain } from '../../src/messages/untrusted-text.ts'
import { plural } from '../../src/text/format.ts'
import { type Block, fit, header, type Message, richBlock, richText } from './blocks.ts'
import { contextLine } from './context-line.ts'
import { controlsRow } from './controls.ts'
import { DETAIL_LEVELS, type DetailLevel, FULL_DETAIL, HEADER, MESSAGE, NOTES } from './limits.ts'
import { type DetailsPlace, entryBlocks } from './render-entry.ts'
import { spokenDigest, spokenEntry, spokenHead } from './spoken-text.ts'
import { cut, escaped, linkUrl } from './text.ts'

const subtitleBlocks = ({ subtitle = '' }: Digest): Block[] =>
  contextLine([{ text: subtitle }], { limit: NOTES.length })

const noteBlocks = ({ notes }: Digest): Block[] =>
  notes.slice(0, NOTES.count).flatMap(note => contextLine(note, { limit: NOTES.length }))

/** All papers of a digest as blocks of one message, even in the thread layout, without controls but *Details*. */
export const digestBlocks = (
  digest: Digest,
  detailLevel: DetailLevel,
  detailsPlace: DetailsPlace,
): Block[] => [
  header(digest.title),
  ...subtitleBlocks(digest),
  ...digest.entries.flatMap((entry, index) =>
    entryBlocks(entry, {
      detailLevel,
      detailsPlace,
      index,
      number: numberOf(digest, index),
      hasThumbnail: digest.layout === 'standard' && detailLevel.separateBlocks,
    }),
  ),
  ...noteBlocks(digest),
]

const PLACES: readonly DetailsPlace[] = ['below', 'beside', 'menu']

/** The first place of *Details* with which a digest and the other blocks of its message aren't too many. */
export const detailsPlaceFor = (digest: Digest, otherBlocks: number): DetailsPlace =>
  PLACES.find(place => digestBlocks(digest, FULL_DETAIL, place).length + otherBlocks <= MESSAGE.blocks) ??
  'menu'

/** The controls below a digest. */
export const controlsBelow = (digest: Digest, place: DetailsPlace): Controls =>
  place === 'menu' ? controlsOf(digest) : { actions: digest.actions }

/** The first message of a thread; the others have *Details*. */
function threadHead(digest: Digest): Block[] {
  const count = ` · ${plural(digest.entries.length, 'paper')} in the thread`
  const title = richText({ text: cut(plain(digest.title).trim(), HEADER) }, { bold: true })
  return [
    ...richBlock([[...title, ...richText({ text: count })]]),
    ...subtitleBlocks(digest),
    ...noteBlocks(digest),
    ...controlsRow({ actions: digest.actions }),
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
    const place = detailsPlaceFor(digest, 1)
    const buttons = controlsRow(controlsBelow(digest, place))
    const blocks = fit(DETAIL_LEVELS, detailLevel => [
      ...digestBlocks(digest, detailLevel, place),
      ...buttons,
    ])
    return { text: fallback(spokenDigest(digest)), blocks }
  }
  if (step === 0) return { text: fallback(spokenHead(digest)), blocks: threadHead(digest) }
  const entry = digest.layout === 'thread' ? digest.entries[step - 1] : undefined
  if (!entry) throw new RangeError(`the digest has no message ${step}`)
  const index = step - 1
  const number = numberOf(digest, index)
  return {
    text: fallback(spokenEntry(entry, number)),
    blocks: fit(DETAIL_LEVELS, detailLevel =>
      entryBlocks(entry, { detailLevel, detailsPlace: 'beside', index, number, hasThumbnail: false }),
    ),
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
