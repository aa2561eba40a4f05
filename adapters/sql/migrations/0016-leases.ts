import type { Migration } from 'kysely/migration'
import type { SqlDialect } from '../dialect.ts'

/** What several processes on one database share: who does what now, and what was sent lately. */
export const leases = ({ clustered }: SqlDialect): Migration => ({
  async up(db) {
    await db.schema
      .createTable('leases')
      .addColumn('name', 'text', column => column.notNull())
      .addColumn('holder', 'text', column => column.notNull())
      .addColumn('endsAt', 'bigint', column => column.notNull())
      .addPrimaryKeyConstraint('leases_key', ['name'])
      .$call(clustered)
      .execute()
    await db.schema
      .createTable('rate_counters')
      .addColumn('name', 'text', column => column.notNull())
      .addColumn('times', 'text', column => column.notNull())
      .addColumn('heldUntil', 'bigint', column => column.notNull())
      .addColumn('expiresAt', 'bigint', column => column.notNull())
      .addPrimaryKeyConstraint('rate_counters_key', ['name'])
      .$call(clustered)
      .execute()
  },
})
