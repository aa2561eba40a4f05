import { isPrintableAscii } from './ascii.ts'
import { withoutLineMarkers, withoutMarkdown } from './markdown.ts'
import { texToText } from './tex/tex.ts'

/** Lone surrogates, control characters, and characters that are invisible or change the direction of text. */
const INVISIBLE =
  /[\p{Cs}\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufff9-\ufffb[\p{Default_Ignorable_Code_Point}--[\u200c\u200d\u180b-\u180d\u180f\ufe00-\ufe0f\u{e0100}-\u{e01ef}]]]/gv
const SPACE = /[\s\p{Z}\x85]+/gu

/** Scripts that use joiners between letters, by their ISO 15924 codes. */
const JOINED = 'Arab Syrc Mong Nkoo Deva Beng Guru Gujr Orya Taml Telu Knda Mlym Sinh Khmr Mymr Tibt'
const LETTER = `[${JOINED.split(' ')
  .map(code => `\\p{scx=${code}}`)
  .join('')}]`
const EMOJI_END = '[\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\ufe0f]'
/** All joiners; the needed ones, between such letters and in an emoji, are captured. */
const JOINERS = new RegExp(
  `((?<=${LETTER})[\\u200c\\u200d](?=${LETTER})|(?<=${EMOJI_END})\\u200d(?=\\p{Extended_Pictographic}))|[\\u200c\\u200d]`,
  'gu',
)

/** More marks on one letter than any language uses; Unicode's limit for streams (UAX #15, section 13). */
const EXCESS_MARKS = /(\p{M}{30})\p{M}+/gu

function normalise(raw: string): string {
  const text = raw.replace(/[\t-\r]/g, ' ').replace(/ {2,}/g, ' ')
  // Most texts contain nothing that the code below would change.
  if (isPrintableAscii(text)) return text.trim()
  return text
    .replace(INVISIBLE, '')
    .replace(EXCESS_MARKS, '$1')
    .replace(JOINERS, '$1')
    .replace(SPACE, ' ')
    .trim()
    .normalize('NFC')
}

/** One pass is nearly always enough; escaped braces and the like may need another. */
const MAX_PASSES = 4

/**
 * Cleans a text from outside: TeX and Markdown to plain Unicode, all white space to single spaces, nothing invisible, NFC.
 * Cleaning a clean text changes nothing. HTML is unchanged: the sources send no entities, and titles contain words such as `<think>`.
 */
export function cleanText(raw: string): string {
  const clean = (text: string): string => normalise(texToText(withoutMarkdown(text)))
  let text = normalise(withoutLineMarkers(raw))
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const next = clean(text)
    if (next === text) return text
    text = next
  }
  // A hostile text in which each pass reveals new markup: without these characters there is none.
  return clean(text.replace(/[\\${}^*`~[\]_#>]/g, ''))
}
