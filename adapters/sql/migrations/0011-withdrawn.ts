import type { Migration } from 'kysely/migration'

/** Whether a paper was withdrawn, or is gone from the list of its day: 1, else null. */
export const withdrawn = (): Migration => ({
  async up(db) {
    await db.schema.alterTable('papers').addColumn('withdrawn', 'integer').execute()
    await db.schema.alterTable('papers').addColumn('delisted', 'integer').execute()
  },
})
