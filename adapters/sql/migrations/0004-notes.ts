import type { Migration } from 'kysely/migration'

export const notes = (): Migration => ({
  async up(db) {
    await db.schema
      .createTable('notes')
      .addColumn('name', 'text', column => column.notNull().primaryKey())
      .addColumn('value', 'text', column => column.notNull())
      .execute()
  },
})
