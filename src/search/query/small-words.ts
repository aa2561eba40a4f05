import { setOf } from '../../lib/set-of.ts'
import { tokenize } from '../../text/tokenizer.ts'
import type { Token } from './lexer.ts'
import type { Query, Words } from './query.ts'

/** Words that say nothing about what a paper is about. `not`, `no` and `without` do: they change what is meant. */
const SMALL = setOf(
  `a about am an and any are as at be been being between but by can could did do does doing for from had has have having he her here
  how i if in into is it its let me my of on onto or our please shall she should so some such than thanks that the their them then there
  these they this those to up us use used uses using via was we were what when where which who whom whose why will with would you your`,
)

/** What asks for papers, in front of what they should be about: “recent papers about”, “show me research on”. */
const LEAD_IN = setOf(
  `all anybody anyone best current explain find get give good interested interesting know knows latest learn like look looking more need new
  newest popular published recent related search searching show tell top trending want`,
)
/** One of them is in every lead-in, so “need for speed” has none. */
const PAPERS = setOf(
  `anything article articles literature paper papers preprint preprints publication publications research something studies study work
  works`,
)
/** Behind a small word these suffice, as in “I’m looking for”; a title may begin with one. */
const LOOKING = setOf('looking searching')
/** Ends a lead-in. */
const CONNECTORS = setOf(
  'about around for in of on regarding concerning that to which where who by with using',
)

/** From which they end it as well: “papers from Google about robots”, but “work from home”. */
const SOURCES = setOf('articles papers preprints publications')
const FROM = setOf(`from`)

/** What is left of a verb behind an apostrophe: “I’m”, “we’ve”. */
const CONTRACTED = setOf('d ll m re ve')

/** A part of a query, and the token that it was read from. */
export interface Part<Of> {
  token: Token
  part: Of
}

/**
 * Without the small words and the lead-in, so that “what is a reasoning model” finds what “reasoning model” does. Those in capitals
 * stay, because they are names (WHO, IT), unless `isAllCapitals`; so does everything if nothing else would be left.
 * @param parts words and other parts of a query that must all match, in the order in which they were typed
 */
export function withoutSmallWords<Of>(
  parts: readonly Part<Of>[],
  isAllCapitals: boolean,
): readonly Part<Of>[] {
  const isSmall = ({ token }: Part<Of>): boolean => isSmallWord(token, isAllCapitals)
  const start = leadInLength(
    parts.map(({ token }) => token),
    isAllCapitals,
  )
  const left = parts.slice(start).filter(part => !isSmall(part))
  return left.some(({ token }) => token.kind !== 'not') ? left : parts
}

/** Whether a token is a single small word, not in quotes and not in capitals. */
export const isSmallWord = (token: Token, isAllCapitals: boolean): boolean =>
  isOneOf(SMALL, token) && (isAllCapitals || !isInCapitals(token.text))

/** Whether a text as typed, in small letters, would be read as a small word. */
export const isSmallText = (text: string): boolean => isOneOf(SMALL, { kind: 'word', at: 1, text })

const isInCapitals = (text: string): boolean => text.length > 1 && text === text.toUpperCase()

function isOneOf(words: ReadonlySet<string>, token: Token | undefined): boolean {
  if (token?.kind !== 'word' || /["*]/.test(token.text)) return false
  const [first, ...others] = tokenize(token.text)
  const areContracted = others.length === 0 || /['’]/.test(token.text)
  return (
    first !== undefined &&
    words.has(first.plain) &&
    areContracted &&
    others.every(({ plain }) => CONTRACTED.has(plain))
  )
}

/** How many tokens at the beginning only ask for papers: up to the last connector after a word for papers. */
function leadInLength(tokens: readonly Token[], isAllCapitals: boolean): number {
  let length = 0
  let hasPapers = false
  for (const [place, token] of tokens.entries()) {
    if (isOneOf(PAPERS, token) || (place > 0 && isOneOf(LOOKING, token))) hasPapers = true
    else if (!isOneOf(LEAD_IN, token) && !isSmallWord(token, isAllCapitals)) break
    const isFrom = isOneOf(FROM, token) && isOneOf(SOURCES, tokens[place - 1])
    if (hasPapers && (isFrom || isOneOf(CONNECTORS, token))) length = place + 1
  }
  return length
}

/**
 * The parts of a query with small words among others in quotes, where the person made them count by capitals, AND or brackets: as
 * they are printed they would otherwise not count any more.
 */
export function withQuotedSmallWords(parts: readonly Query[]): readonly Query[] {
  if (parts.every(part => part.kind === 'not' || isSmallPart(part))) return parts
  return parts.map(part => (isSmallPart(part) ? { ...part, text: `"${part.text}"` } : part))
}

const isSmallPart = (part: Query): part is Words =>
  part.kind === 'words' && part.field === undefined && isSmallText(part.text)
