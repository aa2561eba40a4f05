import type { Notes } from '../../src/ports/key-value-store.ts'
import type { Db } from './schema.ts'

export const createNotes = (db: Db): Notes => ({
  async get(name) {
    const note = await db.selectFrom('notes').select('value').where('name', '=', name).executeTakeFirst()
    return note?.value
  },
  async set(name, value, expiresAt) {
    const note = { value, expiresAt: expiresAt ?? null }
    await db
      .insertInto('notes')
      .values({ name, ...note })
      .onConflict(conflict => conflict.column('name').doUpdateSet(note))
      .execute()
  },
  async tidy(now) {
    await db.deleteFrom('notes').where('expiresAt', '<=', now).execute()
  },
})
