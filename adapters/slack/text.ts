import { shorten } from '../../src/text/graphemes.ts'
import { URL_LENGTH } from './limits.ts'

/** Invisible characters that affect the text around them. Joiners and tags stay, because scripts and emoji need them. */
const INVISIBLE = /[[\p{Cc}\p{Cf}]--[\s\u200c\u200d\u{e0020}-\u{e007f}]]/gv

/** Untrusted text on one line. A lone surrogate would make the SDK throw when it encodes the request. */
export const plain = (text: string): string =>
  text.toWellFormed().replace(INVISIBLE, '').replace(/\s+/gu, ' ')

/** `limit` is in UTF-16 code units. Slack counts code points, of which there are never more. */
export const cut = (text: string, limit: number): string => shorten(text, limit, part => part.length)

/** Escapes all that mrkdwn can escape (docs.slack.dev, "Formatting message text"). Mentions and links need a `<`. */
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** An untrusted address, if it is http(s) and short enough for Slack. */
export function webUrl(address: string | undefined): string | undefined {
  const url = address === undefined ? null : URL.parse(address)
  return url && /^https?:$/.test(url.protocol) && url.href.length <= URL_LENGTH ? url.href : undefined
}
