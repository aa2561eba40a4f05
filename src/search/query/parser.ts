import { readTyped } from '../../text/typed.ts'
import type { Field } from './document.ts'
import { checkField, exampleOf, FIELD_NAMES, readCategoryWildcard, readValue, textField } from './fields.ts'
import { QueryError, readTokens, type Token } from './lexer.ts'
import { type Query, type SearchRequest, SORTS, type Sort } from './query.ts'
import { isSmallWord, type Part, withoutSmallWords, withQuotedSmallWords } from './small-words.ts'
import { readTerm } from './term.ts'

/** Room for a paper that is described in two or three sentences, characters. */
export const MAX_QUERY_LENGTH = 500
const MAX_DEPTH = 8
/** Without small words. */
const MAX_TERMS = 64

export type ParsedQuery = ({ ok: true } & SearchRequest) | { ok: false; problem: string }

/**
 * Parses a query as people type it (docs/query.md). Nothing in it is ignored silently: what can't be understood is a problem,
 * described with its position in a sentence for that person.
 */
export function parseQuery(text: string): ParsedQuery {
  try {
    const typed = readTyped(text)
    const length = [...typed.text.trim()].length
    if (length > MAX_QUERY_LENGTH) {
      throw new QueryError(
        `Too long: a search has at most ${MAX_QUERY_LENGTH} characters, and this one has ${length}.`,
      )
    }
    const tokens = readTokens(typed, name => name === 'sort' || FIELD_NAMES.includes(name))
    return { ok: true, ...parse(tokens, typed.typed) }
  } catch (error) {
    if (error instanceof QueryError) return { ok: false, problem: error.message }
    throw error
  }
}

/** A shorter query in capitals has names and operators: `RL OR RLHF`. */
const SENTENCE = 5

/**
 * `OR`, `AND` and `NOT` as words where they aren't operators: in a sentence in capitals, such as a title, and `NOT` after a small word: `What
 * NOT to Count`.
 */
function withoutEmphasis(tokens: readonly Token[], isAllCapitals: boolean): readonly Token[] {
  const isSmall = (token: Token | undefined): boolean =>
    token !== undefined && isSmallWord(token, isAllCapitals)
  const isShouted = isAllCapitals && tokens.length >= SENTENCE && tokens.some(isSmall)
  return tokens.map((token, place) => {
    if (!['or', 'and', 'not'].includes(token.kind) || !/^\p{L}/u.test(token.text)) return token
    const isBeforeWord = tokens[place + 1]?.kind === 'word'
    const isEmphasised = token.kind === 'not' && isBeforeWord && isSmall(tokens[place - 1])
    return isShouted || isEmphasised ? { ...token, kind: 'word' } : token
  })
}

