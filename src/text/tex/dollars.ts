/** Longer than any formula in an abstract. */
const MAX_LENGTH = 1500

const TEX = /\\[a-zA-Z,;:! |{}]|[\^_]/
const OPERATOR = /^\s*[^\s\p{L}\p{N}]{1,3}\s*$/u
const PRICE = /^\s*\d/
const SENTENCE = /[;!?]|[.,:]\s+\p{L}/u
const JOINING_WORD = /\b(?:and|or|to|per|vs|in|for|of|a|an|the|with|at|by)\b/i
const COMMAND = /\\[a-zA-Z]+\*?\s*(?:\{[^{}]*\})?/g
const THREE_WORDS = /(?<!\p{L})\p{L}{2,}[,;:.]?\s+\p{L}{2,}[,;:.]?\s+\p{L}{2,}/u
const TWO_WORDS = /(?<!\p{L})\p{L}{3,},?\s+\p{L}{3,}/u

/** A formula doesn't contain three words in a row, except in the arguments of commands. */
export const isFormula = (source: string): boolean =>
  source.length <= MAX_LENGTH && source.trim() !== '' && !THREE_WORDS.test(source.replace(COMMAND, ' '))

/**
 * Whether the text between two dollar signs is a formula, not the words between two prices.
 * @param after the character after the second dollar sign
 */
export function isDollarMath(source: string, after: string): boolean {
  if (!isFormula(source)) return false
  if (OPERATOR.test(source)) return true
  const startsSpaced = /^\s/.test(source)
  const endsSpaced = /\s$/.test(source)
  const isPrice = PRICE.test(source)
  // `$5 per \textit{run}, $10`
  if (isPrice && endsSpaced && !startsSpaced && /[\d\\]/.test(after)) return false
  if (TEX.test(source)) return true
  if (startsSpaced !== endsSpaced || /\d/.test(after) || /[-/,(]$/.test(source)) return false
  if (isPrice && (SENTENCE.test(source) || JOINING_WORD.test(source))) return false
  return !TWO_WORDS.test(source)
}
