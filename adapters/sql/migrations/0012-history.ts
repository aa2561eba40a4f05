import type { Migration } from 'kysely/migration'

/**
 * Old history is reduced. A delivery is marked once its texts are removed. A paper has the time when a search found it, ms UTC,
 * unless a person imported it or a source listed it; papers from before can't be told apart, so they stay.
 */
export const history = (): Migration => ({
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
  },
})
