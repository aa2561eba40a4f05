/**
 * Control characters begin terminal sequences, and format characters reorder or hide what stands around them. Joiners
 * and tags are left: scripts and emoji are made of them.
 */
const HIDDEN = /[[\p{Cc}\p{Cf}]--[\s\u200c\u200d\u{e0020}-\u{e007f}]]/gv

/** Untrusted text as a person may see it: on one line, and with nothing in it that acts instead of being shown. */
export const plainText = (text: string): string =>
  text.toWellFormed().replace(HIDDEN, '').replace(/\s+/gu, ' ')

/**
 * An untrusted address, if it is one for the web. What comes back is printable ASCII throughout: the URL standard
 * encodes the rest.
 */
export function webUrl(address: string | undefined): string | undefined {
  const url = address === undefined ? null : URL.parse(address)
  return url && /^https?:$/.test(url.protocol) ? url.href : undefined
}

/** A web address as a person would write it: `huggingface.co/papers/2611.00001`. */
export const shortUrl = (url: string): string => url.replace(/^https?:\/\//, '').replace(/\/$/, '')
