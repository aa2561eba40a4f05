import type { Migration } from 'kysely/migration'
import type { SqlDialect } from '../dialect.ts'

export const audit = ({ rowId, identity }: SqlDialect): Migration => ({
  async up(db) {
    await db.schema
      .createTable('audit')
      .addColumn('id', rowId, identity)
      .addColumn('channel', 'text', column => column.notNull())
      .addColumn('at', 'bigint', column => column.notNull())
      .addColumn('person', 'text', column => column.notNull())
      .addColumn('personId', 'text', column => column.notNull())
      .addColumn('command', 'text', column => column.notNull())
      .addColumn('before', 'text', column => column.notNull())
      .addColumn('after', 'text', column => column.notNull())
      .execute()
    await db.schema.createIndex('audit_latest').on('audit').columns(['channel', 'id']).execute()
  },
})
