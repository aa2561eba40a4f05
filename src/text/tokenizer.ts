import { stemmer } from 'stemmer'
import { americanSpelling } from './american-spelling.ts'

/** A word at its place in a text. */
export interface Word {
  /** Without case and accents: `Modèles` → `modeles`, `C++` → `c++`. */
  plain: string
  /** `plain` in American spelling: `colours` → `colors`. */
  american: string
  /** Also without English endings: what search compares. */
  stem: string
  /** Its place in the text, in UTF-16 code units; `end` is exclusive. */
  start: number
  end: number
  /** Only a hyphen or the like separates it from the previous word: `4o` in `GPT-4o`. */
  joins: boolean
}

const CJK = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}`
/** A run of letters and digits, such as `3D` and `C++`; in scripts without spaces, each character is a word. */
const WORD_HERE = new RegExp(
  String.raw`[${CJK}]|(?:(?![${CJK}])[\p{L}\p{M}\p{N}])+(?:\+\+|#(?![\p{L}\p{N}]))?`,
  'uy',
)
/** What may join the parts of a name: `GPT-4o`, `cs/0601001`, `LLaMA-3.1`, `Navier–Stokes`, `d'Alembert`. */
const JOINTS = "-‐‑–./_'’"
const APOSTROPHES = "'’"

/** Letters that Unicode doesn't decompose, and their usual spelling. */
const SPELLINGS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ı: 'i',
  ς: 'σ',
}

