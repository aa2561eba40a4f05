import { sql } from 'kysely'
import { z } from 'zod'
import type { Query } from '../../src/search/query/query.ts'
import { findingStatement, type Options } from './find-papers.ts'
import { ROWS_PER_DAY } from './row-id.ts'
import type { Db } from './schema.ts'

/** Up to this many papers are counted; beyond that, the newest of them give an estimate. */
export const SAMPLE = 400

const counted = z.object({
  papers: z.number(),
  oldest: z.number().nullable(),
  first: z.number().nullable(),
  last: z.number().nullable(),
})

/** See `PaperIndex.frequencies`. Counting all papers of common words would take longer than finding them. */
export async function frequencies(
  db: Db,
  queries: readonly Query[],
  options: Omit<Options, 'limit'>,
): Promise<number[]> {
  const found: number[] = []
  for (const query of queries) {
    const rows = findingStatement(query, { ...options, limit: SAMPLE })
    // Both ends in one select would read the whole table.
    const { rows: result } = await sql`select count(*) as papers, min(key) as oldest,
      (select min(id) from papers) as first, (select max(id) from papers) as last from (${rows}) as found`.execute(
      db,
    )
    const { papers, oldest, first, last } = counted.parse(result[0])
    const daysSince = (rowId: number): number => Math.floor(((last ?? 0) - rowId) / ROWS_PER_DAY) + 1
    // As many a day before as since then.
    found.push(
      papers < SAMPLE ? papers : Math.round((papers * daysSince(first ?? 0)) / daysSince(oldest ?? 0)),
    )
  }
  return found
}
