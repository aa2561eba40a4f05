import type { Migration } from 'kysely/migration'
import type { SqlDialect } from '../dialect.ts'

export const deliveries = ({ rowId, identity, clustered }: SqlDialect): Migration => ({
  async up(db) {
    await db.schema
      .createTable('deliveries')
      .addColumn('id', rowId, identity)
      .addColumn('channel', 'text', column => column.notNull().references('channels.id'))
      .addColumn('edition', 'text', column => column.notNull())
      .addColumn('slotAt', 'bigint', column => column.notNull())
      .addColumn('expiresAt', 'bigint', column => column.notNull())
      .addColumn('digest', 'text', column => column.notNull())
      .addColumn('createdAt', 'bigint', column => column.notNull())
      .addColumn('state', 'text', column => column.notNull())
      .addColumn('attempts', 'integer', column => column.notNull())
      .addColumn('dueAt', 'bigint', column => column.notNull())
      .addColumn('lease', 'text')
      .addColumn('leaseUntil', 'bigint')
      .addColumn('messageIds', 'text', column => column.notNull())
      .addColumn('error', 'text')
      .addColumn('settledAt', 'bigint')
      .addUniqueConstraint('deliveries_once', ['channel', 'edition'])
      .execute()
    await db.schema.createIndex('deliveries_due').on('deliveries').columns(['state', 'dueAt']).execute()
    await db.schema.createIndex('deliveries_latest').on('deliveries').columns(['channel', 'id']).execute()
    await db.schema
      .createTable('had')
      .addColumn('channel', 'text', column => column.notNull().references('channels.id'))
      .addColumn('paper', 'text', column => column.notNull())
      .addColumn('delivery', rowId, column => column.notNull().references('deliveries.id'))
      .addPrimaryKeyConstraint('had_key', ['channel', 'paper'])
      .$call(clustered)
      .execute()
  },
})
