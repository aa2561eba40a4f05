import { type ColumnDefinitionBuilder, type CreateTableBuilder, type RawBuilder, sql } from 'kysely'

/** Where the databases' SQL differs. Apart from this, all of them run the same queries and migrations. */
export interface DialectParts {
  /** Type of a 64-bit primary key whose values we choose. */
  rowId: 'integer' | 'bigint'
  /** Makes a column a primary key whose values the database generates and never reuses. */
  identity(column: ColumnDefinitionBuilder): ColumnDefinitionBuilder
  /** Stores a table in the order of its primary key, where the database supports that. */
  clustered<T extends string, C extends string>(table: CreateTableBuilder<T, C>): CreateTableBuilder<T, C>
  /** The database's clock at this moment, not at the beginning of the transaction, ms UTC. */
  now: RawBuilder<number>
}

/** Exactly `integer primary key` makes a column an alias of SQLite's rowid. All its integers have up to 64 bits. */
export const SQLITE: DialectParts = {
  rowId: 'integer',
  identity: column => column.primaryKey().autoIncrement(),
  clustered: table => table.modifyEnd(sql`without rowid`),
  now: sql<number>`cast(unixepoch('subsec') * 1000 as integer)`,
}
