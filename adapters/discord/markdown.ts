import type { Span } from '../../src/messages/digest.ts'
import { plain, webUrl } from '../../src/messages/untrusted-text.ts'
import { shorten } from '../../src/text/graphemes.ts'
import { URL_LENGTH } from './limits.ts'

/**
 * Text with Discord's markup escaped: emphasis, code, spoilers, links, mentions, timestamps and emoji, and at the start headings,
 * lists, quotes and small text. A colon is escaped where an address (`https://`) or an emoji (`:smile:`) could follow.
 */
export const escaped = (text: string): string =>
  text.replace(/[\\*_~`|<[\]@]|:(?!\s)/g, '\\$&').replace(/^(\s*\d*)([#>+.)-])/, '$1\\$2')

/**
 * In a link's label a backslash doesn't escape but shows (discord/discord-api-docs issue 6185: "disabled for security
 * reasons"), and brackets can end the label early. So we replace markup there by its nearest look-alike.
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

/** Text for a link's label, of unchanged length. */
export const label = (text: string): string =>
  text.replace(/[\\*_~`|<[\]]|@(?=everyone|here)|:(?!\s)/gi, character => LOOK_ALIKES[character] ?? '')

const escapedLength = (text: string): number => escaped(text).length

/** Untrusted text cut to at most `limit` characters once it is escaped. */
export const cut = (text: string, limit: number): string => shorten(plain(text), limit, escapedLength)

const encode = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`

/** An untrusted address, if it is safe and not too long for Discord, with nothing in it that could end a link early. */
export function linkUrl(address: string | undefined, maxLength = URL_LENGTH): string | undefined {
  const escapedUrl = webUrl(address)?.replace(/[()<>[\]\\*|`"']/g, encode)
  return escapedUrl !== undefined && escapedUrl.length <= maxLength ? escapedUrl : undefined
}

/** A moment as Discord shows it in the reader's zone, or how far off it is, kept up to date. */
const timestamp = ({ at, shown }: NonNullable<Span['moment']>): string =>
  `<t:${Math.floor(at / 1000)}:${shown === 'time' ? 'f' : 'R'}>`

/** A span as a moment, as a link if its address is a web address of at most `urlLimit` characters, else as text. */
export function span({ text, url, moment }: Span, urlLimit = URL_LENGTH): string {
  if (moment && text) return timestamp(moment)
  const address = linkUrl(url, urlLimit)
  return address && text.trim() ? `[${label(text)}](<${address}>)` : escaped(text)
}

/** White space stays outside, because not every client recognises a delimiter next to it. */
function wrapped(text: string, delimiter: string): string {
  const [, before = '', inside = '', after = ''] = /^(\s*)(.*?)(\s*)$/s.exec(text) ?? []
  return inside ? `${before}${delimiter}${inside}${delimiter}${after}` : text
}

/** @param text escaped */
export const bold = (text: string): string => wrapped(text, '**')

/** Discord parses no markup in code, and nothing can be escaped there. */
export const code = (text: string): string => wrapped(text.replaceAll('`', 'ˋ'), '`')

/** A shorter piece of a text isn't worth showing. */
const MIN_PIECE = 12

/** A whole line of muted text; empty for empty text. */
export const small = (line: string): string => (line.trim() ? `-# ${line.trim()}` : '')

/**
 * A muted line of as many spans as fit into `limit` characters, link addresses included. A link that doesn't fit is shown
 * as text.
 */
export function contextLine(spans: readonly Span[], limit: number, separator = ''): string {
  let line = ''
  for (const { text, url, moment } of spans) {
    const shown = separator ? plain(text).trim() : plain(text)
    if (!shown) continue
    const before = line ? separator : ''
    const room = limit - line.length - before.length
    const whole = span({ text: shown, url, moment })
    if (whole.length <= room) line += before + whole
    else if (room < MIN_PIECE) break
    else line += before + escaped(cut(shown, room))
  }
  return small(line)
}
