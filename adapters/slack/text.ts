import { shorten } from '../../src/text/graphemes.ts'
import { URL_LENGTH } from './limits.ts'

/** Unseen characters that act on the text around them. Joiners and tags stay: scripts and emoji are made of them. */
const UNSEEN = /[[\p{Cc}\p{Cf}]--[\s\u200c\u200d\u{e0020}-\u{e007f}]]/gv

/** Untrusted text for one line. Half a surrogate pair would make the SDK throw when it encodes the request. */
export const plain = (text: string): string => text.toWellFormed().replace(UNSEEN, '').replace(/\s+/gu, ' ')

/** Slack counts code points, at most as many as the code units counted here. */
export const cut = (text: string, limit: number): string => shorten(text, limit, part => part.length)

/** All that mrkdwn lets one escape (docs.slack.dev, "Formatting message text"): without `<` there is no mention or link. */
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** An untrusted address, if it is one for the web that Slack takes. */
export function webUrl(address: string | undefined): string | undefined {
  const url = address === undefined ? null : URL.parse(address)
  return url && /^https?:$/.test(url.protocol) && url.href.length <= URL_LENGTH ? url.href : undefined
}
