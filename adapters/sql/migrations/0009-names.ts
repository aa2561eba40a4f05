import type { Migration } from 'kysely/migration'

/** Tables and columns get the names that the code has for them. */
export const names = (): Migration => ({
  async up(db) {
    await db.schema.alterTable('halts').renameTo('suspensions').execute()
    await db.schema.alterTable('had').renameTo('posted_papers').execute()
    await db.schema.alterTable('notes').renameTo('key_values').execute()
    await db.schema.alterTable('channels').renameColumn('silence', 'last_skip').execute()
    await db.schema.alterTable('channels').renameColumn('less', 'downranked').execute()
  },
})
