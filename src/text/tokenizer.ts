import { stemmer } from 'stemmer'

/** A word at its place in a text. */
export interface Word {
  /** Without case and accents: `Modèles` → `modeles`, `C++` → `c++`. */
  plain: string
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
const WORD = new RegExp(
  String.raw`[${CJK}]|(?:(?![${CJK}])[\p{L}\p{M}\p{N}])+(?:\+\+|#(?![\p{L}\p{N}]))?`,
  'gu',
)
const IS_ASCII = /^\p{ASCII}*$/u
/** What may join the parts of a name: `GPT-4o`, `cs/0601001`, `LLaMA-3.1`, `Navier–Stokes`, `d'Alembert`. */
const JOINT = /[-‐‑–./_'’]/
const APOSTROPHE = /['’]/

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
function plainOf(word: string): string {
  return word
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}+#]/gu, '')
    .replace(/[ßæœøłđðþħıς]/g, letter => SPELLINGS[letter] ?? letter)
}

/** Longer words are truncated. */
const MAX_LENGTH = 64
const MAX_CACHED = 30_000
const stems = new Map<string, string>()

/**
 * A plain word without its English endings, by Porter's algorithm (1980). Words of other languages stay as they are. Stems
 * are cached, because most words recur.
 */
export function stemOf(plain: string): string {
  let stem = stems.get(plain)
  if (stem === undefined) {
    stem = /^[a-z]{3,}$/.test(plain) ? stemmer(plain) : plain
    if (stems.size >= MAX_CACHED) stems.clear()
    stems.set(plain, stem)
  }
  return stem
}

/** The words of a text, in order, without the `s` of a genitive. */
export function tokenize(text: string): Word[] {
  const words: Word[] = []
  let previousEnd = -1
  const add = (written: string, start: number, end: number): void => {
    const plain = written.length > MAX_LENGTH ? written.slice(0, MAX_LENGTH) : written
    const joint = start - previousEnd === 1 ? (text[previousEnd] ?? '') : ''
    if (plain === '' || (plain === 's' && APOSTROPHE.test(joint))) return
    previousEnd = end
    words.push({ plain, stem: stemOf(plain), start, end, joins: joint !== '' && JOINT.test(joint) })
  }
  if (IS_ASCII.test(text)) {
    readAscii(text.toLowerCase(), add)
  } else {
    for (const { 0: written, index } of text.matchAll(WORD))
      add(plainOf(written), index, index + written.length)
  }
  return words
}

const HASH = 35
const PLUS = 43
/** Which ASCII codes are lower-case letters or digits. */
const IN_WORD = Uint8Array.from({ length: 128 }, (_, code) =>
  Number(/[a-z0-9]/.test(String.fromCharCode(code))),
)

/** Finds the same words as WORD, several times as fast: most text is English, and every collected paper is tokenized. */
function readAscii(text: string, add: (written: string, start: number, end: number) => void): void {
  const { length } = text
  for (let at = 0; at < length; at++) {
    if (!IN_WORD[text.charCodeAt(at)]) continue
    const start = at
    while (at < length && IN_WORD[text.charCodeAt(at)]) at++
    if (text.charCodeAt(at) === PLUS && text.charCodeAt(at + 1) === PLUS) at += 2
    else if (text.charCodeAt(at) === HASH && !IN_WORD[text.charCodeAt(at + 1)]) at++
    add(text.slice(start, at), start, at)
    at--
  }
}

const MAX_PARTS = 4

/** The stems of hyphenated words written as one: `pre-training` → `pretrain`, `LLaMA-3.1` → `llama3`, `31` and `llama31`. */
export function joinedStems(words: readonly Word[]): string[] {
  const joined: string[] = []
  for (let first = 0; first < words.length; ) {
    let after = first + 1
    while (words[after]?.joins) after++
    if (after - first > 1 && after - first <= MAX_PARTS) joined.push(...joinParts(words.slice(first, after)))
    first = after
  }
  return joined
}

function joinParts(parts: readonly Word[]): string[] {
  const joined: string[] = []
  for (let from = 0; from < parts.length - 1; from++) {
    let compound = parts[from]?.plain ?? ''
    for (const { plain } of parts.slice(from + 1)) {
      compound += plain
      joined.push(stemOf(compound.slice(0, MAX_LENGTH)))
    }
  }
  return joined
}

/** The stem of all words written as one; undefined unless they are a single hyphenated name. */
export function joinedStem(words: readonly Word[]): string | undefined {
  const isName = words.length > 1 && words.length <= MAX_PARTS && words.slice(1).every(({ joins }) => joins)
  return isName ? joinParts(words)[words.length - 2] : undefined
}
