import type { Kysely, RawBuilder } from 'kysely'
import type { FieldTexts } from '../../src/ports/index-entry.ts'
import type { Query } from '../../src/search/query/query.ts'
import type { Db } from './schema.ts'

/** A paper as the full-text index takes it. */
export interface IndexedText {
  /** The paper's row id. */
  key: number
  fields: FieldTexts
  /** See `markOf`. */
  marks: readonly string[]
}

/** The full-text index of a database: the table `paper_texts`, which holds our own tokens, so that all agree on what a word is. */
export interface TextIndex {
  /** Creates the table, in a migration. */
  create(db: Kysely<unknown>): Promise<void>
  /** Changes a table of an earlier version into that of this one, in a migration; missing where both are the same. */
  update?(db: Kysely<unknown>): Promise<void>
  insert(db: Db, texts: readonly IndexedText[]): Promise<void>
  remove(db: Db, keys: readonly number[]): Promise<void>
  /** The row id of the paper in a row of `paper_texts as t`. */
  key: RawBuilder<number>
  /**
   * Whether the index stops at the smallest key when it reads from the newest paper on. If not, it reads on until a paper matches,
   * however old that is, so that reading upwards from the key is faster.
   */
  endsAtSmallestKey: boolean
  /**
   * What to order the rows that match a query by, in place of `key`, where the database would otherwise read papers in the order of their keys
   * until enough match, however few do. Missing where it never does.
   */
  orderOf?(query: Query): RawBuilder<unknown>
  /** Whether a row of `paper_texts as t` matches a query that `isText`. */
  matches(query: Query): RawBuilder<unknown>
  /**
   * The same in two steps, for a query that takes long to compare a paper with: rows, newest first, to read from as `t` in place of
   * `paper_texts`, and the condition for each of them, so that no more are compared than are asked for. Missing, or undefined, where
   * `matches` is as quick.
   * @param within conditions on the rows
   */
  inTurn?(
    query: Query,
    within: readonly RawBuilder<unknown>[],
  ): { rows: RawBuilder<unknown>; condition: RawBuilder<unknown> } | undefined
  /** The same, for rows whose key is one of these; missing where asking from the smallest of them on is as quick. */
  matchesAmong?(query: Query, keys: readonly number[]): RawBuilder<unknown>
  /**
   * As `matches`, for a query that is only one part of what has to hold.
   * @param eachRow a condition that is always true; see `findPapers`
   */
  matchesPartly(query: Query, eachRow?: RawBuilder<unknown>): RawBuilder<unknown>
}
