import { parseQuery } from './query/parser.ts'
import { printRequest } from './query/printer.ts'
import { isSmallText } from './query/small-words.ts'

/** `or` in small letters, which would be left out. */
const LOWER_OR = / or (?=\S)/
/** What leaves a word out in plain English, and would be words of the query. */
const LEAVES_OUT = /(?:^|,? (?:but |and )?)(?:not|without|except|excluding) (?:for )?(?=[^\s-]|$)/
/** Kept by split. */
const PHRASE = /("[^"]*")/

/** Words in small letters that look like an operator, and the query with that operator. */
interface MeantOperator {
  kind: 'or' | 'not'
  /** `or`, `but not`, `except for`. */
  word: string
  /** What is before it. */
  before: string
  query: string
}

/** What a query would be if its first `or`, `not` or the like were an operator. What is in quotes is meant as it is typed. */
export function meantOperator(typed: string): MeantOperator | undefined {
  const parts = typed.split(PHRASE)
  const isPhrase = (part: string): boolean => part.startsWith('"')
  const outside = parts.filter(part => !isPhrase(part)).join('"')
  const or = LOWER_OR.exec(outside)
  const found = or ?? LEAVES_OUT.exec(outside)
  if (!found) return undefined
  return {
    kind: or ? 'or' : 'not',
    word: found[0].replace(/^[ ,]+/, '').trim(),
    before: outside.slice(0, found.index),
    query: parts
      .map(part => (isPhrase(part) ? part : part.replaceAll(' or ', ' OR ').replace(LEAVES_OUT, ' -')))
      .join(''),
  }
}

/** In a longer query, such a word is more likely to be part of a description. */
const MAX_WORDS = 6
/** Single words with `or` between them, so that it is clear what belongs to it. */
const ALTERNATIVES = /^[^\s?!]+(?: or [^\s?!]+)+$/

/** A sentence on how to write the operator that a short query probably means; undefined where its words are meant as they are. */
export function operatorNote(typed: string): string | undefined {
  const meant = meantOperator(typed)
  const words = typed.split(' ')
  if (!meant || words.length > MAX_WORDS) return undefined
  const parsed = parseQuery(meant.query)
  if (!parsed.ok) return undefined
  const query = printRequest(parsed)
  const { kind, word, before } = meant
  if (kind === 'or') {
    const areAlternatives =
      ALTERNATIVES.test(typed) && !words.some(each => each !== 'or' && isSmallText(each))
    if (!areAlternatives || words.includes('not')) return undefined
    return `“or” is left out in small letters. For papers with either, write ${query}.`
  }
  // Sentences such as “attention is not explanation”, and what is done without something.
  const previous = before.split(' ').at(-1) ?? ''
  if (word === 'without' || previous === '' || isSmallText(previous)) return undefined
  return `“${word}” leaves nothing out in small letters. Write ${query}.`
}

/** A dash before one or two words at the end, which may be meant to leave them out. */
const DASH_BEFORE_END = /\s-+\s+([\p{L}\p{N}]+)(?: [^\s-]+)?$/u

/** A sentence on a dash that was read as that of a title. */
export function dashNote(typed: string): string | undefined {
  const [, word] = DASH_BEFORE_END.exec(typed) ?? []
  return word && `A dash with blanks around it leaves nothing out. To leave papers out, write -${word}.`
}
