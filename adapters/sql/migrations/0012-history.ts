import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { SqlDialect } from '../dialect.ts'

/**
 * Old history is reduced. A delivery is marked once its texts are removed. A paper has the time when a search found it, ms UTC,
 * unless a person imported it or a source listed it; papers from before can't be told apart, so they stay. The table of posted
 * papers no longer references deliveries, because archiving replaces their rows, each by one with the same id.
 */
export const history = ({ rowId, clustered }: SqlDialect): Migration => ({
  async up(db) {
    await db.schema.alterTable('deliveries').addColumn('archived', 'integer').execute()
    await db.schema
      .createIndex('deliveries_settled')
      .on('deliveries')
      .columns(['archived', 'settledAt'])
      .execute()
    await db.schema.alterTable('papers').addColumn('foundAt', 'bigint').execute()
    await db.schema
      .createIndex('papers_found')
      .on('papers')
      .column('foundAt')
      .where('foundAt', 'is not', null)
      .execute()
    await db.schema.alterTable('posted_papers').renameTo('referencing_papers').execute()
    await db.schema
      .createTable('posted_papers')
      .addColumn('channel', 'text', column => column.notNull().references('channels.id'))
      .addColumn('paper', 'text', column => column.notNull())
      .addColumn('delivery', rowId, column => column.notNull())
      .addPrimaryKeyConstraint('posted_papers_key', ['channel', 'paper'])
      .$call(clustered)
      .execute()
    await sql`insert into posted_papers (channel, paper, delivery)
      select channel, paper, delivery from referencing_papers`.execute(db)
    await db.schema.dropTable('referencing_papers').execute()
  },
})
