import { StoreError } from '../../src/ports/store-error.ts'
import type { Db } from './schema.ts'

/**
 * A paper's row id is the number of its day since 1970-01-01, times a million, plus its number among the papers of that
 * day. The newest papers have the largest ids, because a full-text index is read in the order of its row ids.
 */
export const ROWS_PER_DAY = 1_000_000
export const DAY_MS = 86_400_000

/** All row ids of a day, YYYY-MM-DD, are larger than this. */
export function dayStart(day: string): number {
  const at = Date.parse(`${day}T00:00Z`)
  if (Number.isNaN(at)) throw new RangeError(`${day} isn't a day`)
  return (at / DAY_MS) * ROWS_PER_DAY
}

/** All row ids of a day are smaller than this. */
export const nextDayStart = (day: string): number => dayStart(day) + ROWS_PER_DAY

/** The day, YYYY-MM-DD, of a row id. */
export const dayOf = (rowId: number): string =>
  new Date(Math.floor(rowId / ROWS_PER_DAY) * DAY_MS).toISOString().slice(0, 10)

/** Generates row ids by day, within one transaction. */
export function createRowIds(db: Db): (day: string) => Promise<number> {
  const latest = new Map<string, number>()
  return async day => {
    const start = dayStart(day)
    const id = (latest.get(day) ?? (await lastRowId(db, start))) + 1
    if (id >= start + ROWS_PER_DAY)
      throw new StoreError(`The database has room for no more papers of ${day}.`)
    latest.set(day, id)
    return id
  }
}

async function lastRowId(db: Db, start: number): Promise<number> {
  const row = await db
    .selectFrom('papers')
    .select('id')
    .where('id', '>', start)
    .where('id', '<', start + ROWS_PER_DAY)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.id ?? start
}
