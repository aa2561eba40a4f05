const COMPACT = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 })

/** A short count: `163`, `1.2k`, `3.4m`. */
export const countText = (count: number): string =>
  count < 1000 ? String(count) : COMPACT.format(count).toLowerCase()

/** A count with its noun: `1 author`, `12 authors`. */
export const plural = (count: number, noun: string, nouns = `${noun}s`): string =>
  `${countText(count)} ${count === 1 ? noun : nouns}`

const LIST = new Intl.ListFormat('en-GB')
/** Words as a list: `agents, diffusion and robots`. */
export const listText = (words: readonly string[]): string => LIST.format(words)

/** What can be chosen: `A, B or C`. */
export const orList = (items: readonly string[]): string => items.join(', ').replace(/, ([^,]*)$/, ' or $1')

const WHOLE = new Intl.NumberFormat('en')
/** A number with all digits: `12,345`. */
export const wholeText = (count: number): string => WHOLE.format(count)

const MEGABYTE = 1_000_000
const GIGABYTE = 1_000_000_000
/** A size in decimal units: `12 kB`, `48.2 MB`, `1.2 GB`. */
export function bytesText(bytes: number): string {
  if (bytes < MEGABYTE) return `${Math.ceil(bytes / 1000)} kB`
  return bytes < GIGABYTE ? `${(bytes / MEGABYTE).toFixed(1)} MB` : `${(bytes / GIGABYTE).toFixed(1)} GB`
}

/** A text with a full stop, unless it ends in a punctuation mark. */
export const asSentence = (text: string): string => text.trim().replace(/[^.!?…]$/, '$&.')

/** With its first letter as a capital. */
export const withCapital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)

/** A phrase of a title in small letters, except for names such as `LoRA` and `GPT-4`. */
export const inSmallLetters = (text: string): string =>
  text.replace(/[\p{L}\p{N}]+/gu, word =>
    /^\p{Lu}?[^\p{Lu}\p{N}]*$/u.test(word) ? word.toLowerCase() : word,
  )
