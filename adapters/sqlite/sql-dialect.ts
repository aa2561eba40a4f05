import { sql } from 'kysely'
import type { SqlDialect } from '../sql/dialect.ts'
import { createFts5 } from './text-index.ts'

/** Exactly `integer primary key` makes a column an alias of SQLite's rowid. All its integers have up to 64 bits. */
export const SQLITE: SqlDialect = {
  rowId: 'integer',
  identity: column => column.primaryKey().autoIncrement(),
  clustered: table => table.modifyEnd(sql`without rowid`),
  now: sql<number>`cast(unixepoch('subsec') * 1000 as integer)`,
  elementsOf: json => sql`json_each(${json})`,
  asArray: column => sql`json_group_array(${sql.ref(column)})`,
  asObject: (name, value) => sql`json_group_object(${sql.ref(name)}, ${sql.ref(value)})`,
  // A transaction has the database to itself: it begins immediate.
  lockRows: query => query,
  async takeTurns() {},
  async lastId(db, table) {
    const query = sql<{ seq: number }>`select seq from sqlite_sequence where name = ${table}`
    return (await query.execute(db)).rows[0]?.seq ?? 0
  },
  async continueIds(db, table, after) {
    await sql`insert into sqlite_sequence (name, seq)
      select ${table}, 0 where not exists (select 1 from sqlite_sequence where name = ${table})`.execute(db)
    await sql`update sqlite_sequence set seq = max(seq, ${after}) where name = ${table}`.execute(db)
  },
  async afterLoading() {},
  texts: createFts5(),
}
