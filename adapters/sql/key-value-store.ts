import type { KeyValueStore } from '../../src/ports/key-value-store.ts'
import type { Db } from './schema.ts'

export const createKeyValueStore = (db: Db): KeyValueStore => ({
  async get(name) {
    const row = await db.selectFrom('keyValues').select('value').where('name', '=', name).executeTakeFirst()
    return row?.value
  },
  async set(name, value, expiresAt) {
    const columns = { value, expiresAt: expiresAt ?? null }
    await db
      .insertInto('keyValues')
      .values({ name, ...columns })
      .onConflict(conflict => conflict.column('name').doUpdateSet(columns))
      .execute()
  },
  async add(name, value, expiresAt) {
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('keyValues')
      .values({ name, value, expiresAt: expiresAt ?? null })
      .onConflict(conflict => conflict.column('name').doNothing())
      .executeTakeFirst()
    return numInsertedOrUpdatedRows === 1n
  },
  async tidy(now) {
    await db.deleteFrom('keyValues').where('expiresAt', '<=', now).execute()
  },
})
