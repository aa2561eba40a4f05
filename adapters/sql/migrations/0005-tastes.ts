import type { Migration } from 'kysely/migration'

/** What a channel wants and doesn't, who paused it, and papers' categories. Channels of before have what new ones begin with. */
export const tastes = (): Migration => ({
  async up(db) {
    const table = db.schema.alterTable('channels')
    await table.addColumn('catchUp', 'text', column => column.notNull().defaultTo('once')).execute()
    await table.addColumn('pausedBy', 'text').execute()
    await table.addColumn('minScore', 'integer', column => column.notNull().defaultTo(0)).execute()
    await table.addColumn('onlyCode', 'integer', column => column.notNull().defaultTo(0)).execute()
    await table.addColumn('muted', 'text', column => column.notNull().defaultTo('[]')).execute()
    await table.addColumn('less', 'text', column => column.notNull().defaultTo('[]')).execute()
    await db.schema.alterTable('papers').addColumn('categories', 'text').execute()
    await db.schema.alterTable('notes').addColumn('expiresAt', 'bigint').execute()
  },
})
