import type { Migration } from 'kysely/migration'

/** The confirmed e-mail addresses: sealed, and found by a keyed hash. */
export const emailAddresses = (): Migration => ({
  async up(db) {
    await db.schema
      .createTable('emailAddresses')
      .addColumn('id', 'text', column => column.notNull().primaryKey())
      .addColumn('hash', 'text', column => column.notNull().unique())
      .addColumn('secrets', 'text', column => column.notNull())
      .addColumn('confirmedAt', 'bigint', column => column.notNull())
      .addColumn('revision', 'integer', column => column.notNull())
      .execute()
  },
})
