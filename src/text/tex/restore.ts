import { GREEK, SYMBOLS } from './symbols.ts'

/** Commands that change the letters in braces, or the one letter that follows. */
const FONTS = 'math(?:cal|bb|bf|rm|it|sf)|text(?:bf|it|tt|sc|rm)|operatorname|boldsymbol'

/** Commands that Hugging Face sends without backslash (`360^circ`, `1.3times`, `mathcal{O}`), if they can't be English. */
const STRIPPED = [
  // Words that exist only in TeX, whatever is next to them.
  'leftrightarrow|longrightarrow|rightarrow|leftarrow|Rightarrow|propto|infty|lesssim|gtrsim|cdots?(?![A-Za-z])',
  '(?<![A-Za-z])(?:leq|geq|neq|ldots)(?![a-z])',
  '(?<=[0-9°)]|\\^circ)times(?![a-z])',
  // Between numbers, but not within a name such as W0pm0.
  '(?<![A-Za-z][0-9.]{0,9})(?<=[0-9])(?:sim|pm)(?=[0-9])',
  '(?<![A-Za-z])sim(?=[0-9.]{1,9}(?:times|%|×))',
  '(?:(?<![A-Za-z])|(?<=\\p{Script=Greek}))approx(?=[0-9])|(?<=\\p{Script=Greek})approx',
  '(?<=\\{)(?:times|sim|approx|pm|deg|circ)(?=\\})|(?<=[0-9] )times(?= [0-9])',
  '(?<=\\^)(?:circ|(?:star|top|prime|dagger|ast)(?![A-Za-z]))',
  `(?<![A-Za-z])(?:${FONTS})(?=\\{|[^\\x00-\\x7f])`,
  '(?<=\\{)(?:bf|em|it|tt|sc|sf|rm)(?= )',
  `(?<![A-Za-z_])(?:${[...GREEK.keys()].join('|')})(?=_\\{|_[0-9]{1,3}(?!\\w))`,
]

/** Links and whole commands are matched first, so that nothing inside them is. */
const PATTERN = new RegExp(`https?://\\S+|\\\\[A-Za-z]+|(${STRIPPED.join('|')})`, 'gu')

/** A backslash that was escaped itself, as in JSON within JSON: `86\\%`. Otherwise two are a line break. */
const DOUBLED = /\\\\([A-Za-z]+|[%&#_$])/g

/** Most texts contain none of these, so nothing above can match: these checks take a tenth of the time of matching. */
const SIGN = /[\\{^_]/
const FONT_AND_LETTER = new RegExp(`(?:${FONTS})[^\\x00-\\x7f]`)
/** Parts of commands, and where such a part may be one. */
const PARTS: readonly [part: string, where?: RegExp][] = [
  ...'arrow propto infty ssim rsim cdot leq geq neq ldots approx'.split(' ').map((part): [string] => [part]),
  ['times', /[0-9°)] ?times/],
  ['sim', /[0-9]sim[0-9]|sim[0-9.]/],
  ['pm', /[0-9]pm[0-9]/],
  ['math', FONT_AND_LETTER],
  ['text', FONT_AND_LETTER],
  ['operatorname', FONT_AND_LETTER],
  ['boldsymbol', FONT_AND_LETTER],
]
const mayHaveCommands = (text: string): boolean =>
  SIGN.test(text) || PARTS.some(([part, where]) => text.includes(part) && (where?.test(text) ?? true))

/** Restores the backslashes that a source removed from commands, and removes doubled ones. */
export function restoreCommands(text: string): string {
  if (!mayHaveCommands(text)) return text
  return text
    .replace(PATTERN, (match: string, word: string | undefined) => {
      if (word === undefined) return match
      return `\\${word}${SYMBOLS.has(word) ? '{}' : ''}`
    })
    .replace(DOUBLED, (match: string, rest: string) =>
      SYMBOLS.has(rest) || /[^A-Za-z]/.test(rest) ? `\\${rest}` : match,
    )
}
