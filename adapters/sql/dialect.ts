import type { ColumnDefinitionBuilder, CreateTableBuilder, RawBuilder, SelectQueryBuilder } from 'kysely'
import type { Database, Db } from './schema.ts'
import type { TextIndex } from './text-index.ts'

/** Where the databases' SQL differs. Apart from this, all of them run the same queries and migrations. */
export interface SqlDialect {
  /** Type of a 64-bit primary key whose values we choose. */
  rowId: 'integer' | 'bigint'
  /** Makes a column a primary key whose values the database generates and never reuses. */
  identity(column: ColumnDefinitionBuilder): ColumnDefinitionBuilder
  /** Stores a table in the order of its primary key, where the database supports that. */
  clustered<T extends string, C extends string>(table: CreateTableBuilder<T, C>): CreateTableBuilder<T, C>
  /** The database's clock at this moment, not at the beginning of the transaction, ms UTC. */
  now: RawBuilder<number>
  /** A table of the elements of a JSON array, with the column `value`. */
  elementsOf(json: string): RawBuilder<unknown>
  /** Aggregates a column of numbers to the text of a JSON array; null or an empty array where there are no rows. */
  asArray(column: string): RawBuilder<string | null>
  /** Aggregates two columns to the text of a JSON object; null or an empty object where there are no rows. */
  asObject(name: string, value: string): RawBuilder<string | null>
  /**
   * Keeps the selected rows of a table for this transaction until it ends. Others that want them wait, or with `skip` this query
   * leaves out what others have. Does nothing where transactions never overlap.
   */
  lockRows<T extends keyof Database & string, O>(
    query: SelectQueryBuilder<Database, T, O>,
    table: T,
    others: 'wait' | 'skip',
  ): SelectQueryBuilder<Database, T, O>
  /** Makes the transactions that do the same thing run one after another. Does nothing where transactions never overlap. */
  takeTurns(transaction: Db, what: Turn): Promise<void>
  /** The last id that a table has ever had. */
  lastId(db: Db, table: NumberedTable): Promise<number>
  /** Makes the ids of a table continue after this one, unless they are higher already. */
  continueIds(db: Db, table: NumberedTable, after: number): Promise<void>
  /** What has to be done once after a whole database was written. */
  afterLoading(db: Db): Promise<void>
  texts: TextIndex
}

/** A table whose ids the database generates. */
export type NumberedTable = 'subscriptions' | 'deliveries' | 'audit'

/** What only one transaction may do at a time. */
export type Turn = 'migrate' | 'write papers'
