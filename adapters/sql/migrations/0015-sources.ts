import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { SqlDialect } from '../dialect.ts'
import { reindex } from '../paper-texts.ts'
import type { Db } from '../schema.ts'

/** Papers whose marks are written at once. */
const BATCH_SIZE = 500

/**
 * Which sources have listed a paper, and whether a channel also gets papers that nobody has voted on. Until now there was one source
 * of lists: what has snapshots was on its lists.
 */
export const sources = (dialect: SqlDialect): Migration => ({
  async up(db) {
    await db.schema.alterTable('papers').addColumn('sources', 'text').execute()
    await db.schema
      .alterTable('channels')
      .addColumn('unvoted', 'integer', column => column.notNull().defaultTo(0))
      .execute()
    await sql`update papers set sources = '["huggingface"]' where id in (select paper from snapshots)`.execute(
      db,
    )
    await markListed(db as Db, dialect)
  },
})

/** The index has a mark for each source of a paper. */
async function markListed(db: Db, dialect: SqlDialect): Promise<void> {
  for (let after = 0; ; ) {
    const rows = await db
      .selectFrom('papers')
      .select('id')
      .where('id', '>', after)
      .where('sources', 'is not', null)
      .orderBy('id')
      .limit(BATCH_SIZE)
      .execute()
    await reindex(
      db,
      dialect,
      rows.map(({ id }) => id),
    )
    const last = rows.at(-1)
    if (!last) return
    after = last.id
  }
}
