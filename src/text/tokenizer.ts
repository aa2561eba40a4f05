import { stemmer } from 'stemmer'

/** A word as a text has it. */
export interface Word {
  /** Without case and accents: `Modèles` → `modeles`, `C++` → `c++`. */
  plain: string
  /** Without its English endings as well: what is looked for. */
  stem: string
  /** Where it stands in the text, in UTF-16 code units. */
  start: number
  end: number
  /** Only a hyphen or the like stands between it and the word before: `4o` in `GPT-4o`. */
  joins: boolean
}

const CJK = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}`
/** A run of letters and digits, such as `3D` and `C++`; scripts without spaces are read a character at a time. */
const WORD = new RegExp(
  String.raw`[${CJK}]|(?:(?![${CJK}])[\p{L}\p{M}\p{N}])+(?:\+\+|#(?![\p{L}\p{N}]))?`,
  'gu',
)
const IS_ASCII = /^\p{ASCII}*$/u
/** What may stand within a name: `GPT-4o`, `cs/0601001`, `LLaMA-3.1`, `Navier–Stokes`, `d'Alembert`. */
const JOINT = /[-‐‑–./_'’]/
const APOSTROPHE = /['’]/

/** Letters that Unicode doesn't take apart, and their usual spelling. */
const SPELT: Readonly<Record<string, string>> = {
  ...{ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ħ: 'h', ı: 'i', ς: 'σ' },
}

/** Without case and accents, as people type names of any language. */
function plainOf(word: string): string {
  return word
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}+#]/gu, '')
    .replace(/[ßæœøłđðþħıς]/g, letter => SPELT[letter] ?? letter)
}

/** Longer ones are no words. */
const MAX_LENGTH = 64
const MAX_KNOWN = 30_000
const stems = new Map<string, string>()

/**
 * A plain word without its English endings, by Porter's algorithm (1980). Other words stay as they are. The same words come
 * again and again, so their stems are kept.
 */
export function stemOf(plain: string): string {
  let stem = stems.get(plain)
  if (stem === undefined) {
    stem = /^[a-z]{3,}$/.test(plain) ? stemmer(plain) : plain
    if (stems.size >= MAX_KNOWN) stems.clear()
    stems.set(plain, stem)
  }
  return stem
}

/** The words of a text, in order. The `s` of a genitive is none. */
export function tokenize(text: string): Word[] {
  const words: Word[] = []
  let before = -1
  const see = (written: string, start: number, end: number): void => {
    const plain = written.length > MAX_LENGTH ? written.slice(0, MAX_LENGTH) : written
    const joint = start - before === 1 ? (text[before] ?? '') : ''
    if (plain === '' || (plain === 's' && APOSTROPHE.test(joint))) return
    before = end
    words.push({ plain, stem: stemOf(plain), start, end, joins: joint !== '' && JOINT.test(joint) })
  }
  if (IS_ASCII.test(text)) {
    readAscii(text.toLowerCase(), see)
  } else {
    for (const { 0: written, index } of text.matchAll(WORD))
      see(plainOf(written), index, index + written.length)
  }
  return words
}

const HASH = 35
const PLUS = 43
/** Letters in lower case and digits. */
const IN_WORD = Uint8Array.from({ length: 128 }, (_, code) =>
  Number(/[a-z0-9]/.test(String.fromCharCode(code))),
)

/** What WORD finds, several times as fast: most of what is read is English, and all that is collected is read here. */
function readAscii(text: string, see: (written: string, start: number, end: number) => void): void {
  const { length } = text
  for (let at = 0; at < length; at++) {
    if (!IN_WORD[text.charCodeAt(at)]) continue
    const start = at
    while (at < length && IN_WORD[text.charCodeAt(at)]) at++
    if (text.charCodeAt(at) === PLUS && text.charCodeAt(at + 1) === PLUS) at += 2
    else if (text.charCodeAt(at) === HASH && !IN_WORD[text.charCodeAt(at + 1)]) at++
    see(text.slice(start, at), start, at)
    at--
  }
}

const MAX_PARTS = 4

/** What hyphenated words are when written as one: `pre-training` → `pretrain`, `LLaMA-3.1` → `llama3`, `31` and `llama31`. */
export function joinedStems(words: readonly Word[]): string[] {
  const joined: string[] = []
  for (let first = 0; first < words.length; ) {
    let after = first + 1
    while (words[after]?.joins) after++
    if (after - first > 1 && after - first <= MAX_PARTS) joined.push(...joinsOf(words.slice(first, after)))
    first = after
  }
  return joined
}

function joinsOf(parts: readonly Word[]): string[] {
  const joined: string[] = []
  for (let from = 0; from < parts.length - 1; from++) {
    let together = parts[from]?.plain ?? ''
    for (const { plain } of parts.slice(from + 1)) {
      together += plain
      joined.push(stemOf(together.slice(0, MAX_LENGTH)))
    }
  }
  return joined
}

/** The words as one, where they are a single hyphenated name. */
export function joinedStem(words: readonly Word[]): string | undefined {
  const isName = words.length > 1 && words.length <= MAX_PARTS && words.slice(1).every(({ joins }) => joins)
  return isName ? joinsOf(words)[words.length - 2] : undefined
}
