import type { KeyValueStore } from '../../src/ports/key-value-store.ts'
import type { Db } from './schema.ts'

export const createKeyValueStore = (db: Db): KeyValueStore => ({
  async get(name) {
    const note = await db.selectFrom('keyValues').select('value').where('name', '=', name).executeTakeFirst()
    return note?.value
  },
  async set(name, value, expiresAt) {
    const note = { value, expiresAt: expiresAt ?? null }
    await db
      .insertInto('keyValues')
      .values({ name, ...note })
      .onConflict(conflict => conflict.column('name').doUpdateSet(note))
      .execute()
  },
  async tidy(now) {
    await db.deleteFrom('keyValues').where('expiresAt', '<=', now).execute()
  },
})
