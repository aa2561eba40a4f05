import type { TypedText } from '../../text/typed.ts'

/** A token of a query as typed. Positions count characters (code points) from 1. */
export type Token =
  | { kind: 'open' | 'close' | 'not' | 'or' | 'and'; at: number; text: string }
  /** Words in quotes. */
  | { kind: 'phrase'; at: number; text: string }
  /** `title:` or `upvotes>=`; the next token is its value. */
  | { kind: 'field'; at: number; name: string; operator: string; text: string }
  /** Anything else up to the next space, bracket or quote; right behind a comma it may belong to what is before that. */
  | { kind: 'word'; at: number; text: string; afterComma?: boolean }

/** A query is invalid; the message explains why to the person who typed it. */
export class QueryError extends Error {
  override name = 'QueryError'
}

const WORD_OPERATORS = { OR: 'or', AND: 'and', NOT: 'not' } as const
/** `!=` and the like aren't understood, but they show that a comparison is meant. */
const FIELD = /^(\p{L}[\p{L}_]*)(\s*)(:(?!\/\/)\s*(?:>=|<=|>|<|=)?|>=|<=|>|<|=|!=|≠|≈|~)/u
/** A colon followed by a space comes from a pasted title, not from a field. */
const TITLE_COLON = /^\p{L}+:(?:\s|$)/u
/** An emoji directly behind a word, as Slack sends it: `agents:fire:`. Those between words are left out before. */
const EMOJI_CODE = /:[a-z\d_+-]{2,}:(?![^\s()",;:])/iu
/** A comma between digits is part of a number or of a list of them: 1,000. */
const DIGIT_COMMA = String.raw`(?<=\d),(?=\d)`
const WORD_EMOJI = new RegExp(`^\\p{L}+(?=${EMOJI_CODE.source})`, 'iu')
const WORD = new RegExp(`^(?:(?!${EMOJI_CODE.source})(?:[^\\s()",;]|${DIGIT_COMMA}))+`, 'iu')
const SKIPPED = new RegExp(`^(?:[ ,;]|${EMOJI_CODE.source})+`, 'iu')

/**
 * Splits a query into tokens.
 * @param isField whether a name before a colon or comparison is a known field
 * @throws QueryError for a quote that is never closed, and for operators that other search engines have and this one doesn't
 */
export function readTokens({ text, positionOf }: TypedText, isField: (name: string) => boolean): Token[] {
  const tokens: Token[] = []
  const isTitle = text.split(' ').filter(word => /[\p{L}\p{N}]/u.test(word)).length >= TITLE_WORDS
  let afterComma = false
  for (let index = 0; index < text.length; ) {
    const blanks = SKIPPED.exec(text.slice(index))
    if (blanks) {
      index += blanks[0].length
      afterComma = /^[,;]$/.test(blanks[0])
      continue
    }
    const dash = readPunctuation(text, index, { isTitle, at: positionOf(index) })
    if (dash > 0) {
      index += dash
      continue
    }
    const title = isTitle ? TITLE_NAME.exec(text.slice(index)) : null
    const token: Token =
      title && !isField(title[1]?.toLowerCase() ?? '')
        ? { kind: 'word', at: positionOf(index), text: title[0] }
        : readToken(text.slice(index), positionOf(index), isField)
    tokens.push(token.kind === 'word' && afterComma ? { ...token, afterComma } : token)
    afterComma = false
    index += token.text.length
  }
  return tokens
}

function readToken(rest: string, at: number, isField: (name: string) => boolean): Token {
  const [first = ''] = rest
  if (first === '(') return { kind: 'open', at, text: first }
  if (first === ')') return { kind: 'close', at, text: first }
  if (first === '"') return readPhrase(rest, at)
  if (first === '-') return readNot(rest, at)
  const field = readField(rest, at, isField)
  if (field) return field
  const [word = first] = WORD_EMOJI.exec(rest) ?? WORD.exec(rest) ?? []
  if (word in WORD_OPERATORS)
    return { kind: WORD_OPERATORS[word as keyof typeof WORD_OPERATORS], at, text: word }
  return { kind: 'word', at, text: checked(word, rest, at) }
}

/** From so many words on, a dash with blanks around it belongs to a title. */
const TITLE_WORDS = 5
/** A title without a blank behind its colon: `TruthLens:A Training-Free Paradigm`. */
const TITLE_NAME = /^(\p{Lu}[\p{L}\d-]*):(?=[\p{Lu}\d])/u
/** A bracket that belongs to a word: `E(3)`, `LLM(s)`, `(meta)`. */
const BRACKETED_NAME = /[\p{L}\p{N}]\([^()]*\)$|\([^()\s"]*\)$/u

/** In a title, `(0, 2^q)-Sequences`. */
const BRACKETED_WORDS = /\((?:(?! OR )[^()"])*\)$/

/** Longer brackets aren't looked through for each dash. */
const MAX_BRACKETED = 100

/**
 * How many characters of a dash are punctuation: `Cat and Mouse – Can Fake Text Win?`, `E(3)-equivariant`.
 * @throws QueryError for a dash right behind a bracket or a quotation mark that may also leave out what follows
 */
function readPunctuation(
  text: string,
  index: number,
  { isTitle, at }: { isTitle: boolean; at: number },
): number {
  const [dashes = ''] = /^-+/.exec(text.slice(index)) ?? []
  if (dashes === '') return 0
  const after = text.slice(index + dashes.length)
  if (/^(?:\s|$)/.test(after)) return isTitle ? dashes.length : 0
  if (!/[)"]/.test(text[index - 1] ?? '') || !/^[\p{L}\p{N}]/u.test(after)) return 0
  const before = text.slice(Math.max(0, index - MAX_BRACKETED), index)
  if (BRACKETED_NAME.test(before) || (isTitle && BRACKETED_WORDS.test(before))) return dashes.length
  throw new QueryError(
    `The dash at character ${at} has no blank before it. To leave out what follows, write the blank. Otherwise remove the dash.`,
  )
}

/** A dash right before what it excludes; two hyphens count as one dash, because keyboards turn them into an em dash. */
function readNot(rest: string, at: number): Token {
  const [text = ''] = /^-+/.exec(rest) ?? []
  if (/^[^\s),;]/.test(rest.slice(text.length))) return { kind: 'not', at, text }
  const [, next = 'survey'] = /^-+\s+([\p{L}\p{N}]+)/u.exec(rest) ?? []
  throw new QueryError(
    `The dash at character ${at} stands alone. To leave a word out, write -${next}. Otherwise remove the dash.`,
  )
}

function readField(rest: string, at: number, isField: (name: string) => boolean): Token | undefined {
  const [text = '', typed = '', blank, operator = ''] = FIELD.exec(rest) ?? []
  if (text === '') return undefined
  const name = typed.toLowerCase()
  const isMeant =
    operator.startsWith(':') && blank === '' && !TITLE_COLON.test(rest) && !WORD_EMOJI.test(rest)
  if (!isField(name) && !isMeant) return undefined
  return { kind: 'field', at, text, name, operator: operator.replace(/[:\s]/g, '') }
}

/** `>20 upvotes`, `likes>5`: without the sign they would be words. Short names are those of formulas, such as `p>0.5`. */
const BARE_COMPARISON = /^(?:\p{L}{4,})?(?:[<>]=?|=[<>]) ?\d[\d.,]*/u

/** `5<upvotes<10`: the names are those of counts. */
const REVERSED_COMPARISON = /^\d[\d.,]*k? ?(?:[<>]=?|=[<>]|=) ?(?:upvotes|stars|comments)/iu

/** A word as it is, unless it contains an operator of other search engines, which would be ignored here. */
function checked(word: string, rest: string, at: number): string {
  if (/^[!¬](?:[\p{L}\p{N}]|["(])/u.test(rest)) {
    throw new QueryError(
      `“${word.slice(0, 1)}” at character ${at} has no meaning in a search. To leave a word out, write -survey.`,
    )
  }
  const [reversed] = REVERSED_COMPARISON.exec(rest) ?? []
  if (reversed !== undefined) {
    throw new QueryError(
      `“${reversed}” at character ${at} begins with the number. Write it behind the name, as in upvotes>20.`,
    )
  }
  if (BARE_COMPARISON.test(rest)) {
    throw new QueryError(
      `“${BARE_COMPARISON.exec(rest)?.[0]}” at character ${at} has nothing to compare. Write upvotes>20, or put the words in quotes.`,
    )
  }
  if (/^\|+$|[\p{L}\p{N}]\|+[\p{L}\p{N}]/u.test(word)) {
    throw new QueryError(
      `“|” in “${word}” at character ${at} has no meaning in a search. For either of two words, write OR between them.`,
    )
  }
  // Proximity or fuzziness in other search engines; `~3B` is a number.
  if (/[\p{L}\p{N}]~+(?:\d|$)/u.test(word)) throw meaningless('~', word, at)
  // A weight in other search engines; x^2 is a formula.
  if (/^\p{L}{3,}\^\d/u.test(word)) throw meaningless('^', word, at)
  if (/\p{L}\?\p{L}/u.test(word) && !word.includes('://')) {
    throw new QueryError(
      `“?” in “${word}” at character ${at} has no meaning in a search. For any ending, write diffus*.`,
    )
  }
  return word
}

const meaningless = (sign: string, text: string, at: number): QueryError =>
  new QueryError(`“${sign}” in “${text}” at character ${at} has no meaning in a search. Leave it out.`)

function readPhrase(rest: string, at: number): Token {
  const end = rest.indexOf('"', 1)
  if (end < 0) throw new QueryError(`Missing closing quote for the phrase at character ${at}.`)
  const [sloppiness] = /^[~^]\d[\d.]*/.exec(rest.slice(end + 1)) ?? []
  if (sloppiness) throw meaningless(sloppiness.slice(0, 1), rest.slice(0, end + 1) + sloppiness, at)
  if (rest[end + 1] === '*') throw meaningless('*', rest.slice(0, end + 2), at)
  return { kind: 'phrase', at, text: rest.slice(0, end + 1) }
}
