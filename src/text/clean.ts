import { texToText } from './tex/tex.ts'

/** Halves of characters, controls, and what shows nothing or turns the direction of what follows. */
const INVISIBLE =
  /[\p{Cs}\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufff9-\ufffb[\p{Default_Ignorable_Code_Point}--[\u200c\u200d\u180b-\u180d\u180f\ufe00-\ufe0f\u{e0100}-\u{e01ef}]]]/gv
const SPACE = /[\s\p{Z}\x85]+/gu

/** Scripts that are written with joiners between their letters, by their ISO 15924 codes. */
const JOINED = 'Arab Syrc Mong Nkoo Deva Beng Guru Gujr Orya Taml Telu Knda Mlym Sinh Khmr Mymr Tibt'
const LETTER = `[${JOINED.split(' ')
  .map(code => `\\p{scx=${code}}`)
  .join('')}]`
const EMOJI_END = '[\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\ufe0f]'
/** All joiners; those between such letters and within an emoji are captured. */
const JOINERS = new RegExp(
  `((?<=${LETTER})[\\u200c\\u200d](?=${LETTER})|(?<=${EMOJI_END})\\u200d(?=\\p{Extended_Pictographic}))|[\\u200c\\u200d]`,
  'gu',
)

/** More marks on one letter than any language has; Unicode's own limit for a stream (UAX #15, section 13). */
const HEAP_OF_MARKS = /(\p{M}{30})\p{M}+/gu

const ASCII = /^[\x20-\x7e]*$/

function tidy(raw: string): string {
  const text = raw.replace(/[\t-\r]/g, ' ').replace(/ {2,}/g, ' ')
  // Most texts, and nothing that follows would change them.
  if (ASCII.test(text)) return text.trim()
  return text
    .replace(INVISIBLE, '')
    .replace(HEAP_OF_MARKS, '$1')
    .replace(JOINERS, '$1')
    .replace(SPACE, ' ')
    .trim()
    .normalize('NFC')
}

/** Text settles after one pass, nearly always; escaped braces and the like may take another. */
const MAX_PASSES = 4

/**
 * Cleans a text from outside: TeX to Unicode, all white space to single spaces, nothing invisible, NFC. What it returns
 * it leaves as it is. HTML stays text: the sources send no entities, and `<think>` is a word of titles.
 */
export function cleanText(raw: string): string {
  let text = tidy(raw)
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const next = tidy(texToText(text))
    if (next === text) return text
    text = next
  }
  // A text made so that each pass brings up new commands: without these signs there are none.
  return tidy(texToText(text.replace(/[\\${}^]/g, '')))
}
