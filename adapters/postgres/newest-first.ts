import { sql } from 'kysely'
import type { PaperIndex } from '../../src/ports/paper-index.ts'
import { SAMPLE } from '../sql/frequencies.ts'
import { nextDayStart, ROWS_PER_DAY } from '../sql/row-id.ts'
import type { Db } from '../sql/schema.ts'
import { periodsBetween } from './periods.ts'

/** So many of the newest papers: all whose key isn't smaller than `from`. */
interface Step {
  papers: number
  from: number
}

export interface Newest {
  /** The key of the newest paper. */
  key: number
  /** Among which papers to look before looking among all, the fewest first. */
  steps: readonly Step[]
}

/** What is known of the newest papers; undefined where there are too few papers to look among some of them first. */
export type FindNewest = (db: Db) => Promise<Newest | undefined>

/** Unless there are more than this many times as many papers, looking among all of them at once takes no longer. */
const MANY_TIMES = 3
/** Of older papers, so many times as many are looked at as would be enough if they matched as often as the newest do. */
const MARGIN = 1.25
/** How long the keys are remembered, ms. */
const KEPT_MS = 10 * 60_000
/** The newest papers that were added since are at most so much newer than what was the newest, or than today: a month, in row ids. */
const LATER = 31 * ROWS_PER_DAY

/** @param sizes among how many of the newest papers to look, the fewest first */
export function createFindNewest(sizes: readonly number[]): FindNewest {
  let known: { newest: Newest | undefined; at: number } | undefined
  return async db => {
    if (known && performance.now() - known.at < KEPT_MS) return known.newest
    const at = performance.now()
    known = { newest: await findNewest(db, sizes), at }
    return known.newest
  }
}

async function findNewest(db: Db, sizes: readonly number[]): Promise<Newest | undefined> {
  const places = [...new Set([1, ...sizes, ...sizes.map(papers => papers * MANY_TIMES + 1)])]
  const keys = places.map(
    place => sql`(select paper from paper_texts order by paper desc offset ${place - 1} limit 1)`,
  )
  const query = sql<Record<string, number | null>>`select ${sql.join(
    keys.map((key, column) => sql`${key} as ${sql.ref(`k${column}`)}`),
  )}`
  const [row = {}] = (await query.execute(db)).rows
  const keyAt = new Map(places.map((place, column) => [place, row[`k${column}`] ?? undefined]))
  const key = keyAt.get(1)
  const steps = sizes.flatMap((papers): Step[] => {
    const from = keyAt.get(papers)
    return from !== undefined && keyAt.get(papers * MANY_TIMES + 1) !== undefined ? [{ papers, from }] : []
  })
  return key !== undefined && steps.length > 0 ? { key, steps } : undefined
}

/**
 * The index of a connection, which looks among the newest papers first, and among more only where these aren't enough: for common words, the
 * full-text index would return hundreds of thousands of papers, of which all but the newest are thrown away. Where a smallest key is given,
 * all from there on are looked at at once: whoever gives one knows that no fewer are enough.
 * @param indexOf the index of the papers that have one of some marks of periods, or of all
 */
export function createNewestFirst(
  indexOf: (periods: readonly string[]) => PaperIndex,
  findNewest: () => Promise<Newest | undefined>,
): PaperIndex {
  const all = indexOf([])

  /**
   * @param enough of how many papers `look` needn't look at more
   * @param countOf how many papers `look` has found
   */
  async function newestFirst<
    Found,
    Options extends { today: string; from?: number; among?: readonly number[] },
  >(
    options: Options,
    enough: number,
    look: (index: PaperIndex, options: Options) => Promise<Found>,
    countOf: (found: Found) => number,
  ): Promise<Found> {
    const newest = options.among ? undefined : await findNewest()
    if (!newest) return look(all, options)
    const last = Math.max(newest.key, nextDayStart(options.today)) + LATER
    const lookFrom = (from: number, periods: readonly string[]) =>
      look(indexOf(periods), { ...options, from })
    if (options.from) return lookFrom(options.from, periodsBetween(options.from, last))
    /** How many papers to look at, by how many of the newest match. */
    let expected = 0
    for (const { papers, from } of newest.steps) {
      if (papers < expected) continue
      const periods = periodsBetween(from, last)
      // Then the index would return the older ones as well.
      if (periods.length === 0) break
      const found = await lookFrom(from, periods)
      const count = countOf(found)
      if (count >= enough) return found
      expected = (MARGIN * papers * enough) / count
    }
    return look(all, options)
  }

  const list = <Found, Options extends { today: string; limit: number; from?: number }>(
    options: Options,
    look: (index: PaperIndex, options: Options) => Promise<Found[]>,
  ): Promise<Found[]> => newestFirst(options, options.limit, look, found => found.length)

  return {
    ...all,
    find: (query, options) => list(options, (index, changed) => index.find(query, changed)),
    matching: (query, options) => list(options, (index, changed) => index.matching(query, changed)),
    async frequencies(queries, options) {
      const found: number[] = []
      for (const query of queries) {
        const [count = 0] = await newestFirst(
          options,
          SAMPLE,
          (index, changed) => index.frequencies([query], changed),
          ([count = 0]) => count,
        )
        found.push(count)
      }
      return found
    },
  }
}
