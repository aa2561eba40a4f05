import type { Feature, Field } from './document.ts'

/** What a search or a topic asks for, once it is read. */
export type Query =
  | { kind: 'everything' }
  | Words
  | Prefix
  | Near
  | { kind: 'and' | 'or'; parts: readonly Query[] }
  | { kind: 'not'; part: Query }
  | Condition

/** What is asked of a paper besides words. */
export type Condition =
  /** A category such as `cs.CL`, or an archive such as `cs` with all of its categories. In lower case. */
  | { kind: 'category'; category: string }
  | { kind: 'has'; feature: Feature }
  | { kind: 'count'; of: Counted; operator: Operator; value: number }
  | Since
  | { kind: 'id'; id: string }

/** Words that stand together, in this order; mostly a single one. */
export interface Words {
  kind: 'words'
  stems: readonly string[]
  /** What they are when written as one, which is as good: `gpt4o` for `GPT-4o`. */
  joined?: string | undefined
  /** Without one, any. */
  field?: Field | undefined
  /** As it was typed. */
  text: string
}

/** A word by its beginning, after words that it must follow. */
export interface Prefix {
  kind: 'prefix'
  stems: readonly string[]
  prefix: string
  field?: Field | undefined
  text: string
}

/** Words within so many words of each other, in any order. Nobody types it; it tells how well papers match. */
export interface Near {
  kind: 'near'
  stems: readonly string[]
  within: number
  field?: Field | undefined
}

/** Papers of a day and after it, or until it. */
export interface Since {
  kind: 'since' | 'until'
  /** The day, YYYY-MM-DD, or how many days ago it was. */
  day: string | number
  /** As it was typed. */
  text: string
}

export const COUNTED = ['upvotes', 'stars', 'comments'] as const
export type Counted = (typeof COUNTED)[number]

export const OPERATORS = ['>=', '<=', '>', '<', '='] as const
export type Operator = (typeof OPERATORS)[number]

export const SORTS = ['relevant', 'new', 'top'] as const
export type Sort = (typeof SORTS)[number]

/** A query, and in which order its papers are listed. */
export interface SearchRequest {
  query: Query
  sort: Sort
}

/** The leaves that a paper must or may meet, those under a `not` left out. */
export function requestedLeaves(query: Query): Query[] {
  if (query.kind === 'not') return []
  return query.kind === 'and' || query.kind === 'or' ? query.parts.flatMap(requestedLeaves) : [query]
}

/** Whether it is nothing but words, as one types them into any search. */
export const isPlain = (query: Query): boolean =>
  query.kind === 'and' ? query.parts.every(isPlain) : query.kind === 'words' && !query.field

/** A query by which another may be asked more narrowly: its words in one field only. */
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

/** A day of a query, YYYY-MM-DD. @param today YYYY-MM-DD, by UTC */
export function dayOfQuery({ day }: Since, today: string): string {
  if (typeof day === 'string') return day
  return new Date(Date.parse(today) - day * 86_400_000).toISOString().slice(0, 10)
}

const COMPARISONS: Record<Operator, (a: number, b: number) => boolean> = {
  '>=': (a, b) => a >= b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '<': (a, b) => a < b,
  '=': (a, b) => a === b,
}

export const compare = (a: number, operator: Operator, b: number): boolean => COMPARISONS[operator](a, b)

/** Whether a category, in lower case, is the one asked for or of the archive asked for. */
export const isOfCategory = (category: string, asked: string): boolean =>
  category === asked || (!asked.includes('.') && category.startsWith(`${asked}.`))
