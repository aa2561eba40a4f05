import { table } from './table.ts'

/**
 * The mathematical alphabets that carry meaning, each by the code points of its A, a and 0. Letters that Unicode already
 * contained are exceptions (Unicode 16, chapter 22.2). Bold, sans-serif and typewriter stay plain: they are emphasis, and
 * plain text can be searched and read aloud.
 */
interface Alphabet {
  upper: number
  lower: number
  digit?: number
  exceptions: ReadonlyMap<string, string>
}

const SCRIPT: Alphabet = {
  upper: 0x1d49c,
  lower: 0x1d4b6,
  exceptions: table('B ℬ E ℰ F ℱ H ℋ I ℐ L ℒ M ℳ R ℛ e ℯ g ℊ o ℴ'),
}
const DOUBLE: Alphabet = {
  upper: 0x1d538,
  lower: 0x1d552,
  digit: 0x1d7d8,
  exceptions: table('C ℂ H ℍ N ℕ P ℙ Q ℚ R ℝ Z ℤ'),
}
const FRAKTUR: Alphabet = {
  upper: 0x1d504,
  lower: 0x1d51e,
  exceptions: table('C ℭ H ℌ I ℑ R ℜ Z ℨ'),
}

const ALPHABETS = new Map<string, Alphabet>([
  ['mathcal', SCRIPT],
  ['mathscr', SCRIPT],
  ['cal', SCRIPT],
  ['mathbb', DOUBLE],
  ['mathds', DOUBLE],
  ['mathbbm', DOUBLE],
  ['Bbb', DOUBLE],
  ['mathfrak', FRAKTUR],
  ['frak', FRAKTUR],
])

export const isAlphabet = (name: string): boolean => ALPHABETS.has(name)

/** A single letter or digit in the alphabet of a command: `\mathbb{R}` → ℝ. Words stay plain: `\mathcal{NP}` → NP. */
export function inAlphabet(name: string, text: string): string {
  const alphabet = ALPHABETS.get(name)
  if (!alphabet || !/^[A-Za-z0-9]$/.test(text)) return text
  const exception = alphabet.exceptions.get(text)
  if (exception !== undefined) return exception
  const code = text.charCodeAt(0)
  if (/[A-Z]/.test(text)) return String.fromCodePoint(alphabet.upper + code - 65)
  if (/[a-z]/.test(text)) return String.fromCodePoint(alphabet.lower + code - 97)
  return alphabet.digit === undefined ? text : String.fromCodePoint(alphabet.digit + code - 48)
}
