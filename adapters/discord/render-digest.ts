import { MessageFlags } from 'discord.js'
import { type Controls, controlsOf, detailsAction } from '../../src/messages/controls.ts'
import { type Digest, type Entry, numberOf, plainLines } from '../../src/messages/digest.ts'
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
  withButton,
  withThumbnail,
} from './components.ts'
import { type DetailLevel, FULL_DETAIL, MESSAGE, NOTES, PLAIN_TEXT, THREAD_NAME } from './limits.ts'
import { bold, contextLine, cut, escaped, linkUrl, span } from './markdown.ts'

/** The first of these texts that isn't blank. */
const firstOf = (...texts: string[]): string =>
  texts.map(text => plain(text).trim()).find(Boolean) ?? 'Untitled'

/** Number and linked title, summary and facts, a line each; the last two may be empty. */
function entryLines(entry: Entry, detailLevel: DetailLevel, number: number | undefined): string[] {
  const before = number === undefined ? '' : `${number}. `
  const title = cut(firstOf(entry.title, entry.paperId), detailLevel.title)
  return [
    bold(`${before}${span({ text: title, url: entry.url }, detailLevel.url)}`),
    escaped(cut(plain(entry.summary).trim(), detailLevel.summary)),
    contextLine(entry.facts, detailLevel.facts, ' · '),
  ]
}

const titleOf = ({ title }: Digest, detailLevel: DetailLevel): string =>
  escaped(cut(firstOf(title), detailLevel.header))

const subtitleLines = ({ subtitle = '' }: Digest, detailLevel: DetailLevel): string[] => [
  contextLine([{ text: subtitle }], detailLevel.note),
]

const noteLines = ({ notes }: Digest, detailLevel: DetailLevel): string[] =>
  notes.slice(0, NOTES).map(note => contextLine(note, detailLevel.note))

/**
 * Where *Details* of each paper is. A section has one accessory, so with a thumbnail beside a paper the button is in a row below;
 * `beside` leaves thumbnails out, and `menu` has one menu for all papers.
 */
export type DetailsPlace = 'below' | 'beside' | 'menu'

/** One paper with its thumbnail and its button, in as many components as their places take. */
function entryComponents(
  entry: Entry,
  texts: ReturnType<typeof textDisplay>,
  { place, hasThumbnail }: { place: DetailsPlace; hasThumbnail: boolean },
): Component[] {
  const shown = hasThumbnail
    ? withThumbnail(texts, entry.thumbnailUrl, firstOf(entry.title, entry.paperId))
    : texts
  if (place === 'menu') return [...shown]
  const action = detailsAction(entry)
  return shown === texts ? [...withButton(texts, action)] : [...shown, ...controlRows({ actions: [action] })]
}

/**
 * A digest as components of one message, whatever its layout, without controls but *Details*. With a menu, a thumbnail costs two more
 * components, so only the first entries get one, as many as fit.
 * @param options.others the number of other components in the message
 */
export function digestComponents(
  digest: Digest,
  detailLevel: DetailLevel,
  { others, place }: { others: number; place: DetailsPlace },
): Component[] {
  const header = textDisplay([`### ${titleOf(digest, detailLevel)}`, ...subtitleLines(digest, detailLevel)])
  const notes = textDisplay(noteLines(digest, detailLevel))
  const spare = MESSAGE.components - others - header.length - notes.length - digest.entries.length
  const most = { below: digest.entries.length, beside: 0, menu: Math.floor(spare / 2) }[place]
  const thumbnails = digest.layout === 'standard' ? most : 0
  const entries = digest.entries.flatMap((entry, index) => {
    const texts = textDisplay(entryLines(entry, detailLevel, numberOf(digest, index)))
    return entryComponents(entry, texts, { place, hasThumbnail: index < thumbnails })
  })
  return [...header, ...entries, ...notes]
}

const PLACES: readonly DetailsPlace[] = ['below', 'beside']

/**
 * The first place of *Details* with which a digest and the rest of its message aren't too many components; two papers with the
 * same button need a menu.
 * @param others the number of other components in the message
 */
export function detailsPlaceFor(digest: Digest, others: number): DetailsPlace {
  const ids = new Set(digest.entries.map(({ paperId }) => paperId))
  if (ids.size < digest.entries.length) return 'menu'
  const fitting = PLACES.find(place => {
    const components = digestComponents(digest, FULL_DETAIL, { others, place })
    return countComponents(components) + others <= MESSAGE.components
  })
  return fitting ?? 'menu'
}

/** The controls below a digest. */
export const controlsBelow = (digest: Digest, place: DetailsPlace): Controls =>
  place === 'menu' ? controlsOf(digest) : { actions: digest.actions }

/** The message in the channel that the thread starts from; those in the thread have *Details*. */
function threadHead(digest: Digest, detailLevel: DetailLevel): Component[] {
  const head = `${bold(titleOf(digest, detailLevel))} · ${plural(digest.entries.length, 'paper')} in the thread`
  return [
    ...textDisplay([head, ...subtitleLines(digest, detailLevel), ...noteLines(digest, detailLevel)]),
    ...controlRows({ actions: digest.actions }),
  ]
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
    const place = detailsPlaceFor(digest, countComponents(controlRows({ actions: digest.actions })))
    const row = controlRows(controlsBelow(digest, place))
    const others = countComponents(row)
    return message(detailLevel => [...digestComponents(digest, detailLevel, { others, place }), ...row])
  }
  if (step === 0) return message(detailLevel => threadHead(digest, detailLevel))
  const entry = digest.layout === 'thread' ? digest.entries[step - 1] : undefined
  if (!entry) throw new RangeError(`the digest has no message ${step}`)
  const number = numberOf(digest, step - 1)
  return message(detailLevel =>
    entryComponents(entry, textDisplay(entryLines(entry, detailLevel, number)), {
      place: 'beside',
      hasThumbnail: false,
    }),
  )
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
