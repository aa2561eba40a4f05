import { texToText } from './tex/tex.ts'

/** What a person typed, folded to the spelling that the parsers read. */
export interface TypedText {
  /** Folded: see `readTyped`. */
  text: string
  /** As it was typed, without the markup that Slack and Discord put around links and mentions. */
  typed: string
  /** The place in `typed` (UTF-16 code units) that a place in `text` comes from. */
  sourceOf(index: number): number
  /** The same as a person counts: characters (code points) from 1. */
  positionOf(index: number): number
}

/** A text in the making, and the place in the typed text that each of its code units comes from: its own if undefined. */
interface Mapped {
  text: string
  sources?: readonly number[] | undefined
}

/**
 * Folds what a person typed, so that it means the same from every keyboard:
 * - TeX, which a pasted title may have, is what it shows: `Fr\'echet`, `H$_2$O`, `\textbf{Attention}`
 * - any dash or minus sign is `-`, any quotation mark `"`, or `'` where it is an apostrophe
 * - any space or control character is a blank
 * - full-width, half-width and vertical forms, ligatures, and letters and digits of other styles are the usual ones
 * - `≥` is `>=`, and look-alikes of `:`, `*`, `/`, `|`, `&`, `,`, `.` and `?` are these
 * - soft hyphens and other invisible characters are left out, and emoji codes (`:fire:`, but not those of question marks) become a blank
 * - Slack's and Discord's markup becomes what it shows (`<#C1|news>` → `#news`) or, for a link with a label, its address
 *
 * Superscripts, subscripts and fractions stay, because 2² isn't 22. It takes time linear in the length.
 */
export function readTyped(raw: string): TypedText {
  const typed = withoutMarkup(raw)
  const characters = replaced(replaced({ text: typed }, TEX, foldTex), CHUNK, foldCharacter)
  const unpaired = replaced(
    replaced(characters, EMOJI_CODES, code => (QUESTION_CODES.test(code) ? '?' : ' ')),
    TEX_QUOTES,
    () => '"',
  )
  const { sources } = unpaired
  const sourceOf = (index: number): number => (sources ? (sources[index] ?? typed.length) : index)
  let counted = { source: 0, position: 1 }
  return {
    text: foldQuotes(unpaired.text),
    typed,
    sourceOf,
    positionOf(index) {
      const source = sourceOf(index)
      // Parsers ask from left to right, so only what is new has to be counted.
      if (source < counted.source) counted = { source: 0, position: 1 }
      const position = counted.position + [...typed.slice(counted.source, source)].length
      counted = { source, position }
      return position
    },
  }
}

/** Some keyboards make a typographic mark of the accent. */
const ACCENT = `["'\`^~=.“”‘’]`
/** Accents (`\'e`, `{\'e}`, `\'{e}`), commands, with an argument or not, and formulas that have more than letters. */
const TEX = new RegExp(
  [
    String.raw`\{\\${ACCENT}\p{L}\}`,
    String.raw`\\${ACCENT}(?:\p{L}|\{\p{L}\})`,
    String.raw`\\[A-Za-z]{2,30}(?:\{[^{}]{0,80}\})?`,
    String.raw`\\[A-Za-z]\{\p{L}\}`,
    String.raw`\$[^$]{0,80}[\\^_][^$]{0,80}\$`,
  ].join('|'),
  'gu',
)

/** An unknown command, such as a part of a path, stays. */
const foldTex = (part: string): string => texToText(part.replace(/[‘’]/g, "'").replace(/[“”]/g, '"')) || part

/** What a person typed, folded, where no places in it are needed: see `readTyped`. */
export const foldTyped = (raw: string): string => readTyped(raw).text

/** The words of what a person typed, folded, with single blanks between them. */
export const tidyTyped = (raw: string): string => foldTyped(raw).replace(/ +/g, ' ').trim()

