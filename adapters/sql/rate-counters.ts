import { sql } from 'kysely'
import { z } from 'zod'
import type { Rate } from '../../src/ports/publisher.ts'
import type { Place, RateCounters } from '../../src/ports/rate-counters.ts'
import type { SqlDialect } from './dialect.ts'
import type { Database, Db } from './schema.ts'

type Row = Database['rateCounters']

const timesSchema = z.array(z.number())

const timesOf = (row: Row | undefined): number[] => (row ? timesSchema.parse(JSON.parse(row.times)) : [])

/** How long until there is a place, ms. */
function waitFor({ rate }: Place, row: Row | undefined, now: number): number {
  const times = timesOf(row)
  const held = (row?.heldUntil ?? 0) - now
  if (!rate) return held
  const oldest = times.at(-rate.count)
  const full = oldest === undefined ? 0 : oldest + rate.perMs - now
  const gap = (times.at(-1) ?? 0) + (rate.gapMs ?? 0) - now
  return Math.max(held, full, gap)
}

/** The row with one place more. */
function withPlace({ name, rate }: Place, row: Row | undefined, now: number): Row {
  const times = rate ? [...timesOf(row), now].slice(-rate.count) : []
  return {
    name,
    times: JSON.stringify(times),
    heldUntil: row?.heldUntil ?? 0,
    expiresAt: now + lengthOf(rate),
  }
}

const lengthOf = (rate: Rate | undefined): number => (rate ? Math.max(rate.perMs, rate.gapMs ?? 0) : 0)

/** Rows that are counted together are locked in the order of their names, so that there is no deadlock. */
export const createRateCounters = (db: Db, { now }: Pick<SqlDialect, 'now'>): RateCounters => {
  /** Makes the rows that are missing, and locks all of them until the transaction ends. */
  const lock = (trx: Db, names: readonly string[]) =>
    trx
      .insertInto('rateCounters')
      .values(names.map(name => ({ name, times: '[]', heldUntil: 0, expiresAt: 0 })))
      .onConflict(conflict =>
        conflict.column('name').doUpdateSet(eb => ({ expiresAt: eb.ref('rateCounters.expiresAt') })),
      )
      .returningAll()
      .returning(now.as('now'))
      .execute()

  const write = (trx: Db, rows: readonly Row[]) =>
    trx
      .insertInto('rateCounters')
      .values(rows)
      .onConflict(conflict =>
        conflict.column('name').doUpdateSet(eb => ({
          times: eb.ref('excluded.times'),
          heldUntil: eb.ref('excluded.heldUntil'),
          expiresAt: eb.ref('excluded.expiresAt'),
        })),
      )
      .execute()

  return {
    async take(places) {
      if (places.length === 0) return 0
      const sorted = places.toSorted((a, b) => (a.name < b.name ? -1 : 1))
      return db.transaction().execute(async trx => {
        const locked = await lock(
          trx,
          sorted.map(({ name }) => name),
        )
        const at = Math.max(...locked.map(row => row.now))
        const rows = new Map(locked.map(({ now: _, ...row }) => [row.name, row]))
        const wait = Math.max(0, ...sorted.map(place => waitFor(place, rows.get(place.name), at)))
        if (wait === 0) {
          await write(
            trx,
            sorted.map(place => withPlace(place, rows.get(place.name), at)),
          )
        }
        return wait
      })
    },
    async count(places) {
      if (places.length === 0) return 0
      const sorted = places.toSorted((a, b) => (a.name < b.name ? -1 : 1))
      const isOver = sql<boolean>`rate_counters.expires_at <= ${now}`
      const rows = await db
        .insertInto('rateCounters')
        .values(
          sorted.map(({ name, rate }) => ({
            name,
            times: '1',
            heldUntil: 0,
            expiresAt: sql<number>`${now} + ${sql.lit(rate.perMs)}`,
          })),
        )
        .onConflict(conflict =>
          conflict.column('name').doUpdateSet({
            times: sql<string>`case when ${isOver} then '1' else cast(cast(rate_counters.times as integer) + 1 as text) end`,
            expiresAt: sql<number>`case when ${isOver} then excluded.expires_at else rate_counters.expires_at end`,
          }),
        )
        .returning(['name', 'times', sql<number>`expires_at - ${now}`.as('leftMs')])
        .execute()
      const counts = new Map(rows.map(row => [row.name, row]))
      return Math.max(
        0,
        ...sorted.map(({ name, rate }) => {
          const row = counts.get(name)
          return row && Number(row.times) > rate.count ? Math.max(1, row.leftMs) : 0
        }),
      )
    },
    async waitFor(places) {
      if (places.length === 0) return 0
      const names = places.map(({ name }) => name)
      const found = await db
        .selectFrom('rateCounters')
        .selectAll()
        .select(now.as('now'))
        .where('name', 'in', names)
        .execute()
      const rows = new Map(found.map(row => [row.name, row]))
      return Math.max(
        0,
        ...places.map(place => {
          const row = rows.get(place.name)
          return row ? waitFor(place, row, row.now) : 0
        }),
      )
    },
    async hold(name, forMs) {
      await db.transaction().execute(async trx => {
        const [locked] = await lock(trx, [name])
        if (!locked) return
        const { now: at, ...row } = locked
        await write(trx, [{ ...row, heldUntil: Math.max(row.heldUntil, at + forMs) }])
      })
    },
    async held(prefix) {
      const rows = await db.selectFrom('rateCounters').select('name').where('heldUntil', '>', now).execute()
      return rows.map(({ name }) => name).filter(name => name.startsWith(prefix))
    },
    async tidy() {
      await db
        .deleteFrom('rateCounters')
        .where('expiresAt', '<=', now)
        .where('heldUntil', '<=', now)
        .execute()
    },
  }
}
