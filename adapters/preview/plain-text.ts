/**
 * Control characters start terminal sequences, and format characters reorder or hide the text around them. Joiners and tags
 * are allowed: some scripts and emoji need them.
 */
const HIDDEN = /[[\p{Cc}\p{Cf}]--[\s\u200c\u200d\u{e0020}-\u{e007f}]]/gv

/** Makes untrusted text safe to print: one line, without control and format characters. */
export const plainText = (text: string): string =>
  text.toWellFormed().replace(HIDDEN, '').replace(/\s+/gu, ' ')

/**
 * Returns an untrusted address if it is an http or https URL, else undefined. The result is printable ASCII: the URL standard
 * encodes the rest.
 */
export function webUrl(address: string | undefined): string | undefined {
  const url = address === undefined ? null : URL.parse(address)
  return url && /^https?:$/.test(url.protocol) ? url.href : undefined
}

/** A web address without its scheme and final slash: `huggingface.co/papers/2611.00001`. */
export const shortUrl = (url: string): string => url.replace(/^https?:\/\//, '').replace(/\/$/, '')
