import { table } from './table.ts'

/** Accents of text by their command: `\'e`, `\c{c}`. Values are combining characters. */
const TEXT_ACCENTS = new Map([
  ['`', '\u0300'],
  ["'", '\u0301'],
  ['^', '\u0302'],
  ['~', '\u0303'],
  ['=', '\u0304'],
  ['u', '\u0306'],
  ['.', '\u0307'],
  ['"', '\u0308'],
  ['r', '\u030a'],
  ['H', '\u030b'],
  ['v', '\u030c'],
  ['d', '\u0323'],
  ['c', '\u0327'],
  ['k', '\u0328'],
  ['b', '\u0331'],
])

const MATH_ACCENTS = new Map([
  ['grave', '\u0300'],
  ['acute', '\u0301'],
  ['hat', '\u0302'],
  ['widehat', '\u0302'],
  ['tilde', '\u0303'],
  ['widetilde', '\u0303'],
  ['bar', '\u0304'],
  ['Bar', '\u0304'],
  ['overline', '\u0305'],
  ['breve', '\u0306'],
  ['dot', '\u0307'],
  ['ddot', '\u0308'],
  ['mathring', '\u030a'],
  ['check', '\u030c'],
  ['vec', '\u20d7'],
])

const DOTLESS = table('ı i ȷ j')
/** Accented letters that no language uses, although Unicode has them: `\"text\"` is in quotation marks. */
const UNUSED = new Set(['\u0308h', '\u0308w', '\u0308t', '\u0308x'])

export const isTextAccent = (name: string): boolean => TEXT_ACCENTS.has(name)
export const isMathAccent = (name: string): boolean => MATH_ACCENTS.has(name)

/** A letter with the accent of a text command; undefined if Unicode has no such letter. */
export function accentLetter(name: string, letter: string): string | undefined {
  const mark = TEXT_ACCENTS.get(name)
  if (mark === undefined || UNUSED.has(mark + letter.toLowerCase())) return undefined
  const composed = ((DOTLESS.get(letter) ?? letter) + mark).normalize('NFC')
  return /^\p{L}$/u.test(composed) ? composed : undefined
}

/** A letter with the accent of a math command: `x̂`. Longer texts are unchanged. */
export function accentSymbol(name: string, symbol: string): string {
  const mark = MATH_ACCENTS.get(name) ?? ''
  return /^\p{L}\p{M}*$/u.test(symbol) ? (symbol + mark).normalize('NFC') : symbol
}
