/** A whole number that was typed in digits; undefined for anything else: nobody means 16 by `0x10` or 10 by `1e1`. */
export const wholeNumberIn = (typed: string): number | undefined =>
  /^\d{1,15}$/.test(typed.trim()) ? Number(typed) : undefined

const WORDS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']

/** Source of a regular expression for a number in digits, or one from one to ten in a word. */
export const NUMBER = String.raw`\d{1,4}|${WORDS.join('|')}`

/** The number that such a text means. */
export const numberOf = (typed: string): number =>
  wholeNumberIn(typed) ?? WORDS.indexOf(typed.toLowerCase()) + 1
