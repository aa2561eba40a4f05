const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Printable ASCII, where a code unit is a grapheme: nearly all text here, and 50 times faster to measure. */
const SIMPLE = /^[\x20-\x7e]*$/

/** The length of a text in graphemes: what a person counts as characters. */
export function countGraphemes(text: string): number {
  if (SIMPLE.test(text)) return text.length
  let count = 0
  for (const _ of segmenter.segment(text)) count++
  return count
}

/**
 * Cuts a text to at most `limit` graphemes, the ellipsis included, between words where a space lies in its last third.
 * `measure` may count otherwise, such as in UTF-16 code units where a platform's limit is in those.
 */
export function shorten(
  text: string,
  limit: number,
  measure: (text: string) => number = countGraphemes,
): string {
  if (measure(text) <= limit) return text
  if (limit < 1) return ''
  let kept = ''
  let size = 0
  for (const { segment } of segmenter.segment(text)) {
    size += measure(segment)
    if (size > limit - 1) break
    kept += segment
  }
  const space = kept.lastIndexOf(' ')
  if (space > kept.length * (2 / 3)) kept = kept.slice(0, space)
  return `${kept.trimEnd().replace(/[,;:–—-]+$/, '')}…`
}
