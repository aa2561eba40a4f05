import { parseHttp } from '../text/safe-links.ts'

/**
 * Control characters begin terminal sequences; format characters (bidi overrides, zero-width spaces) reorder or hide the
 * text around them. Joiners and tags stay: scripts and emoji are made of them.
 */
const INVISIBLE = /[[\p{Cc}\p{Cf}]--[\s\u200c\u200d\u{e0020}-\u{e007f}]]/gv

/** What `plain` changes. Few texts contain any of it, and testing is faster than replacing. */
const NOT_PLAIN = /[[\p{Cc}\p{Cf}\p{Cs}\s]--[\x20\u200c\u200d\u{e0020}-\u{e007f}]]|\x20{2}/v

/**
 * Text from outside on one line, without invisible characters. The markup of a platform is still in it: each escapes its
 * own. Well-formed, since half a surrogate pair makes Slack's SDK throw when it encodes the request.
 */
export function plain(text: string): string {
  if (!NOT_PLAIN.test(text)) return text
  return text.toWellFormed().replace(INVISIBLE, '').replace(/\s+/gu, ' ')
}

/**
 * An address from outside that may be linked to (see `parseHttp`), in ASCII: what else is in it is percent-encoded.
 * @param maxLength of the normalised address, in characters
 * @returns undefined if it isn't safe or is too long: a shortened address would lead elsewhere
 */
export function webUrl(
  address: string | undefined,
  maxLength = Number.POSITIVE_INFINITY,
): string | undefined {
  const url = address === undefined ? undefined : parseHttp(address)?.href
  return url !== undefined && url.length <= maxLength ? url : undefined
}

/** A web address as a person would write it: `huggingface.co/papers/2611.00001`. */
export const shortUrl = (url: string): string => url.replace(/^https?:\/\//, '').replace(/\/$/, '')
