import { setImmediate } from 'node:timers/promises'
import { postedBy } from '../../src/digests/posted-by.ts'
import type { Digest } from '../../src/messages/digest.ts'
import type { Origin } from '../../src/ports/outbox.ts'
import { SOMEONE } from '../../src/privacy/someone.ts'
import { digestIn } from './codec.ts'
import type { SqlDialect } from './dialect.ts'
import type { Db } from './schema.ts'

/** Another process has to wait this long to write: some 20 ms. */
const ROWS_PER_TRANSACTION = 100

/** See `Outbox.archiveBefore`. Other work may run between its transactions. */
export async function archiveDeliveries(
  db: Db,
  dialect: SqlDialect,
  at: number,
): Promise<{ archived: number }> {
  let archived = 0
  for (;;) {
    const count = await db.transaction().execute(trx => archiveSome(trx, dialect, at))
    archived += count
    if (count < ROWS_PER_TRANSACTION) return { archived }
    await setImmediate()
  }
}

/**
 * Rows are deleted and inserted again with their ids: after an update that makes rows smaller, SQLite leaves each on its page,
 * and the space beside it is never used again.
 * @returns how many rows were archived
 */
async function archiveSome(db: Db, { lockRows }: SqlDialect, at: number): Promise<number> {
  const old = db
    .selectFrom('deliveries')
    .selectAll()
    .where('archived', 'is', null)
    .where('settledAt', '<', at)
    .where('state', 'in', ['sent', 'failed'])
    .orderBy('settledAt')
    .limit(ROWS_PER_TRANSACTION)
  const rows = await lockRows(old, 'deliveries', 'skip').execute()
  if (rows.length === 0) return 0
  const ids = rows.map(({ id }) => id)
  await db.deleteFrom('deliveries').where('id', 'in', ids).execute()
  const archived = rows.map(row => ({
    ...row,
    digest: JSON.stringify(withoutTexts(digestIn(row), row.origin)),
    archived: 1,
  }))
  await db.insertInto('deliveries').values(archived).execute()
  return rows.length
}

/** The papers stay in their order, because in a thread it says which message had which paper. */
const withoutTexts = ({ layout, title, entries }: Digest, origin: Origin): Digest => ({
  layout,
  // That of a single paper says who posted it.
  title: origin === 'paper' ? postedBy(SOMEONE) : title,
  entries: entries.map(({ paperId }) => ({ paperId, title: '', url: '', summary: '', facts: [] })),
  notes: [],
  actions: [],
})
