import type { Papers } from '../../src/ports.ts'
import { createAddUnlisted } from './add-unlisted.ts'
import { candidates, findPaper } from './candidates.ts'
import { createRecord } from './record.ts'
import { dayOf } from './row-id.ts'
import type { Db } from './schema.ts'
import { thinSnapshots } from './thin-snapshots.ts'

export const createPapers = (db: Db): Papers => ({
  record: createRecord(db),
  addUnlisted: createAddUnlisted(db),
  candidates: fromDay => candidates(db, fromDay),
  find: id => findPaper(db, id),
  async categorise(id, categories) {
    await db
      .updateTable('papers')
      .set({ categories: JSON.stringify(categories) })
      .where('arxivId', '=', id)
      .execute()
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
