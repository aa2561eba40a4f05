import type { Migration } from 'kysely/migration'

/** The workspaces that installed the app, with their tokens, which are sealed. */
export const installations = (): Migration => ({
  async up(db) {
    await db.schema
      .createTable('installations')
      .addColumn('id', 'text', column => column.notNull().primaryKey())
      .addColumn('organization', 'text')
      .addColumn('botId', 'text')
      .addColumn('details', 'text', column => column.notNull())
      .addColumn('secrets', 'text')
      .addColumn('installedAt', 'bigint', column => column.notNull())
      .addColumn('removedAt', 'bigint')
      .addColumn('renewingUntil', 'bigint')
      .addColumn('revision', 'integer', column => column.notNull())
      .execute()
    await db.schema.createIndex('installations_bot').on('installations').column('botId').execute()
    await db.schema
      .createIndex('installations_organization')
      .on('installations')
      .column('organization')
      .execute()
  },
})
