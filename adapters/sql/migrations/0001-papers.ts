import type { Migration } from 'kysely/migration'
import type { SqlDialect } from '../dialect.ts'

export const papers = ({ rowId, clustered }: SqlDialect): Migration => ({
  async up(db) {
    await db.schema
      .createTable('papers')
      .addColumn('id', rowId, column => column.primaryKey())
      .addColumn('arxivId', 'text', column => column.notNull().unique())
      .addColumn('title', 'text', column => column.notNull())
      .addColumn('abstract', 'text', column => column.notNull())
      .addColumn('authors', 'text', column => column.notNull())
      .addColumn('summary', 'text')
      .addColumn('keywords', 'text', column => column.notNull())
      .addColumn('organization', 'text')
      .addColumn('codeUrl', 'text')
      .addColumn('projectUrl', 'text')
      .addColumn('thumbnailUrl', 'text')
      .addColumn('publishedAt', 'bigint', column => column.notNull())
      .addColumn('listedAt', 'bigint', column => column.notNull())
      .addColumn('firstSeenAt', 'bigint', column => column.notNull())
      .execute()
    await db.schema
      .createTable('snapshots')
      .addColumn('paper', 'bigint', column =>
        column.notNull().references('papers.id').onUpdate('cascade').onDelete('cascade'),
      )
      .addColumn('at', 'bigint', column => column.notNull())
      .addColumn('upvotes', 'integer', column => column.notNull())
      .addColumn('comments', 'integer', column => column.notNull())
      .addColumn('stars', 'integer')
      .addPrimaryKeyConstraint('snapshots_key', ['paper', 'at'])
      .$call(clustered)
      .execute()
  },
})
