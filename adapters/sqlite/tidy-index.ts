import { setImmediate } from 'node:timers/promises'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../sql/schema.ts'

/** How many pages (4 KB) one statement merges, in about 10 ms: as long as other work of this thread may wait. */
const PAGES = 100
/** Statements of one call, so that it ends. 40,000 papers that came a hundred at a time take 200. */
const MAX_STEPS = 300

const changes = z.object({ changes: z.number() })

/**
 * Merges the segments of the full-text index, which grow in number as papers are added. A search looks each word up in all of them,
 * which takes twice as long with ten as with one; FTS5 itself leaves up to three of each size. Source: sqlite.org/fts5.html, "The
 * 'merge' Command".
 */
export async function tidyIndex(db: Db): Promise<void> {
  await sql`insert into paper_texts (paper_texts, rank) values ('usermerge', 2)`.execute(db)
  for (let step = 0; step < MAX_STEPS; step++) {
    const before = await changesOf(db)
    await sql`insert into paper_texts (paper_texts, rank) values ('merge', ${PAGES})`.execute(db)
    // The statement itself counts as one.
    if ((await changesOf(db)) - before < 2) return
    await setImmediate()
  }
}

async function changesOf(db: Db): Promise<number> {
  const { rows } = await sql`select total_changes() as changes`.execute(db)
  return changes.parse(rows[0]).changes
}
