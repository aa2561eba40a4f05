import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** A single paper that a person posted has an origin of its own, because it is no digest. Until now the edition's name said so. */
export const singlePapers = (): Migration => ({
  async up(db) {
    await sql`update deliveries set origin = 'paper'
      where edition like 'post-paper %' or edition like 'share %'`.execute(db)
  },
})
