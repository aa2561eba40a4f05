import type { Halts } from '../../src/ports/suspensions.ts'
import type { Db } from './schema.ts'

export const createHalts = (db: Db): Halts => ({
  async add(halt) {
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('halts')
      .values({ scope: halt.scope, reason: halt.reason, at: halt.at })
      .onConflict(conflict => conflict.column('scope').doNothing())
      .executeTakeFirst()
    return numInsertedOrUpdatedRows === 1n
  },
  async lift(scope) {
    await db.deleteFrom('halts').where('scope', '=', scope).execute()
  },
  all: () => db.selectFrom('halts').selectAll().orderBy('scope').execute(),
})
