import type { Webhooks } from '../../src/ports/webhooks.ts'
import { fromWebhookRow } from './codec.ts'
import type { Db } from './schema.ts'

/** Addresses are sealed before they come here. */
export const createWebhooks = (db: Db): Webhooks => ({
  async find(id) {
    const row = await db.selectFrom('webhooks').selectAll().where('id', '=', id).executeTakeFirst()
    return row && fromWebhookRow(row)
  },

  async add(webhook) {
    await db
      .insertInto('webhooks')
      .values({ ...webhook, revision: 1 })
      .execute()
  },

  async replaceSecrets(id, revision, secrets) {
    const { numUpdatedRows } = await db
      .updateTable('webhooks')
      .set({ secrets, revision: revision + 1 })
      .where('id', '=', id)
      .where('revision', '=', revision)
      .executeTakeFirst()
    return numUpdatedRows === 1n
  },

  async page(after, limit) {
    const rows = await db
      .selectFrom('webhooks')
      .selectAll()
      .$if(after !== undefined, query => query.where('id', '>', after ?? ':'))
      .orderBy('id')
      .limit(limit)
      .execute()
    return rows.map(fromWebhookRow)
  },
})
