import type { Migration } from 'kysely/migration'
import { formsOf } from '../../../src/search/index-entry.ts'
import type { SqlDialect } from '../dialect.ts'
import { paperBatches } from '../paper-batches.ts'
import { toPaper } from '../paper-texts.ts'
import type { Db } from '../schema.ts'
import { countForms } from '../short-forms.ts'

/** Short forms and their long forms, as papers introduce them: `reinforcement learning (RL)`. */
export const shortForms = (dialect: SqlDialect): Migration => ({
  async up(db) {
    await db.schema
      .createTable('short_forms')
      .addColumn('shortKey', 'text', column => column.notNull())
      .addColumn('longKey', 'text', column => column.notNull())
      .addColumn('short', 'text', column => column.notNull())
      .addColumn('long', 'text', column => column.notNull())
      .addColumn('papers', 'integer', column => column.notNull())
      .addPrimaryKeyConstraint('short_forms_key', ['shortKey', 'longKey'])
      .$call(dialect.clustered)
      .execute()
    await db.schema.createIndex('short_forms_long').on('short_forms').column('longKey').execute()
    await countAll(db as Db, dialect)
  },
})

async function countAll(db: Db, dialect: SqlDialect): Promise<void> {
  for await (const rows of paperBatches(db)) {
    await countForms(
      db,
      dialect,
      rows.flatMap(row => formsOf(toPaper(row))),
    )
  }
}
