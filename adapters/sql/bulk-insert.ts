import { type Compilable, CompiledQuery, type Insertable } from 'kysely'
import type { Database, Db } from './schema.ts'

type InsertMany<Row> = (db: Db, rows: readonly Row[]) => Promise<void>

/**
 * Inserts many rows with one statement. Kysely takes longer to build it than the database takes to run it, so its text is
 * cached for each number of rows. All rows must have the same keys in the same order.
 */
function createBulkInsert<Row extends object>(
  build: (db: Db, rows: readonly Row[]) => Compilable,
): InsertMany<Row> {
  const texts = new Map<number, string>()
  return async (db, rows) => {
    if (rows.length === 0) return
    let text = texts.get(rows.length)
    if (text === undefined) {
      text = build(db, rows).compile().sql
      texts.set(rows.length, text)
    }
    await db.executeQuery(CompiledQuery.raw(text, rows.flatMap(Object.values)))
  }
}

export interface BulkInserts {
  papers: InsertMany<Insertable<Database['papers']>>
  /** Replaces a paper's latest counts. */
  counts: InsertMany<Insertable<Database['counts']>>
  /** Replaces the counts of a paper's snapshot of the same moment. */
  snapshots: InsertMany<Insertable<Database['snapshots']>>
}

/** Belongs to one database, because the cached texts are in its dialect. */
export const createBulkInserts = (): BulkInserts => ({
  papers: createBulkInsert((db, rows) => db.insertInto('papers').values(rows)),
  counts: createBulkInsert((db, rows) =>
    db
      .insertInto('counts')
      .values(rows)
      .onConflict(conflict =>
        conflict.column('paper').doUpdateSet(eb => ({
          upvotes: eb.ref('excluded.upvotes'),
          comments: eb.ref('excluded.comments'),
          stars: eb.ref('excluded.stars'),
        })),
      ),
  ),
  snapshots: createBulkInsert((db, rows) =>
    db
      .insertInto('snapshots')
      .values(rows)
      .onConflict(conflict =>
        conflict.columns(['paper', 'at']).doUpdateSet(eb => ({
          upvotes: eb.ref('excluded.upvotes'),
          comments: eb.ref('excluded.comments'),
          stars: eb.ref('excluded.stars'),
        })),
      ),
  ),
})
