import { type RawBuilder, sql } from 'kysely'
import type { Query } from '../../src/search/query/query.ts'
import type { TextIndex } from '../sql/text-index.ts'
import { EVERYTHING, queryText } from './query-text.ts'
import { vectorText } from './tokens.ts'

/**
 * GIN looks each word of a query up as often as it is in it, and words near each other are in many phrases. So the index is asked for the words alone, and
 * the papers that have them are compared by a function that it doesn't know. For a phrase, the planner would otherwise believe that to compare
 * every paper takes less than to ask the index.
 */
function matches(query: Query): RawBuilder<unknown> {
  const text = queryText(query)
  if (text === EVERYTHING) return sql`true`
  const looked = withoutNearness(query)
  if (looked)
    return sql`(t.tokens @@ ${queryText(looked)}::tsquery and ts_match_vq(t.tokens, ${text}::tsquery) and reads_tokens(t.paper))`
  const match = sql`t.tokens @@ ${text}::tsquery`
  return isExact(query) ? sql`(${match} and reads_tokens(t.paper))` : match
}

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

/**
 * Always true, for each row. It tells the planner what it doesn't know: to compare a paper with a query takes as long as reading a page (400 operators),
 * because the tokens are outside of the row. Where the index is exact, it can do without that.
 */
const READS_TOKENS = sql`create function reads_tokens(paper bigint) returns boolean
  language plpgsql stable parallel safe cost 400 as 'begin return true; end'`

/** The index as a narrow table with a GIN index: the tokens are outside of its rows, so that reading many rows reads few pages. */
export const TSVECTOR: TextIndex = {
  async create(db) {
    await sql`create table paper_texts (paper bigint primary key, tokens tsvector not null)`.execute(db)
    await sql`alter table paper_texts alter column tokens set storage external`.execute(db)
    // How common a word is decides whether the planner reads the newest papers or the index; the statistics have ten thousand words.
    await sql`alter table paper_texts alter column tokens set statistics 1000`.execute(db)
    await sql`create index paper_texts_tokens on paper_texts using gin (tokens)`.execute(db)
    await READS_TOKENS.execute(db)
  },

  async insert(db, texts) {
    if (texts.length === 0) return
    const keys = texts.map(({ key }) => key)
    await sql`insert into paper_texts (paper, tokens)
      select * from unnest(${keys}::bigint[], ${texts.map(vectorText)}::tsvector[])`.execute(db)
  },

  async remove(db, keys) {
    await sql`delete from paper_texts where paper = any(${keys}::bigint[])`.execute(db)
  },

  key: sql.raw('t.paper'),
  endsAtSmallestKey: true,
  matches,
  // By a function, which the index doesn't know: to ask it takes longer than to read so few papers.
  matchesAmong(query, keys) {
    const text = queryText(query)
    const match = text === EVERYTHING ? sql`true` : sql`ts_match_vq(t.tokens, ${text}::tsquery)`
    return sql`(t.paper = any(${keys}::bigint[]) and ${match})`
  },
  matchesPartly: matches,
}
