import type { Db } from './schema.ts'

const NAME = 'probe'
/** Characters: more than fit into the free pages that a full database may have left. */
const SIZE = 64 * 1024

/** Writes something and deletes it again, in one transaction. @throws what a write throws where the disk is full or fails */
export async function probe(db: Db): Promise<void> {
  await db.transaction().execute(async transaction => {
    const value = 'x'.repeat(SIZE)
    await transaction.deleteFrom('keyValues').where('name', '=', NAME).execute()
    await transaction.insertInto('keyValues').values({ name: NAME, value, expiresAt: null }).execute()
    await transaction.deleteFrom('keyValues').where('name', '=', NAME).execute()
  })
}
