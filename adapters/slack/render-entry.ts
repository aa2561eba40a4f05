import type { types } from '@slack/bolt'
import { detailsAction } from '../../src/messages/controls.ts'
import type { Entry } from '../../src/messages/digest.ts'
import { plain } from '../../src/messages/untrusted-text.ts'
import { type Block, plainText, richBlock, richText } from './blocks.ts'
import { contextLine, mrkdwnLink } from './context-line.ts'
import { detailsButton } from './controls.ts'
import { ALT_TEXT, type DetailLevel, SECTION } from './limits.ts'
import { nameOf } from './spoken-text.ts'
import { cut, linkUrl } from './text.ts'

/**
 * Where *Details* of each paper is. A section has one accessory, so with a thumbnail beside the summary the button is in a row below;
 * `beside` leaves the thumbnail out, and `menu` has one menu for all papers.
 */
export type DetailsPlace = 'below' | 'beside' | 'menu'

export interface EntryOptions {
  detailLevel: DetailLevel
  detailsPlace: DetailsPlace
  /** Its number in the list, if it isn't alone. */
  number?: number | undefined
  /** Its place in the message, from 0. */
  index: number
  hasThumbnail: boolean
}

/** If Slack can't fetch an accessory, only the image is broken, whereas it rejects a message with such an image block (java-slack-sdk issue 1396). */
const thumbnailOf = (entry: Entry): types.ImageElement | undefined => {
  const url = linkUrl(entry.thumbnailUrl)
  return url === undefined
    ? undefined
    : { type: 'image', image_url: url, alt_text: cut(`Thumbnail of “${nameOf(entry)}”`, ALT_TEXT) }
}

/** A linked title with a button, where the title has nothing that mrkdwn would format: a section has links only in mrkdwn. */
function titleSection(title: string, before: string, url: string, accessory: types.Button): Block[] {
  const link = mrkdwnLink({ text: title, url })
  const text = link && `${before}${link}`
  return text && text.length <= SECTION
    ? [{ type: 'section', text: { type: 'mrkdwn', text, verbatim: true }, accessory }]
    : []
}

/** Number and title, summary and facts, and *Details*. */
export function entryBlocks(entry: Entry, options: EntryOptions): Block[] {
  const { detailLevel, number, index, detailsPlace } = options
  const before = number === undefined ? '' : `${number}. `
  const name = cut(nameOf(entry), detailLevel.title)
  const summary = cut(plain(entry.summary).trim(), Math.min(detailLevel.summary, SECTION))
  const style = summary ? { bold: true } : undefined
  const title = [...richText({ text: before }, style), ...richText({ text: name, url: entry.url }, style)]
  const facts = contextLine(entry.facts, { separator: ' · ', limit: detailLevel.facts })
  const thumbnail = options.hasThumbnail && detailsPlace !== 'beside' ? thumbnailOf(entry) : undefined
  const button = detailsButton(detailsAction(entry), nameOf(entry), index)
  const row: Block[] = detailsPlace === 'menu' ? [] : [{ type: 'actions', elements: [button] }]

  if (thumbnail && summary) {
    const section: Block = { type: 'section', text: plainText(summary), accessory: thumbnail }
    return [...richBlock([title]), section, ...facts, ...row]
  }
  if (detailsPlace === 'menu') return [...richBlock([title, richText({ text: summary })]), ...facts]
  if (summary)
    return [...richBlock([title]), { type: 'section', text: plainText(summary), accessory: button }, ...facts]
  const head = titleSection(name, before, entry.url, button)
  return head.length > 0 ? [...head, ...facts] : [...richBlock([title]), ...facts, ...row]
}