/** Without case and accents, because people type names without them. */
const plainOf = (word: string): string => plainText(word).replace(/[^\p{L}\p{N}+#]/gu, '')

/** A text with its letters as the words of `tokenize` have them, where these are Latin. */
export const plainText = (text: string): string =>
  /^\p{ASCII}*$/u.test(text)
    ? text.toLowerCase()
    : text
        .normalize('NFKD')
        .toLowerCase()
        .replace(/\p{M}/gu, '')
        .replace(/[ßæœøłđðþħıς]/g, letter => SPELLINGS[letter] ?? letter)

/** Longer words are truncated. */
const MAX_LENGTH = 64

/** See `Word`. */
interface KnownWord {
  plain: string
  american: string
  stem: string
}

const isEnglish = (plain: string): boolean => /^[a-z]{3,}$/.test(plain)

/** Endings are taken off by Porter's algorithm (1980). Words of other languages stay as they are. */
function knownWord(plain: string): KnownWord {
  if (!isEnglish(plain)) return { plain, american: plain, stem: plain }
  const american = americanSpelling(plain)
  return { plain, american, stem: stemmer(american) }
}

const SPACE = 32
const HASH = 35
const PLUS = 43
const ASCII = 128
/** ASCII letters, in lower case, and digits, by their codes; 0 for all other code units. */
const LETTERS = Uint8Array.from({ length: 0x10000 }, (_, code) =>
  code < ASCII && /[A-Za-z0-9]/.test(String.fromCharCode(code))
    ? String.fromCharCode(code).toLowerCase().charCodeAt(0)
    : 0,
)

/** ASCII words are cached by a hash of their letters, each in place of the one before, because most words recur. */
const SLOTS = 32_768
/** Longer words are seldom the same. */
const MAX_CACHED = 32
const cached: (KnownWord | undefined)[] = Array.from({ length: SLOTS })
/** The length and the letters of each cached word, four to a number: to compare them takes less time than to fetch the word from memory. */
const SLOT_SIZE = 1 + MAX_CACHED / 4
const slots = new Uint32Array(SLOTS * SLOT_SIZE)
/** The letters of one word, as in a slot. */
const lettersOfWord = new Uint8Array(MAX_CACHED)
const quartersOfWord = new Uint32Array(lettersOfWord.buffer)

/** The code units of the text that is tokenized, and a view of the same memory. They are faster to read than the text itself. */
let units = new Uint16Array(4_096)
let bytes = Buffer.from(units.buffer)

function load(text: string): Uint16Array {
  if (text.length >= units.length) {
    units = new Uint16Array(text.length * 2)
    bytes = Buffer.from(units.buffer)
  }
  bytes.write(text, 'utf16le')
  // No character follows the last one.
  units[text.length] = 0
  return units
}

/** A word of ASCII letters and digits. @param from the text's code units */
function asciiWord(text: string, from: Uint16Array, start: number, end: number): KnownWord {
  const length = end - start
  if (length > MAX_CACHED) return newWord(text.slice(start, end))
  let hash = length
  for (let at = 0; at < length; at++) {
    const letter = LETTERS[from[start + at] ?? 0] ?? 0
    lettersOfWord[at] = letter
    hash = Math.imul(hash ^ letter, 0x01000193)
  }
  for (let at = length; at % 4 !== 0; at++) lettersOfWord[at] = 0
  const place = (hash ^ (hash >>> 15)) & (SLOTS - 1)
  const slot = place * SLOT_SIZE
  const quarters = (length + 3) >> 2
  let same = 0
  if (slots[slot] === length) {
    while (same < quarters && slots[slot + 1 + same] === quartersOfWord[same]) same++
  }
  const known = cached[place]
  if (same === quarters && known) return known
  slots[slot] = length
  for (let at = 0; at < quarters; at++) slots[slot + 1 + at] = quartersOfWord[at] ?? 0
  const word = newWord(text.slice(start, end))
  cached[place] = word
  return word
}

function newWord(written: string): KnownWord {
  // A slice alone would keep the whole text in memory.
  return knownWord(` ${written.toLowerCase()}`.slice(1, MAX_LENGTH + 1))
}

/** The stem of a plain word. */
export const stemOf = (plain: string): string =>
  isEnglish(plain) ? asciiWord(plain, load(plain), 0, plain.length).stem : plain

/** Calls `add` for each word of a text, in order; it must not tokenize or stem anything itself. */
function eachWord(
  text: string,
  add: (word: KnownWord, start: number, end: number, joins: boolean) => void,
): void {
  const from = load(text)
  const { length } = text
  let previousEnd = -1

  function found(word: KnownWord, start: number, end: number): void {
    const joint = start - previousEnd === 1 && from[previousEnd] !== SPACE ? (text[previousEnd] ?? '') : ''
    const { plain } = word
    if (plain === '' || (plain === 's' && joint !== '' && APOSTROPHES.includes(joint))) return
    previousEnd = end
    add(word, start, end, joint !== '' && JOINTS.includes(joint))
  }

  for (let start = 0; start < length; ) {
    let end = start
    while (LETTERS[from[end] ?? 0] !== 0) end++
    const next = from[end] ?? 0
    if (next < ASCII && next !== HASH && next !== PLUS) {
      if (end > start) found(asciiWord(text, from, start, end), start, end)
      start = end + 1
      continue
    }
    // The rare cases: other letters, and words such as `C++`.
    WORD_HERE.lastIndex = start
    if (!WORD_HERE.test(text)) {
      start++
      continue
    }
    const whole = WORD_HERE.lastIndex
    found(
      whole === end ? asciiWord(text, from, start, end) : otherWord(text.slice(start, whole)),
      start,
      whole,
    )
    start = whole
  }
}

/** The words of a text, in order, without the `s` of a genitive. */
export function tokenize(text: string): Word[] {
  const words: Word[] = []
  eachWord(text, ({ plain, american, stem }, start, end, joins) => {
    words.push({ plain, american, stem, start, end, joins })
  })
  return words
}

const otherWord = (written: string): KnownWord => knownWord(plainOf(written).slice(0, MAX_LENGTH))

const MAX_PARTS = 4

/** What is indexed of a text. */
interface IndexedWords {
  /** In their order. */
  words: KnownWord[]
  /** The stems of hyphenated words written as one: `pre-training` → `pretrain`, `LLaMA-3.1` → `llama3`, `31` and `llama31`. */
  joined: string[]
}

/** See `tokenize`; this takes less time. */
export function indexedWords(text: string): IndexedWords {
  const words: KnownWord[] = []
  const joining: number[] = []
  eachWord(text, (word, _start, _end, joins) => {
    if (joins) joining.push(words.length)
    words.push(word)
  })
  return { words, joined: namesIn(words, joining).flatMap(parts => joinParts(parts).map(({ stem }) => stem)) }
}

/**
 * Neighbouring parts of hyphenated names, each as the one word that it may be written as, at the place of its parts. The form without
 * endings is all that is known of it.
 */
export function joinedWords(words: readonly Word[]): Word[] {
  const joining = words.flatMap(({ joins }, place) => (joins ? [place] : []))
  return namesIn(words, joining).flatMap(parts =>
    joinParts(parts).map(({ stem, first, last }) => ({
      plain: stem,
      american: stem,
      stem,
      start: first.start,
      end: last.end,
      joins: false,
    })),
  )
}

/** The hyphenated names among words, each as its parts. @param joining the places of the words that join the previous one */
function namesIn<Part>(words: readonly Part[], joining: readonly number[]): Part[][] {
  const names: Part[][] = []
  for (let first = 0; first < joining.length; ) {
    let after = first + 1
    while (joining[after] === (joining[after - 1] ?? 0) + 1) after++
    const start = (joining[first] ?? 0) - 1
    names.push(words.slice(start, start + 1 + after - first))
    first = after
  }
  return names
}

/** Neighbouring parts of a name written as one; none for a name with too many parts. */
function joinParts<Part extends KnownWord>(
  parts: readonly Part[],
): { stem: string; first: Part; last: Part }[] {
  if (parts.length > MAX_PARTS) return []
  return parts.flatMap((first, from) => {
    let compound = first.plain
    return parts.slice(from + 1).map(last => {
      compound += last.plain
      return { stem: stemOf(compound.slice(0, MAX_LENGTH)), first, last }
    })
  })
}

/** The stem of all words written as one; undefined unless they are a single hyphenated name. */
export const joinedStem = (words: readonly Word[]): string | undefined =>
  words.slice(1).every(({ joins }) => joins) ? joinParts(words)[words.length - 2]?.stem : undefined
