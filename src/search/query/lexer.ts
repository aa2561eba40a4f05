import type { TypedText } from '../../text/typed.ts'

/** A token of a query as typed. Positions count characters (code points) from 1. */
export type Token =
  | { kind: 'open' | 'close' | 'not' | 'or' | 'and'; at: number; text: string }
  /** Words in quotes. */
  | { kind: 'phrase'; at: number; text: string }
  /** `title:` or `upvotes>=`; the next token is its value. */
  | { kind: 'field'; at: number; name: string; operator: string; text: string }
  /** Anything else up to the next space, bracket or quote. */
  | { kind: 'word'; at: number; text: string }

/** A query is invalid; the message explains why to the person who typed it. */
export class QueryError extends Error {
  override name = 'QueryError'
}

const WORD_OPERATORS = { OR: 'or', AND: 'and', NOT: 'not' } as const
const FIELD = /^(\p{L}+)\s*(:(?!\/\/)\s*(?:>=|<=|>|<|=)?|>=|<=|>|<|=)/u
/** A colon followed by a space comes from a pasted title, not from a field. */
const TITLE_COLON = /^\p{L}+:(?:\s|$)/u
const WORD = /^[^\s()",;]+/u
const SKIPPED = /^[ ,;]+/

/**
 * Splits a query into tokens.
 * @param isField whether a name before a colon or comparison is a known field
 * @throws QueryError for a quote that is never closed
 */
export function readTokens({ text, positionOf }: TypedText, isField: (name: string) => boolean): Token[] {
  const tokens: Token[] = []
  for (let index = 0; index < text.length; ) {
    const blanks = SKIPPED.exec(text.slice(index))
    if (blanks) {
      index += blanks[0].length
      continue
    }
    const token = readToken(text.slice(index), positionOf(index), isField)
    tokens.push(token)
    index += token.text.length
  }
  return tokens
}

function readToken(rest: string, at: number, isField: (name: string) => boolean): Token {
  const [first = ''] = rest
  if (first === '(') return { kind: 'open', at, text: first }
  if (first === ')') return { kind: 'close', at, text: first }
  if (first === '"') return readPhrase(rest, at)
  if (first === '-' && /^-[^\s\-)]/u.test(rest)) return { kind: 'not', at, text: first }
  const field = FIELD.exec(rest)
  if (field) {
    const [text, name = '', operator = ''] = field
    const known = isField(name.toLowerCase())
    if (known || (operator.startsWith(':') && !TITLE_COLON.test(rest)))
      return { kind: 'field', at, text, name: name.toLowerCase(), operator: operator.replace(/[:\s]/g, '') }
  }
  const [word = first] = WORD.exec(rest) ?? []
  if (word in WORD_OPERATORS)
    return { kind: WORD_OPERATORS[word as keyof typeof WORD_OPERATORS], at, text: word }
  return { kind: 'word', at, text: word }
}

function readPhrase(rest: string, at: number): Token {
  const end = rest.indexOf('"', 1)
  if (end < 0) throw new QueryError(`A quote opens at ${at} and never closes. Close it, or leave it out.`)
  return { kind: 'phrase', at, text: rest.slice(0, end + 1) }
}
