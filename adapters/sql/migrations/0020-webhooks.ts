import type { Migration } from 'kysely/migration'

/** The addresses that receive digests as JSON; what is secret about them is sealed. */
export const webhooks = (): Migration => ({
  async up(db) {
    await db.schema
      .createTable('webhooks')
      .addColumn('id', 'text', column => column.notNull().primaryKey())
      .addColumn('host', 'text', column => column.notNull())
      .addColumn('secrets', 'text', column => column.notNull())
      .addColumn('createdAt', 'bigint', column => column.notNull())
      .addColumn('revision', 'integer', column => column.notNull())
      .execute()
  },
})
