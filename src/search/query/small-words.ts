import { setOf } from '../../lib/set-of.ts'
import { tokenize } from '../../text/tokenizer.ts'
import type { Token } from './lexer.ts'
import type { Query, Words } from './query.ts'

/** Words that say nothing about what a paper is about. `not`, `no` and `without` do: they change what is meant. */
const SMALL = setOf(
  `a about al am an and any are as at be been being between but by can could did do does doing et for from had has have having he her here
  how i if in into is it its let me my of on onto or our please shall she should so some such than thank thanks that the their them then
  there these they this those to up us use used uses using versus via vs was we were what when where which who whom whose why will with
  would you your`,
)
/** Those that are also names of people. */
const NAMES = setOf('an be been can do he her in my on so to will')

/** What asks for papers, in front of what they should be about: “recent papers about”, “show me research on”. */
const LEAD_IN = setOf(
  `all anybody anyone arxiv best cited current explain famous find get give good hello help hi important influential interested interesting
  know knows latest learn like look looking more most must need new newest popular published read recent recommend related search
  searching seminal show suggest tell top trending want`,
)
/** One of them is in every lead-in, so “need for speed” has none. */
const PAPERS = setOf(
  `anything article articles literature paper papers preprint preprints publication publications research something studies study work
  works`,
)
/** Behind a small word these suffice, as in “I’m looking for”; a title may begin with one. */
const LOOKING = setOf('interested looking searching working')
/** “give me 10 papers about” */
const HOW_MANY = /^\d{1,2}$/
const ABOUT = setOf('about')
/** Ends a lead-in. */
const CONNECTORS = setOf(
  'about around for in of on regarding concerning that to which where who by with using',
)

/** What asks for papers that are named at the end of a query: “newest diffusion papers”. */
const PRAISE = setOf(
  'best cited find important influential latest newest popular recent recommend seminal show suggest top trending',
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
  const tokens = parts.map(({ token }) => token)
  const start = leadInLength(tokens, isAllCapitals)
  const request = start > 0 ? 0 : requestLength(tokens, isAllCapitals)
  const asked = request > 0 ? parts.slice(request, -1) : parts.slice(start)
  const left = asked.filter((part, place, all) => !isSmall(part) || isName(all, place))
  return left.some(({ token }) => token.kind !== 'not') ? left : parts
}

/** In a longer query, words with a capital are more likely to be a title. */
const MAX_NAME = 4
const CAPITALISED = /^\p{Lu}\p{Ll}*$/u

/** Whether a small word with a capital is part of a person's name, beside another one: `Kaiming He`, `An Yang`. */
function isName(parts: readonly Part<unknown>[], place: number): boolean {
  const isCapitalised = (at: number): boolean => {
    const token = parts[at]?.token
    return token?.kind === 'field' ? token.name === 'author' : CAPITALISED.test(token?.text ?? '')
  }
  if (parts.length > MAX_NAME || !isCapitalised(place) || !isOneOf(NAMES, parts[place]?.token)) return false
  // At the beginning of more than a name, it is rather that of a title: “In Context Learning”.
  return isCapitalised(place - 1) || (isCapitalised(place + 1) && (place > 0 || parts.length === 2))
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

/** Whether a token may be part of what asks for papers. */
const asks = (token: Token, isAllCapitals: boolean): boolean =>
  isOneOf(LEAD_IN, token) || HOW_MANY.test(token.text) || isSmallWord(token, isAllCapitals)

/** How many tokens at the beginning only ask for papers: up to the last connector after a word for papers. */
function leadInLength(tokens: readonly Token[], isAllCapitals: boolean): number {
  let length = 0
  let hasPapers = false
  for (const [place, token] of tokens.entries()) {
    if (isOneOf(PAPERS, token) || (place > 0 && isOneOf(LOOKING, token))) hasPapers = true
    else if (!asks(token, isAllCapitals)) break
    // “tell me about”
    if (place > 1 && isOneOf(ABOUT, token)) hasPapers = true
    const isFrom = isOneOf(FROM, token) && isOneOf(SOURCES, tokens[place - 1])
    if (hasPapers && (isFrom || isOneOf(CONNECTORS, token))) length = place + 1
  }
  return length
}

/** How many tokens at the beginning ask for the papers at the end: `newest` of “newest diffusion papers”. */
function requestLength(tokens: readonly Token[], isAllCapitals: boolean): number {
  if (!isOneOf(SOURCES, tokens.at(-1))) return 0
  const length = tokens.findIndex(token => !asks(token, isAllCapitals))
  return tokens.slice(0, length).some(token => isOneOf(PRAISE, token)) ? length : 0
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
