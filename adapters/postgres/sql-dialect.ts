import { sql } from 'kysely'
import type { SqlDialect, Turn } from '../sql/dialect.ts'
import { TSVECTOR } from './text-index.ts'

/** Numbers of advisory locks, which all programs on a database share: the first is ours. */
export const OURS = 0x70617065
export const TURNS: Record<Turn, number> = { migrate: 1, 'write papers': 2 }

/** What PostgreSQL does differently from SQLite. */
export const POSTGRES: SqlDialect = {
  rowId: 'bigint',
  identity: column => column.primaryKey().generatedByDefaultAsIdentity(),
  clustered: table => table,
  now: sql<number>`floor(extract(epoch from clock_timestamp()) * 1000)::bigint`,
  elementsOf: json => sql`json_array_elements(${json}::json)`,
  asArray: column => sql`json_agg(${sql.ref(column)})::text`,
  asObject: (name, value) => sql`json_object_agg(${sql.ref(name)}, ${sql.ref(value)})::text`,
  lockRows(query, table, others) {
    const locked = query.forUpdate(table)
    return others === 'skip' ? locked.skipLocked() : locked
  },
  async takeTurns(transaction, what) {
    await sql`select pg_advisory_xact_lock(${OURS}, ${TURNS[what]})`.execute(transaction)
  },
  async lastId(db, table) {
    const query = sql<{
      last: number | null
    }>`select pg_sequence_last_value(pg_get_serial_sequence(${table}, 'id')::regclass) as last`
    return (await query.execute(db)).rows[0]?.last ?? 0
  },
  async continueIds(db, table, after) {
    const last = Math.max(after, await POSTGRES.lastId(db, table))
    if (last > 0)
      await sql`select setval(pg_get_serial_sequence(${table}, 'id'), ${last}::bigint)`.execute(db)
  },
  // Without statistics, the first searches would read all papers.
  async afterLoading(db) {
    await sql`analyze`.execute(db)
  },
  texts: TSVECTOR,
}
