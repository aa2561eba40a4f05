import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { SqlDialect } from '../dialect.ts'
import { indexAll } from '../paper-texts.ts'
import type { Db } from '../schema.ts'

/**
 * What papers are found by: their texts taken apart (src/search/document.ts), their latest counts, and the words that stand in
 * titles, keywords and names, for what was mistyped. The index holds our tokens, so that every database
 * and the topics' own matching agree on what a word is; it has no copy of the texts.
 */
export const search = (dialect: SqlDialect): Migration => ({
  async up(db) {
    const { texts, clustered } = dialect
    await texts.create(db)
    await db.schema
      .createTable('counts')
      .addColumn('paper', 'bigint', column =>
        column.primaryKey().references('papers.id').onUpdate('cascade').onDelete('cascade'),
      )
      .addColumn('upvotes', 'integer', column => column.notNull())
      .addColumn('comments', 'integer', column => column.notNull())
      .addColumn('stars', 'integer')
      .$call(clustered)
      .execute()
    await db.schema
      .createTable('words')
      .addColumn('word', 'text', column => column.primaryKey())
      .addColumn('papers', 'integer', column => column.notNull())
      .$call(clustered)
      .execute()
    await sql`insert into counts (paper, upvotes, comments, stars)
      select paper, upvotes, comments, stars from snapshots as latest
      where at = (select max(at) from snapshots where paper = latest.paper)`.execute(db)
    await indexAll(db as Db, dialect)
  },
})
