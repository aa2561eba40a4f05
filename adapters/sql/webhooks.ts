import type { Webhooks } from '../../src/ports/webhooks.ts'
import { fromWebhookRow } from './codec.ts'
import type { Db } from './schema.ts'
import { pageById, replaceSecrets } from './sealed-rows.ts'

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

  replaceSecrets: (id, revision, secrets) => replaceSecrets(db, 'webhooks', { id, revision, secrets }),

  async page(after, limit) {
    const rows = await pageById(db.selectFrom('webhooks').selectAll(), after, limit)
    return rows.map(fromWebhookRow)
  },
})
