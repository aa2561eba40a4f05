import type { Migration } from 'kysely/migration'
import type { SqlDialect } from '../dialect.ts'

export const channels = ({ rowId, identity }: SqlDialect): Migration => ({
  async up(db) {
    await db.schema
      .createTable('channels')
      .addColumn('id', 'text', column => column.notNull().primaryKey())
      .addColumn('time', 'text', column => column.notNull())
      .addColumn('days', 'text', column => column.notNull())
      .addColumn('timezone', 'text', column => column.notNull())
      .addColumn('layout', 'text', column => column.notNull())
      .addColumn('size', 'integer', column => column.notNull())
      .addColumn('nextSlotAt', 'bigint', column => column.notNull())
      .addColumn('pausedReason', 'text')
      .addColumn('silence', 'text')
      .addColumn('createdAt', 'bigint', column => column.notNull())
      .execute()
    await db.schema.createIndex('channels_due').on('channels').column('nextSlotAt').execute()
    await db.schema
      .createTable('subscriptions')
      .addColumn('id', rowId, identity)
      .addColumn('channel', 'text', column => column.notNull().references('channels.id').onDelete('cascade'))
      .addColumn('topic', 'text', column => column.notNull())
      .addColumn('createdBy', 'text', column => column.notNull())
      .addColumn('createdAt', 'bigint', column => column.notNull())
      .addUniqueConstraint('subscriptions_once', ['channel', 'topic'])
      .execute()
  },
})
