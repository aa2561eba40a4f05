import type { Database, Db } from './schema.ts'

const BATCH_SIZE = 500

/** The rows of all papers in batches, oldest first. */
export async function* paperBatches(db: Db): AsyncGenerator<Database['papers'][]> {
  for (let after = 0; ; ) {
    const rows = await db
      .selectFrom('papers')
      .selectAll()
      .where('id', '>', after)
      .orderBy('id')
      .limit(BATCH_SIZE)
      .execute()
    const last = rows.at(-1)
    if (!last) return
    yield rows
    after = last.id
  }
}