function parse(read: readonly Token[], text: string): SearchRequest {
  const isAllCapitals = !/\p{Ll}/u.test(text)
  const tokens = withoutEmphasis(read, isAllCapitals)
  let next = 0
  let terms = 0
  let sort: Sort | undefined

  const peek = (): Token | undefined => tokens[next]
  const take = (): Token | undefined => tokens[next++]

  function counted<Part extends Query>(part: Part | undefined): Part | undefined {
    if (part && ++terms > MAX_TERMS)
      throw new QueryError(`Too many words: a search has at most ${MAX_TERMS} words or conditions.`)
    return part
  }

  function readOr(depth: number, field: Field | undefined): Query | undefined {
    const parts: Query[] = []
    let last: Token | undefined
    for (;;) {
      const part = readAnd(depth, field)
      const or = peek()?.kind === 'or' ? take() : undefined
      const operator = or ?? last
      if (!part && operator) throw oneSided(operator)
      if (part) parts.push(part)
      if (!or) return joined('or', parts)
      last = or
    }
  }

  function readAnd(depth: number, field: Field | undefined): Query | undefined {
    const parts: Part<Query>[] = []
    let hasLeft = false
    let isExplicit = false
    let and: Token | undefined
    for (let token = peek(); token && token.kind !== 'or' && token.kind !== 'close'; token = peek()) {
      take()
      if (token.kind === 'and') {
        if (and || !hasLeft) throw oneSided(token)
        and = token
        isExplicit = true
        continue
      }
      const part = readPart(token, depth, field)
      if (part) parts.push({ token, part })
      if (!part && !isSort(token)) continue
      hasLeft = true
      and = undefined
    }
    if (and) throw oneSided(and)
    refuseSeveralIds(parts.map(({ part }) => part))
    const counting = isExplicit || field ? parts : withoutSmallWords(parts, isAllCapitals)
    return joined(
      'and',
      counting.map(({ part }) => part),
    )
  }

  function readPart(token: Token, depth: number, field: Field | undefined): Query | undefined {
    switch (token.kind) {
      case 'not': {
        const followed = take()
        const part = followed && !ENDS.includes(followed.kind) ? readPart(followed, depth, field) : undefined
        if (part) return part.kind === 'not' ? part.part : { kind: 'not', part }
        throw new QueryError(`Missing word after “${token.text}” at character ${token.at}.`)
      }
      case 'open':
        return readBrackets(token, depth, field)
      case 'field':
        return isSort(token) ? readSort(token) : readField(token, depth)
      default:
        if (field) return counted(readTerm(token.text, field))
        return isSmallWord(token, isAllCapitals)
          ? readTerm(token.text)
          : counted(readCategoryWildcard(token) ?? readTerm(token.text))
    }
  }

  function readBrackets(open: Token, depth: number, field: Field | undefined): Query {
    if (depth >= MAX_DEPTH) {
      throw new QueryError(`Too many nested brackets at character ${open.at}. The limit is ${MAX_DEPTH}.`)
    }
    const inner = readOr(depth + 1, field)
    if (take()?.kind !== 'close') {
      throw new QueryError(`Missing “)” for the bracket at character ${open.at}.`)
    }
    if (!inner) throw new QueryError(`Nothing to search for in the brackets at character ${open.at}.`)
    return inner
  }

  function readField(token: Token & { kind: 'field' }, depth: number): Query | undefined {
    checkField(token)
    let value = take()
    // As arXiv writes an id: `id:arXiv:2611.00010`.
    if (token.name === 'id' && value?.kind === 'field' && value.name === 'arxiv') value = take()
    const name = textField(token.name)
    if (name && value?.kind === 'open' && !token.operator) return readBrackets(value, depth, name)
    if (value?.kind !== 'word' && value?.kind !== 'phrase') {
      throw new QueryError(
        `Missing value after “${token.text.trim()}” at character ${token.at}. ${exampleOf(token.name)}`,
      )
    }
    const read = counted(readValue(token, value))
    const after = peek()
    if (read?.kind === 'count' && isThousands(after)) {
      const rest = tokens.slice(next)
      const end = rest.findIndex(each => !isThousands(each))
      const parts = [value, ...rest.slice(0, end < 0 ? undefined : end)].map(each => each.text)
      throw new QueryError(
        `“${parts.join(' ')}” at character ${value.at} has a blank in its number. Write ${token.text.trim()}${parts.join('')}`,
      )
    }
    if (token.name === 'cat' && after?.kind === 'word' && CATEGORY.test(after.text)) {
      throw new QueryError(
        `“${after.text}” at character ${after.at} needs its own cat:. For papers in either: cat:${value.text} OR cat:${after.text}`,
      )
    }
    if (read?.kind !== 'count' && after?.kind === 'word' && after.afterComma) {
      const field = token.text.trim()
      const isOfSeveral = name !== undefined || ['has', 'source', 'cat'].includes(token.name)
      const either = isOfSeveral
        ? ` For papers with either, write ${field}${value.text} OR ${field}${after.text}.`
        : ''
      throw new QueryError(
        `“${after.text}” at character ${after.at} follows a comma.${either} For the word, write a blank before it.`,
      )
    }
    return read
  }

  function readSort(token: Token): undefined {
    const value = take()?.text.toLowerCase()
    const named = SORTS.find(each => each === value)
    if (!named) throw new QueryError(`“sort:” at character ${token.at} can be new, top or relevant.`)
    sort = named
  }

  const query = readOr(0, undefined)
  const stray = peek()
  if (stray) throw new QueryError(`Missing “(” for the bracket at character ${stray.at}.`)
  const typed = shown(text)
  if (!query && !sort && typed !== '' && text.trim() !== '*') {
    throw new QueryError(`No word to search for in “${typed}”.`)
  }
  return { query: query ?? { kind: 'everything' }, sort: sort ?? 'relevant' }
}

/** What was typed, without invisible characters. */
const shown = (typed: string): string =>
  typed
    .replace(/\p{Cf}/gu, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()

/** Categories of arXiv; after `cat:cs.CL` they are meant as categories, not as words. */
const CATEGORY = /^(?:astro-ph|cond-mat|cs|econ|eess|math|nlin|physics|q-bio|q-fin|stat)\.(?:[a-z-]{2,}|\*)$/i

/** The three digits behind a blank in `1 000`. */
const isThousands = (token: Token | undefined): boolean =>
  token?.kind === 'word' && /^\d{3}$/.test(token.text)

const isSort = (token: Token): boolean => token.kind === 'field' && token.name === 'sort'

/** What can't follow a NOT. */
const ENDS: readonly Token['kind'][] = ['or', 'and', 'close']

const oneSided = ({ text, at }: Pick<Token, 'text' | 'at'>): QueryError =>
  new QueryError(
    `${text} at character ${at} needs a word on both sides. To search for the word, write it in lower case.`,
  )

/** @throws QueryError where each paper would have to have several ids */
function refuseSeveralIds(parts: readonly Query[]): void {
  const ids = new Set(parts.flatMap(part => (part.kind === 'id' ? part.id : [])))
  if (ids.size < 2) return
  const either = [...ids].map(id => `id:${id}`).join(' OR ')
  throw new QueryError(`No paper has two ids. For papers with one of them, write ${either}.`)
}

function joined(kind: 'and' | 'or', parts: readonly Query[]): Query | undefined {
  const flat = parts.flatMap(part => (part.kind === kind ? part.parts : [part]))
  if (flat.length < 2) return flat[0]
  return { kind, parts: kind === 'and' ? withQuotedSmallWords(flat) : flat }
}
