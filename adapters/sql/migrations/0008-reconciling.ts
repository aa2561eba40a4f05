import type { Migration } from 'kysely/migration'

/** What reconciling needs to know of a delivery, and what stops many channels at once. */
export const reconciling = (): Migration => ({
  async up(db) {
    const deliveries = db.schema.alterTable('deliveries')
    await deliveries.addColumn('triedAt', 'bigint').execute()
    await deliveries.addColumn('plain', 'integer', column => column.notNull().defaultTo(0)).execute()
    await db.schema
      .createTable('halts')
      .addColumn('scope', 'text', column => column.notNull().primaryKey())
      .addColumn('reason', 'text', column => column.notNull())
      .addColumn('at', 'bigint', column => column.notNull())
      .execute()
  },
})
