import { type RawBuilder, sql } from 'kysely'
import type { Query } from '../../src/search/query/query.ts'
import type { TextIndex } from '../sql/text-index.ts'
import { EVERYTHING, queryText } from './query-text.ts'
import { vectorText } from './tokens.ts'

function matches(query: Query): RawBuilder<unknown> {
  const text = queryText(query)
  return text === EVERYTHING ? sql`true` : sql`t.tokens @@ ${text}::tsquery`
}

/** The index as a narrow table with a GIN index: the tokens are outside of its rows, so that reading many rows reads few pages. */
export const TSVECTOR: TextIndex = {
  async create(db) {
    await sql`create table paper_texts (paper bigint primary key, tokens tsvector not null)`.execute(db)
    await sql`alter table paper_texts alter column tokens set storage external`.execute(db)
    await sql`create index paper_texts_tokens on paper_texts using gin (tokens)`.execute(db)
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
  matches,
  matchesPartly: matches,
}