function replaced(mapped: Mapped, pattern: RegExp, fold: (part: string) => string): Mapped {
  const { text, sources } = mapped
  const parts: string[] = []
  const places: number[] = []
  const sourceOf = (index: number): number => sources?.[index] ?? index
  let end = 0
  const copyUntil = (index: number): void => {
    for (let at = end; at < index; at++) places.push(sourceOf(at))
    parts.push(text.slice(end, index))
  }
  for (const { 0: part, index } of text.matchAll(pattern)) {
    copyUntil(index)
    const folded = fold(part)
    for (let unit = 0; unit < folded.length; unit++) {
      places.push(sourceOf(folded.length === part.length ? index + unit : index))
    }
    parts.push(folded)
    end = index + part.length
  }
  if (parts.length === 0) return mapped
  copyUntil(text.length)
  return { text: parts.join(''), sources: places }
}

/** Links, mentions, channels and custom emoji as Slack and Discord write them. Comparisons (`upvotes<20`) aren't markup. */
const MARKUP =
  /<(?:(?<address>https?:\/\/[^\s<>|]+)|mailto:(?<mail>[^\s<>|]+)|(?<mention>[@#][!&]?[A-Z\d]+)|!(?<special>[a-z]+)(?:\^[A-Z\d]+)?|a?(?<emoji>:\w+:)\d+)(?:\|(?<label>[^<>]*))?>/g

/** How an address is shown if it was typed without its scheme. */
const shown = (address: string): string => address.replace(/^https?:\/\//, '').replace(/\/$/, '')

function withoutMarkup(raw: string): string {
  const parts: string[] = []
  let end = 0
  for (const { 0: whole, index, groups = {} } of raw.matchAll(MARKUP)) {
    parts.push(raw.slice(end, index), contentOf(groups))
    end = index + whole.length
  }
  return parts.length > 0 ? parts.join('') + raw.slice(end) : raw
}

function contentOf(groups: Readonly<Record<string, string | undefined>>): string {
  const { address, mail, mention, special, emoji, label } = groups
  // Slack makes a link of every text that looks like a host, such as the category cs.CL.
  if (address) return label && shown(address) === shown(label) ? label : address
  if (mention) return label ? `${mention.slice(0, 1)}${label.replace(/^[@#]/, '')}` : mention
  return label || mail || special || emoji || ''
}

const IGNORED = String.raw`\p{Cf}\p{Default_Ignorable_Code_Point}`
/**
 * A character that may change: with its accents, and with the invisible characters among them. Korean letters and half-width
 * Japanese ones combine in runs.
 */
const CHUNK = new RegExp(
  String.raw`[\u1100-\u1159\u1161-\u11ff]+|[\uff66-\uff9f]+|[^\p{M}${IGNORED}][\p{M}${IGNORED}]+|[\p{M}${IGNORED}]+|[^\x20-\x7e]`,
  'gu',
)
const INVISIBLE = new RegExp(`[${IGNORED}]`, 'gu')

/**
 * Compatibility forms that mean the same as the usual ones: letters joined as one character, circled letters, radicals, vertical,
 * small, half-width and full-width forms, Arabic presentation forms, and letters of mathematical styles.
 */
const FORMS =
  /[\u0132\u0133\u01c4-\u01cc\u01f1-\u01f3\u2102-\u2115\u2119-\u211d\u2124\u2128\u212c-\u2138\u2160-\u217f\u24b6-\u24e9\u2e80-\u2fd5\u3000\ufb00-\ufb06\ufb13-\ufdcf\ufe10-\ufe19\ufe30-\ufe6b\ufe70-\ufefc\uff01-\uffee\u{1d400}-\u{1d7ff}]/u

/** Signs that Unicode doesn't decompose. */
const SIGNS: Readonly<Record<string, string>> = {
  '≥': '>=',
  '≧': '>=',
  '⩾': '>=',
  '≤': '<=',
  '≦': '<=',
  '⩽': '<=',
  '∶': ':',
  '꞉': ':',
  '∗': '*',
  '⁎': '*',
  '∨': '|',
  '∣': '|',
  '¦': '|',
  '│': '|',
  '∧': '&',
  '⁄': '/',
  '∕': '/',
  '、': ',',
  '،': ',',
  '؛': ';',
  '。': '.',
  '؟': '?',
  '⸮': '?',
  '❓': '?',
  '❔': '?',
  '⁇': '??',
  '⁈': '?!',
  '⁉': '!?',
  '‽': '?!',
}
/** Unicode's dashes, and signs that look like one and aren't among them. */
const DASH = /^[\p{Dash}˗➖─━]/u
const SPACE = /^[\s\p{Z}\p{Cc}]/u
/** Single quotation marks, primes and accents that are typed for an apostrophe. */
const APOSTROPHE = /^[‘’‚‛❛❜ʼʹ′´]/u

function foldCharacter(typed: string): string {
  const visible = typed.replace(INVISIBLE, '')
  if (visible === '') return ''
  const composed = visible.normalize(FORMS.test(visible) ? 'NFKC' : 'NFC')
  if (DASH.test(composed)) return '-'
  if (SPACE.test(composed)) return ' '
  if (APOSTROPHE.test(composed)) return "'"
  if (/^\p{Nd}$/u.test(composed)) return asciiDigit(composed)
  return SIGNS[composed] ?? composed
}

/** The ten digits of a script follow each other in Unicode, from zero. */
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0
  let value = 0
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value++
  return String(value)
}

/** `:fire:`, also several, unless they are the end of a word, as in `title:agents:`. */
const EMOJI_CODES = /(?<![\p{L}\p{N}:])(?::[a-z\d_+'-]+:)+/giu

/** What the emoji of question marks are called on Slack and Discord. */
const QUESTION_CODES = /question(?:_mark)?:|interrobang:/i

/** What TeX prints as double quotation marks. */
const TEX_QUOTES = /(?<!`)``(?!`)|(?<!')''(?!')/g

/** Double quotation marks. The single ones are apostrophes already. */
const QUOTE = /["\p{Pi}\p{Pf}\p{Quotation_Mark}❝❞″《》〈〉]/u
/** What is before a mark that opens a phrase, and after one that closes it. */
const BEFORE_PHRASE = /[\s(:>=<,;-]/
const AFTER_PHRASE = /[\s),;]/

/**
 * Whether a mark within a phrase opens another one. Which mark it is decides only where its place doesn't: German closes with
 * what English opens with.
 */
function isOpening(mark: string, before: string, after: string): boolean {
  if (AFTER_PHRASE.test(after) || /\p{Pe}/u.test(mark)) return false
  return BEFORE_PHRASE.test(before) || /[\p{Pi}\p{Ps}]/u.test(mark)
}

/**
 * Makes each double quotation mark `"`, except within a phrase, where it is a blank: «the “big” one» is one phrase. Apostrophes
 * around words are quotation marks as well.
 */
function foldQuotes(text: string): string {
  const typed = [...text]
  const characters = [...typed]
  let depth = 0
  let apostrophe: number | undefined
  typed.forEach((mark, index) => {
    if (!QUOTE.test(mark)) return
    const before = typed[index - 1] ?? ' '
    const after = typed[index + 1] ?? ' '
    if (mark === "'") {
      if (depth > 0) return
      if (apostrophe !== undefined && AFTER_PHRASE.test(after) && !BEFORE_PHRASE.test(before)) {
        characters[apostrophe] = '"'
        characters[index] = '"'
        apostrophe = undefined
      } else if (BEFORE_PHRASE.test(before) && !AFTER_PHRASE.test(after)) apostrophe = index
      return
    }
    apostrophe = undefined
    const opens = depth === 0 || isOpening(mark, before, after)
    characters[index] = depth === (opens ? 0 : 1) ? '"' : ' '
    depth += opens ? 1 : -1
  })
  return characters.join('')
}
