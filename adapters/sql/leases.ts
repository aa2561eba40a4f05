import { sql } from 'kysely'
import type { Leases } from '../../src/ports/leases.ts'
import type { SqlDialect } from './dialect.ts'
import { afterPrefix } from './ranges.ts'
import type { Db } from './schema.ts'

export const createLeases = (db: Db, { now }: Pick<SqlDialect, 'now'>): Leases => ({
  async acquire(name, holder, forMs) {
    const row = await db
      .insertInto('leases')
      .values({ name, holder, endsAt: sql`${now} + ${sql.lit(forMs)}` })
      .onConflict(conflict =>
        conflict
          .column('name')
          .doUpdateSet({ holder, endsAt: sql`excluded.ends_at` })
          .where(eb => eb.or([eb('leases.holder', '=', holder), eb('leases.endsAt', '<=', now)])),
      )
      .returning('name')
      .executeTakeFirst()
    return row !== undefined
  },
  async renew(name, holder, forMs) {
    const { numUpdatedRows } = await db
      .updateTable('leases')
      .set({ endsAt: sql`${now} + ${sql.lit(forMs)}` })
      .where('name', '=', name)
      .where('holder', '=', holder)
      .where('endsAt', '>', now)
      .executeTakeFirst()
    return numUpdatedRows === 1n
  },
  async renewAll(leases, forMs) {
    if (leases.length === 0) return []
    const rows = await db
      .updateTable('leases')
      .set({ endsAt: sql`${now} + ${sql.lit(forMs)}` })
      .where(eb => eb.or(leases.map(({ name, holder }) => eb.and({ name, holder }))))
      .where('endsAt', '>', now)
      .returning('name')
      .execute()
    return rows.map(({ name }) => name)
  },
  async release(name, holder) {
    await db.deleteFrom('leases').where('name', '=', name).where('holder', '=', holder).execute()
  },
  all: () => db.selectFrom('leases').selectAll().where('endsAt', '>', now).orderBy('name').execute(),
  startingWith: prefix =>
    db
      .selectFrom('leases')
      .selectAll()
      .where('endsAt', '>', now)
      .where('name', '>=', prefix)
      .where('name', '<', afterPrefix(prefix))
      .orderBy('name')
      .execute(),
  async tidy() {
    await db.deleteFrom('leases').where('endsAt', '<=', now).execute()
  },
  async now() {
    const { rows } = await sql<{ now: number }>`select ${now} as now`.execute(db)
    const [row] = rows
    if (!row) throw new Error('the database gave no time')
    return row.now
  },
})
