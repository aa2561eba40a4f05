import type { Paper } from '../../src/papers/paper.ts'
import { dayOf } from './row-id.ts'
import type { Db } from './schema.ts'

/** Which of these papers a source has listed with counts before: they have snapshots. */
export async function listedAmong(db: Db, rows: readonly { id: number }[]): Promise<Set<number>> {
  if (rows.length === 0) return new Set()
  const ids = rows.map(({ id }) => id)
  const snapshots = await db
    .selectFrom('snapshots')
    .select('paper')
    .distinct()
    .where('paper', 'in', ids)
    .execute()
  return new Set(snapshots.map(({ paper }) => paper))
}

/** A paper that wasn't listed with counts until now is as new as all others on that list. @returns its row id */
export async function markAsListed(
  db: Db,
  row: { id: number },
  { day, listedAt }: Paper,
  { at, nextRowId }: { at: number; nextRowId: (day: string) => Promise<number> },
): Promise<number> {
  const id = dayOf(row.id) === day ? row.id : await nextRowId(day)
  const columns = { id, listedAt, firstSeenAt: at }
  await db.updateTable('papers').set(columns).where('id', '=', row.id).execute()
  return id
}
