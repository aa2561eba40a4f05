import { type Kysely, sql } from 'kysely'
import { ROWS_PER_DAY } from '../sql/row-id.ts'
import { PERIODS_FORMAT } from './periods.ts'

/**
 * Always true, for each row. It tells the planner what it doesn't know: to compare a paper with a query takes as long as reading a page (400 operators),
 * because the tokens are outside of the row. Where the index is exact, it can do without that.
 */
const READS_TOKENS = sql`create function reads_tokens(paper bigint) returns boolean
  language plpgsql stable parallel safe cost 400 as 'begin return true; end'`

/**
 * The tables of the index, in a migration. One is narrow, with a GIN index: the tokens are outside of its rows, so that reading many rows reads few
 * pages. The other has what is needed to compare the places of words, in its rows: a search is ranked by thousands of them.
 */
export async function createPaperTexts(db: Kysely<unknown>): Promise<void> {
  await createTables(db)
  await createIndex(db)
  await READS_TOKENS.execute(db)
}

async function createTables(db: Kysely<unknown>): Promise<void> {
  await sql`create table paper_texts (paper bigint primary key, tokens tsvector not null)`.execute(db)
  await sql`alter table paper_texts alter column tokens set storage external`.execute(db)
  await sql`create table paper_texts_places (paper bigint primary key, places tsvector not null)`.execute(db)
  await sql`alter table paper_texts_places alter column places set storage main`.execute(db)
}

const createIndex = (db: Kysely<unknown>) =>
  sql`create index paper_texts_tokens on paper_texts using gin (tokens)`.execute(db)

const MAINTENANCE_MEMORY = '256MB'

/** Changes tables of an earlier version into those of `vectorsOf`, without splitting the texts into words again. */
export async function updatePaperTexts(db: Kysely<unknown>): Promise<void> {
  const query = sql<{ places: string | null }>`select to_regclass('paper_texts_places')::text as places`
  if ((await query.execute(db)).rows[0]?.places !== null) return
  await sql`drop index paper_texts_tokens`.execute(db)
  await sql`alter table paper_texts drop constraint paper_texts_pkey`.execute(db)
  await sql`alter table paper_texts rename to earlier_texts`.execute(db)
  await createTables(db)
  const day = sql`date '1970-01-01' + (paper / ${sql.lit(ROWS_PER_DAY)})::int`
  await sql`insert into paper_texts (paper, tokens)
    select paper, tokens || to_char(${day}, ${sql.lit(PERIODS_FORMAT)})::tsvector from earlier_texts order by paper`.execute(
    db,
  )
  await sql`insert into paper_texts_places (paper, places)
    select paper, ts_delete(tokens, array(select lexeme from unnest(tokens) where lexeme ~ '^[-.¶]'))
    from earlier_texts order by paper`.execute(db)
  await sql`drop table earlier_texts`.execute(db)
  // By default, PostgreSQL has 64 MB for this, and takes twice as long.
  await sql`select set_config('maintenance_work_mem', ${MAINTENANCE_MEMORY}, true)
    where pg_size_bytes(current_setting('maintenance_work_mem')) < pg_size_bytes(${MAINTENANCE_MEMORY})`.execute(
    db,
  )
  await createIndex(db)
  await sql`analyze paper_texts, paper_texts_places`.execute(db)
}
