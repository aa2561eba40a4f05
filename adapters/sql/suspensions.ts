import type { Suspensions } from '../../src/ports/suspensions.ts'
import type { Db } from './schema.ts'

export const createSuspensions = (db: Db): Suspensions => ({
  async add(suspension) {
    const columns = {
      reason: suspension.reason,
      at: suspension.at,
      uninstalled: suspension.uninstalled ? 1 : 0,
    }
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('suspensions')
      .values({ scope: suspension.scope, ...columns })
      .onConflict(conflict =>
        suspension.uninstalled
          ? conflict.column('scope').doUpdateSet(columns).where('suspensions.uninstalled', '=', 0)
          : conflict.column('scope').doNothing(),
      )
      .executeTakeFirst()
    return numInsertedOrUpdatedRows === 1n
  },
  async lift(scope) {
    await db.deleteFrom('suspensions').where('scope', '=', scope).execute()
  },
  async all() {
    const rows = await db.selectFrom('suspensions').selectAll().orderBy('scope').execute()
    return rows.map(({ uninstalled, ...row }) => (uninstalled === 1 ? { ...row, uninstalled: true } : row))
  },
})
