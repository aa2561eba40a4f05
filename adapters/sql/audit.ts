import type { Audit } from '../../src/ports/audit.ts'
import { fromChangeRow, toChangeRow } from './codec.ts'
import type { Db } from './schema.ts'

export const createAudit = (db: Db): Audit => ({
  async record(change) {
    const row = await db
      .insertInto('audit')
      .values(toChangeRow(change))
      .returning('id')
      .executeTakeFirstOrThrow()
    return row.id
  },

  async find(channel, id) {
    const row = await db
      .selectFrom('audit')
      .selectAll()
      .where('channel', '=', channel)
      .where('id', '=', id)
      .executeTakeFirst()
    return row && fromChangeRow(row)
  },

  async latest(channel, limit) {
    const rows = await db
      .selectFrom('audit')
      .selectAll()
      .where('channel', '=', channel)
      .orderBy('id', 'desc')
      .limit(limit)
      .execute()
    return rows.map(fromChangeRow)
  },

  async lastId(channel) {
    const row = await db
      .selectFrom('audit')
      .select('id')
      .where('channel', '=', channel)
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst()
    return row?.id ?? 0
  },

  async after(channel, id) {
    const rows = await db
      .selectFrom('audit')
      .selectAll()
      .where('channel', '=', channel)
      .where('id', '>', id)
      .orderBy('id')
      .execute()
    return rows.map(fromChangeRow)
  },

  async removeBefore(at) {
    await db.deleteFrom('audit').where('at', '<', at).execute()
  },
})
