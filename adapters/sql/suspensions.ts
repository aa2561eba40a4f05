import type { Suspensions } from '../../src/ports/suspensions.ts'
import type { Db } from './schema.ts'

export const createSuspensions = (db: Db): Suspensions => ({
  async add(suspension) {
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('suspensions')
      .values({ scope: suspension.scope, reason: suspension.reason, at: suspension.at })
      .onConflict(conflict => conflict.column('scope').doNothing())
      .executeTakeFirst()
    return numInsertedOrUpdatedRows === 1n
  },
  async lift(scope) {
    await db.deleteFrom('suspensions').where('scope', '=', scope).execute()
  },
  all: () => db.selectFrom('suspensions').selectAll().orderBy('scope').execute(),
})
