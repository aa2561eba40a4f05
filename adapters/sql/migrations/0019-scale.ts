import type { Migration } from 'kysely/migration'

/** Indexes by which a page of channels, and the next deliveries, are found without reading and sorting all that are due. */
export const scale = (): Migration => ({
  async up(db) {
    await db.schema.dropIndex('channels_due').execute()
    await db.schema.createIndex('channels_due').on('channels').columns(['nextSlotAt', 'id']).execute()
    await db.schema.dropIndex('deliveries_due').execute()
    await db.schema
      .createIndex('deliveries_due')
      .on('deliveries')
      .columns(['state', 'origin', 'dueAt', 'id'])
      .execute()
    await db.schema
      .createIndex('deliveries_expiry')
      .on('deliveries')
      .columns(['state', 'expiresAt'])
      .execute()
  },
})
