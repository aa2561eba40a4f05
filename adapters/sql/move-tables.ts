import { type Kysely, sql } from 'kysely'
import type { SqlDialect } from './dialect.ts'
import { insertTexts, toPaper } from './paper-texts.ts'
import type { Database, Db } from './schema.ts'

/**
 * All tables that are moved, with their primary keys, each after those that it references. What several processes share only while they run isn't
 * moved, and the full-text index is built anew.
 */
export const MOVED_TABLES = {
  papers: ['id'],
  snapshots: ['paper', 'at'],
  counts: ['paper'],
  words: ['word'],
  shortForms: ['shortKey', 'longKey'],
  channels: ['id'],
  subscriptions: ['id'],
  deliveries: ['id'],
  postedPapers: ['channel', 'paper'],
  suspensions: ['scope'],
  audit: ['id'],
  keyValues: ['name'],
  installations: ['id'],
  webhooks: ['id'],
  emailAddresses: ['id'],
} as const satisfies { [Table in keyof Database]?: readonly (keyof Database[Table])[] }

export type MovedTable = keyof typeof MOVED_TABLES

/** The tables whose ids the database generates. */
const NUMBERED = ['subscriptions', 'deliveries', 'audit'] as const

const isNumbered = (table: MovedTable): table is (typeof NUMBERED)[number] =>
  NUMBERED.some(name => name === table)

/** A database from which or to which rows are moved. */
export interface Side {
  db: Db
  dialect: SqlDialect
}

type Row = Readonly<Record<string, string | number | null>>
/** Any table, with any columns: both databases have the same. */
type AnyDb = Kysely<Record<string, Record<string, string | number | null>>>

/** Another process has to wait this long to write to a file: some 100 ms. */
const ROWS_PER_TRANSACTION = 250

/**
 * Copies a table in the order of its key. Rows with the same key are overwritten.
 * @param after the key from which on to continue
 * @param onBatch called in the transaction of each batch, with its last key
 */
export async function moveTable(
  from: Side,
  to: Side,
  table: MovedTable,
  {
    after,
    onBatch,
  }: { after: Row | undefined; onBatch: (transaction: Db, key: Row, rows: number) => Promise<void> },
): Promise<void> {
  const keys: readonly string[] = MOVED_TABLES[table]
  const keyOf = (row: Row): Row => Object.fromEntries(keys.map(key => [key, row[key] ?? null]))
  for (let last = after; ; ) {
    const rows = await rowsAfter(from, table, keys, last)
    const end = rows.at(-1)
    if (!end) break
    last = keyOf(end)
    const key = last
    await to.db.transaction().execute(async trx => {
      await upsert(trx, table, keys, rows)
      if (table === 'papers') await indexPapers(trx, to.dialect, rows)
      await onBatch(trx, key, rows.length)
    })
  }
  if (isNumbered(table)) await to.dialect.continueIds(to.db, table, await from.dialect.lastId(from.db, table))
}

async function rowsAfter(
  { db }: Side,
  table: MovedTable,
  keys: readonly string[],
  last: Row | undefined,
): Promise<readonly Row[]> {
  const key = sql.join(keys.map(name => sql.ref(name)))
  const values = sql.join(keys.map(name => last?.[name]))
  return (db as unknown as AnyDb)
    .selectFrom(table)
    .selectAll()
    .$if(last !== undefined, query => query.where(sql<boolean>`(${key}) > (${values})`))
    .orderBy(key)
    .limit(ROWS_PER_TRANSACTION)
    .execute()
}

async function upsert(
  db: Db,
  table: MovedTable,
  keys: readonly string[],
  rows: readonly Row[],
): Promise<void> {
  const others = Object.keys(rows[0] ?? {}).filter(name => !keys.includes(name))
  await (db as unknown as AnyDb)
    .insertInto(table)
    .values(rows)
    .onConflict(conflict =>
      others.length === 0
        ? conflict.columns([...keys]).doNothing()
        : conflict
            .columns([...keys])
            .doUpdateSet(eb => Object.fromEntries(others.map(name => [name, eb.ref(`excluded.${name}`)]))),
    )
    .execute()
}

async function indexPapers(db: Db, dialect: SqlDialect, rows: readonly Row[]): Promise<void> {
  const papers = rows as unknown as readonly Database['papers'][]
  await dialect.texts.remove(
    db,
    papers.map(({ id }) => id),
  )
  await insertTexts(
    db,
    dialect,
    papers.map(row => ({ id: row.id, paper: toPaper(row) })),
  )
}

/** How many rows a table has. */
export async function countRows({ db }: Side, table: MovedTable): Promise<number> {
  const { count } = await (db as unknown as AnyDb)
    .selectFrom(table)
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}
