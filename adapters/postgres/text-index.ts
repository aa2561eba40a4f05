import { type RawBuilder, sql } from 'kysely'
import type { Query } from '../../src/search/query/query.ts'
import type { TextIndex } from '../sql/text-index.ts'
import { createPaperTexts, updatePaperTexts } from './paper-texts.ts'
import { EVERYTHING, queryText } from './query-text.ts'
import { quoted, vectorsOf } from './tokens.ts'

const KEY = sql.raw<number>('t.paper')

/** True for each row. The planner reckons with the cost of the function, which is never called, because a key is positive. */
const READS_TOKENS = sql`(t.paper > 0 or reads_tokens(t.paper))`

/**
 * GIN looks each word of a query up as often as it is in it, and words near each other are in many phrases. So the index is asked for the words alone, and
 * the papers that have them are compared by a function that it doesn't know. For a phrase, the planner would otherwise believe that to compare
 * every paper takes less than to ask the index.
 */
function matches(query: Query, periods: readonly string[]): RawBuilder<unknown> {
  const text = queryText(query)
  if (text === EVERYTHING) return sql`true`
  const looked = withoutNearness(query)
  if (looked) return sql`(${hasWords(looked, periods)} and ${isNear(query)} and ${READS_TOKENS})`
  const match = sql`t.tokens @@ ${inPeriods(text, periods)}::tsquery`
  return isExact(query) ? sql`(${match} and ${READS_TOKENS})` : match
}

/** Whether the index knows a paper for the words alone. */
const hasWords = (looked: Query, periods: readonly string[]): RawBuilder<unknown> =>
  sql`t.tokens @@ ${inPeriods(queryText(looked), periods)}::tsquery`

/** Whether the words of a paper are near each other; by a function, which the index doesn't know. */
function isNear(query: Query): RawBuilder<unknown> {
  const places = isPlaced(query)
    ? sql`(select places from paper_texts_places p where p.paper = t.paper)`
    : sql`t.tokens`
  return sql`ts_match_vq(${places}, ${queryText(query)}::tsquery)`
}

/** Papers that have the words, newest first, and whether these are near each other: of thousands that have common words, few are compared. */
function inTurn(query: Query, within: readonly RawBuilder<unknown>[], periods: readonly string[]) {
  const looked = withoutNearness(query)
  if (!looked) return undefined
  const conditions = [...within, hasWords(looked, periods), READS_TOKENS]
  // With an offset, PostgreSQL doesn't move the outer condition into this.
  const rows = sql`(select t.paper, t.tokens from paper_texts as t where ${sql.join(conditions, sql` and `)} order by t.paper desc offset 0)`
  return { rows, condition: isNear(query) }
}

/** @param periods marks of which a paper has to have one; all papers where there are none */
const inPeriods = (text: string, periods: readonly string[]): string =>
  periods.length === 0 ? text : `${text} & (${periods.map(quoted).join(' | ')})`

/** The query with the words alone where they have to be near or beside each other; undefined where it asks for nothing of the kind, or for the contrary. */
function withoutNearness(query: Query): Query | undefined {
  if (query.kind === 'near' || (query.kind === 'words' && query.stems.length > 1)) {
    const { stems, field } = query
    const alone: Query = {
      kind: 'and',
      parts: stems.map(stem => ({ kind: 'words', stems: [stem], field, text: stem })),
    }
    if (query.kind === 'near' || !query.joined) return alone
    return { kind: 'or', parts: [alone, { kind: 'words', stems: [query.joined], field, text: query.joined }] }
  }
  if (query.kind !== 'and' && query.kind !== 'or') return undefined
  const parts = query.parts.map(part => withoutNearness(part) ?? part)
  return parts.some((part, place) => part !== query.parts[place]) ? { kind: query.kind, parts } : undefined
}

/**
 * By an expression, which no index has the order of: for a word that is rarer than those it keeps statistics of, the planner expects one paper in
 * 200, and would rather read the newest papers until enough have it, which can be all. Not where the index can't be asked.
 */
