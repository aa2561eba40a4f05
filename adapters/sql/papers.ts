import type { Papers } from '../../src/ports/papers.ts'
import { createAddUnlisted } from './add-unlisted.ts'
import { candidates, findPaper } from './candidates.ts'
import { reindex } from './paper-texts.ts'
import { createRecord } from './record.ts'
import { dayOf } from './row-id.ts'
import type { Db } from './schema.ts'
import { thinSnapshots } from './thin-snapshots.ts'

const idsOf = (rows: readonly { id: number }[]): number[] => rows.map(({ id }) => id)

export const createPapers = (db: Db): Papers => ({
  record: createRecord(db),
  addUnlisted: createAddUnlisted(db),
  candidates: (fromDay, toDay) => candidates(db, fromDay, toDay),
  find: id => findPaper(db, id),
  async categorise(id, categories) {
    await db.transaction().execute(async trx => {
      const rows = await trx
        .updateTable('papers')
        .set({ categories: JSON.stringify(categories) })
        .where('arxivId', '=', id)
        .returning('id')
        .execute()
      await reindex(trx, idsOf(rows))
    })
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
  thinSnapshots: now => thinSnapshots(db, now),
})
