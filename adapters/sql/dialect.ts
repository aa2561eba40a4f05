import { type ColumnDefinitionBuilder, type CreateTableBuilder, sql } from 'kysely'

/** What the databases that we can use do differently. All queries and migrations are the same but for this. */
export interface DialectParts {
  /** Type of a primary key of 64 bits that we give ourselves. */
  rowId: 'integer' | 'bigint'
  /** Makes of a column a primary key that the database gives, and gives only once. */
  identity(column: ColumnDefinitionBuilder): ColumnDefinitionBuilder
  /** Lets a table lie in the order of its primary key, where the database can. */
  clustered<T extends string, C extends string>(table: CreateTableBuilder<T, C>): CreateTableBuilder<T, C>
}

/** SQLite takes `integer primary key`, in just these words, for the row's own id. Every integer has up to 64 bits. */
export const SQLITE: DialectParts = {
  rowId: 'integer',
  identity: column => column.primaryKey().autoIncrement(),
  clustered: table => table.modifyEnd(sql`without rowid`),
}
