import type { Span } from '../../src/messages/digest.ts'
import { shorten } from '../../src/text/graphemes.ts'
import { URL_LENGTH } from './limits.ts'

/** Characters that act on the text around them and are not seen. Joiners and tags stay: scripts and emoji are made of them. */
const UNSEEN = /[[\p{Cc}\p{Cf}]--[\s\u200c\u200d\u{e0020}-\u{e007f}]]/gv

/** Untrusted text for one line, without its markup's effect taken away yet. */
export const plain = (text: string): string => text.toWellFormed().replace(UNSEEN, '').replace(/\s+/gu, ' ')

/**
 * Text in which Discord finds nothing: no emphasis, code, spoiler, link, mention, timestamp or emoji, and at its start no
 * heading, list, quote or small print. A colon counts where an address (`https://`) or an emoji (`:smile:`) could go on.
 */
export const escaped = (text: string): string =>
  text.replace(/[\\*_~`|<[\]@]|:(?!\s)/g, '\\$&').replace(/^(\s*\d*)([#>+.)-])/, '$1\\$2')

/**
 * In a link's label backslashes don't escape, they show (discord/discord-api-docs issue 6185: "disabled for security
 * reasons"), and brackets can end it early. So there, what could act is shown by its nearest look-alike.
 */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  '\\': '＼',
  '*': '∗',
  _: 'ˍ',
  '~': '∼',
  '`': 'ˋ',
  '|': '∣',
  '<': '＜',
  '[': '［',
  ']': '］',
  '@': '＠',
  ':': '∶',
}

/** Text for a link's label. As long as it was. */
export const label = (text: string): string =>
  text.replace(/[\\*_~`|<[\]]|@(?=everyone|here)|:(?!\s)/gi, character => LOOK_ALIKES[character] ?? '')

const escapedLength = (text: string): number => escaped(text).length

/** Untrusted text cut so that it is at most so long once it is escaped. */
export const cut = (text: string, limit: number): string => shorten(plain(text), limit, escapedLength)

const encode = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`

/** An untrusted address, if it is one for the web, with nothing in it that could end a link early. */
export function webUrl(address: string | undefined, limit = URL_LENGTH): string | undefined {
  const url = address === undefined ? null : URL.parse(address.toWellFormed())
  if (!url || !/^https?:$/.test(url.protocol)) return undefined
  const safe = url.href.replace(/[()<>[\]\\*|`"']/g, encode)
  return safe.length <= limit ? safe : undefined
}

/** A span as a link where it has an address that may be shown, else as text. */
export function span({ text, url }: Span, urlLimit = URL_LENGTH): string {
  const address = webUrl(url, urlLimit)
  return address && text.trim() ? `[${label(text)}](<${address}>)` : escaped(text)
}

/** White space stays outside, for not every client finds a mark that stands beside it. */
function marked(text: string, mark: string): string {
  const [, before = '', inside = '', after = ''] = /^(\s*)(.*?)(\s*)$/s.exec(text) ?? []
  return inside ? `${before}${mark}${inside}${mark}${after}` : text
}

/** @param text escaped */
export const bold = (text: string): string => marked(text, '**')

/** In code nothing is parsed and nothing can be escaped. */
export const code = (text: string): string => marked(text.replaceAll('`', 'ˋ'), '`')
