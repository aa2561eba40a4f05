import type { Papers } from '../../src/ports/papers.ts'
import { createAddUnlisted } from './add-unlisted.ts'
import { candidates, findPaper, unvotedPapers } from './candidates.ts'
import { countedRows, daysAround, snapshotsOf } from './counted.ts'
import type { SqlDialect } from './dialect.ts'
import { reindex } from './paper-texts.ts'
import { createRecord } from './record.ts'
import { removeFoundPapers } from './remove-found.ts'
import { dayOf, dayStart, nextDayStart } from './row-id.ts'
import type { Db } from './schema.ts'
import { thinSnapshots } from './thin-snapshots.ts'

const idsOf = (rows: readonly { id: number }[]): number[] => rows.map(({ id }) => id)

export const createPapers = (db: Db, dialect: SqlDialect): Papers => ({
  record: createRecord(db, dialect),
  addUnlisted: createAddUnlisted(db, dialect),
  candidates: (fromDay, toDay, growthSince) => candidates(db, { fromDay, toDay, growthSince }),
  counted: span => countedRows(db, span),
  snapshots: id => snapshotsOf(db, id),
  daysAround: day => daysAround(db, day),
  unvoted: keys => unvotedPapers(db, keys),
  find: id => findPaper(db, id),
  async categorise(id, categories) {
    await db.transaction().execute(async trx => {
      await dialect.takeTurns(trx, 'write papers')
      const rows = await trx
        .updateTable('papers')
        .set({ categories: JSON.stringify(categories) })
        .where('arxivId', '=', id)
        .returning('id')
        .execute()
      await reindex(trx, dialect, idsOf(rows))
    })
  },
  async delist(day, except) {
    return db.transaction().execute(trx => delist(trx, dialect, day, except))
  },
  async count() {
    const { count } = await db
      .selectFrom('papers')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    return count
  },
  async newestDay() {
    const newest = await db
      .selectFrom('snapshots')
      .select('paper')
      .orderBy('paper', 'desc')
      .limit(1)
      .executeTakeFirst()
    return newest && dayOf(newest.paper)
  },
  thinSnapshots: now => thinSnapshots(db, dialect, now),
  removeFoundBefore: at => removeFoundPapers(db, dialect, at),
})

/** See `Papers.delist`. */
async function delist(
  db: Db,
  dialect: SqlDialect,
  day: string,
  except: ReadonlySet<string>,
): Promise<{ delisted: number }> {
  await dialect.takeTurns(db, 'write papers')
  const rows = await db
    .selectFrom('papers')
    .select(['id', 'arxivId'])
    .where('id', '>', dayStart(day))
    .where('id', '<', nextDayStart(day))
    .where('delisted', 'is', null)
    .where(({ exists, selectFrom }) =>
      exists(selectFrom('snapshots').select('paper').whereRef('snapshots.paper', '=', 'papers.id')),
    )
    .execute()
  const gone = rows.filter(({ arxivId }) => !except.has(arxivId))
  if (gone.length > 0) {
    await db.updateTable('papers').set({ delisted: 1 }).where('id', 'in', idsOf(gone)).execute()
  }
  return { delisted: gone.length }
}
