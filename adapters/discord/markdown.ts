import type { Span } from '../../src/messages/digest.ts'
import { plain, webUrl } from '../../src/messages/untrusted-text.ts'
import { shorten } from '../../src/text/graphemes.ts'
import { URL_LENGTH } from './limits.ts'

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

/** An untrusted address, if it is safe and not too long for Discord, with nothing in it that could end a link early. */
export function linkUrl(address: string | undefined, maxLength = URL_LENGTH): string | undefined {
  const escapedUrl = webUrl(address)?.replace(/[()<>[\]\\*|`"']/g, encode)
  return escapedUrl !== undefined && escapedUrl.length <= maxLength ? escapedUrl : undefined
}

/** A span as a link where it has an address that may be shown, else as text. */
export function span({ text, url }: Span, urlLimit = URL_LENGTH): string {
  const address = linkUrl(url, urlLimit)
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
