import { sql } from 'kysely'
import type { PaperIndex } from '../../src/ports/paper-index.ts'
import type { Db } from '../sql/schema.ts'

/** The smallest key of the newest papers, among which most searches find enough; undefined where few papers are older. */
export type NewestFrom = (db: Db) => Promise<number | undefined>

/** Unless there are more than this many times as many papers, looking among all of them at once takes no longer. */
const MANY_TIMES = 3
/** How long the key is remembered, ms. */
const KEPT_MS = 10 * 60_000

/** @param papers how many are the newest */
export function createNewestFrom(papers: number): NewestFrom {
  let known: { key: number | undefined; at: number } | undefined
  return async db => {
    if (known && performance.now() - known.at < KEPT_MS) return known.key
    const at = performance.now()
    const nth = (place: number) =>
      sql`(select paper from paper_texts order by paper desc offset ${place} limit 1)`
    const query = sql<{
      newest: number | null
      others: number | null
    }>`select ${nth(papers - 1)} as newest, ${nth(papers * MANY_TIMES)} as others`
    const [row] = (await query.execute(db)).rows
    known = { key: row?.others ? (row.newest ?? undefined) : undefined, at }
    return known.key
  }
}

/**
 * The index of a connection, which looks among the newest papers first, and among all only where these aren't enough. GIN knows nothing of
 * newer and older: for common words it returns hundreds of thousands of papers, which are all read to find the newest.
 */
export function createNewestFirst(db: Db, index: PaperIndex, newestFrom: NewestFrom): PaperIndex {
  async function newestFirst<
    Found,
    Options extends { limit: number; from?: number; among?: readonly number[] },
  >(options: Options, look: (options: Options) => Promise<Found[]>): Promise<Found[]> {
    const from = options.among ? undefined : await newestFrom(db)
    if (from === undefined || from <= (options.from ?? 0)) return look(options)
    const found = await look({ ...options, from })
    return found.length < options.limit ? look(options) : found
  }
  return {
    ...index,
    find: (query, options) => newestFirst(options, changed => index.find(query, changed)),
    matching: (query, options) => newestFirst(options, changed => index.matching(query, changed)),
  }
}