const orderOf = (query: Query): RawBuilder<unknown> => (isLookedUp(query) ? sql`${KEY} + 0` : KEY)

/** Whether the index can be asked for the papers that match, because all of them have some word or mark. */
function isLookedUp(query: Query): boolean {
  switch (query.kind) {
    case 'and':
      return query.parts.some(isLookedUp)
    case 'or':
      return query.parts.length > 0 && query.parts.every(isLookedUp)
    case 'not':
    case 'everything':
      return false
    default:
      return true
  }
}

/** Whether the index alone can tell which papers match, without reading the places or weights of their words. */
function isExact(query: Query): boolean {
  switch (query.kind) {
    case 'and':
    case 'or':
      return query.parts.every(isExact)
    case 'not':
      return isExact(query.part)
    case 'words':
      return query.stems.length === 1 && query.field !== 'abstract'
    case 'prefix':
      return query.stems.length === 0 && query.field !== 'abstract'
    default:
      return query.kind !== 'near'
  }
}

/** Whether all that a query asks for is in the column of places; see `vectorsOf`. */
function isPlaced(query: Query): boolean {
  switch (query.kind) {
    case 'and':
    case 'or':
      return query.parts.length > 0 && query.parts.every(isPlaced)
    case 'not':
      return isPlaced(query.part)
    case 'words':
    case 'near':
    case 'prefix':
      return (
        (query.kind !== 'prefix' || query.stems.length > 0) && (!query.field || query.field === 'abstract')
      )
    default:
      return false
  }
}

/** Whether a paper matches, and is one of these. By functions, which the index doesn't know: to ask it takes longer than to read so few papers. */
function matchesAmong(query: Query, keys: readonly number[]): RawBuilder<unknown> {
  const parts = query.kind === 'and' ? query.parts : [query]
  const match = (column: RawBuilder<unknown>, parts: readonly Query[]) =>
    sql`ts_match_vq(${column}, ${queryText({ kind: 'and', parts })}::tsquery)`
  const placed = parts.filter(isPlaced)
  const others = parts.filter(part => !isPlaced(part))
  const conditions = [
    placed.length > 0
      ? sql`t.paper in (select p.paper from paper_texts_places p where p.paper = any(${keys}::bigint[]) and ${match(sql`p.places`, placed)})`
      : sql`t.paper = any(${keys}::bigint[])`,
    ...(others.length > 0 ? [match(sql`t.tokens`, others)] : []),
  ]
  return sql`(${sql.join(conditions, sql` and `)})`
}

/** The index, of the papers that have one of these marks of periods; of all where there are none. See `createPaperTexts`. */
export const indexOfPeriods = (periods: readonly string[]): TextIndex => ({
  create: createPaperTexts,
  update: updatePaperTexts,

  async insert(db, texts) {
    if (texts.length === 0) return
    const keys = texts.map(({ key }) => key)
    const vectors = texts.map(vectorsOf)
    await sql`insert into paper_texts (paper, tokens)
      select * from unnest(${keys}::bigint[], ${vectors.map(({ tokens }) => tokens)}::tsvector[])`.execute(db)
    await sql`insert into paper_texts_places (paper, places)
      select * from unnest(${keys}::bigint[], ${vectors.map(({ places }) => places)}::tsvector[])`.execute(db)
  },

  async remove(db, keys) {
    await sql`delete from paper_texts where paper = any(${keys}::bigint[])`.execute(db)
    await sql`delete from paper_texts_places where paper = any(${keys}::bigint[])`.execute(db)
  },

  key: KEY,
  endsAtSmallestKey: true,
  matches: query => matches(query, periods),
  orderOf,
  inTurn: (query, within) => inTurn(query, within, periods),
  matchesAmong,
  matchesPartly: query => matches(query, []),
})

export const TSVECTOR = indexOfPeriods([])
