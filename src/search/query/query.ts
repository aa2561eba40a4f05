import type { SourceName } from '../../papers/sources.ts'
import { addDays } from '../../time/days.ts'
import type { Weekday } from '../../time/slots.ts'
import { lastWeekday } from '../../time/typed-day.ts'
import type { Feature, Field } from './document.ts'

/** The syntax tree of a search or topic. */
export type Query =
  | { kind: 'everything' }
  | Words
  | Prefix
  | Near
  | { kind: 'and' | 'or'; parts: readonly Query[] }
  | { kind: 'not'; part: Query }
  | Condition

/** A condition on a paper that isn't about its words. */
export type Condition =
  /** A category such as `cs.cl`, or an archive such as `cs` with all its categories, in lower case. */
  | { kind: 'category'; category: string }
  | { kind: 'has'; feature: Feature }
  /** Papers that a source has listed, whether or not others have too. */
  | { kind: 'source'; source: SourceName }
  | { kind: 'count'; of: CountField; operator: Operator; value: number }
  | Since
  | { kind: 'id'; id: string }

/** One word, or a phrase: words next to each other in this order. */
export interface Words {
  kind: 'words'
  stems: readonly string[]
  /** The stem of the words written as one, which matches as well: `gpt4o` for `GPT-4o`. */
  joined?: string | undefined
  /** Any field if undefined. */
  field?: Field | undefined
  /** As it was typed. */
  text: string
}

/** The beginning of a word, which must follow the stems if there are any. */
export interface Prefix {
  kind: 'prefix'
  stems: readonly string[]
  prefix: string
  /**
   * The stem of the prefix, which matches behind the stems as well: only stems are behind each other in a document, and that of
   * `pre-training*` is `train`.
   */
  stem?: string
  field?: Field | undefined
  text: string
}

/** Words at most `within` words apart, in any order. It can't be typed; the ranking uses it. */
export interface Near {
  kind: 'near'
  stems: readonly string[]
  within: number
  field?: Field | undefined
}

/** Papers listed on a day or later, or on a day or earlier. */
export interface Since {
  kind: 'since' | 'until'
  /** YYYY-MM-DD, a number of days before today, or the last such day of the week before today. */
  day: string | number | { weekday: Weekday }
  /** As it was typed, days of the week by their full name. */
  text: string
}

export const COUNT_FIELDS = ['upvotes', 'stars', 'comments'] as const
export type CountField = (typeof COUNT_FIELDS)[number]

export const OPERATORS = ['>=', '<=', '>', '<', '='] as const
export type Operator = (typeof OPERATORS)[number]

export const SORTS = ['relevant', 'new', 'top'] as const
export type Sort = (typeof SORTS)[number]

/** A query and the order of its results. */
export interface SearchRequest {
  query: Query
  sort: Sort
}

/** The leaves of a query that are not negated. */
export function requestedLeaves(query: Query): Query[] {
  if (query.kind === 'not') return []
  return query.kind === 'and' || query.kind === 'or' ? query.parts.flatMap(requestedLeaves) : [query]
}

/** Whether a query is only words and phrases, without fields, operators or conditions. */
export const isPlain = (query: Query): boolean =>
  query.kind === 'and' ? query.parts.every(isPlain) : query.kind === 'words' && !query.field

/** Whether a part of a query is a word that isn't in quotes or in a field. */
export const isPlainWord = (part: Query | undefined): part is Words =>
  part?.kind === 'words' && part.field === undefined && !part.text.startsWith('"')

/** The same query with its words restricted to one field. */
export function within(query: Query, field: Field): Query {
  switch (query.kind) {
    case 'words':
    case 'prefix':
    case 'near':
      return { ...query, field: query.field ?? field }
    case 'and':
    case 'or':
      return { ...query, parts: query.parts.map(part => within(part, field)) }
    default:
      return query
  }
}

/** The date that a `since` or `until` refers to, YYYY-MM-DD. @param today YYYY-MM-DD, by UTC */
export function dayOfQuery({ day }: Since, today: string): string {
  if (typeof day === 'string') return day
  if (typeof day === 'object') return lastWeekday(day.weekday, today)
  return addDays(today, -day)
}

const COMPARISONS: Record<Operator, (a: number, b: number) => boolean> = {
  '>=': (a, b) => a >= b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '<': (a, b) => a < b,
  '=': (a, b) => a === b,
}

export const compare = (a: number, operator: Operator, b: number): boolean => COMPARISONS[operator](a, b)

/** A query without its conditions on categories, where those must hold; undefined where it has none. */
export function withoutCategories(query: Query): Query | undefined {
  if (query.kind === 'category') return { kind: 'everything' }
  if (query.kind !== 'and' || !query.parts.some(({ kind }) => kind === 'category')) return undefined
  const [only, ...others] = query.parts.filter(({ kind }) => kind !== 'category')
  if (!only) return { kind: 'everything' }
  return others.length > 0 ? { kind: 'and', parts: [only, ...others] } : only
}

/** Whether a category is the one asked for, or belongs to the archive asked for. Both in lower case. */
export const isOfCategory = (category: string, asked: string): boolean =>
  category === asked || (!asked.includes('.') && category.startsWith(`${asked}.`))
