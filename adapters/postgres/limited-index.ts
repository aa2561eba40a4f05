import { type LimitedPaperIndex, type PaperIndex, TooBroadError } from '../../src/ports/paper-index.ts'
import { createPaperIndex } from '../sql/paper-index.ts'
import type { Db } from '../sql/schema.ts'
import { isTimeout } from './errors.ts'
import { createNewestFirst, type FindNewest } from './newest-first.ts'
import { POSTGRES } from './sql-dialect.ts'
import { indexOfPeriods } from './text-index.ts'

/** The database, with a time limit for each statement, ms. */
export type LimitedTo = (statementMs: number) => Db

/**
 * Setting a connection's limit takes as long as a small search. So a statement's limit is the time that is left, rounded up to one of
 * a few steps: most statements of a search have the same one, which is then set already.
 */
const STEPS = 6

/** The index, whose statements the server ends when the time of a search is over. */
export function createLimitedIndex(db: Db, limitedTo: LimitedTo, findNewest: FindNewest): LimitedPaperIndex {
  const indexOf = (db: Db): PaperIndex =>
    createNewestFirst(
      periods => createPaperIndex(db, { ...POSTGRES, texts: indexOfPeriods(periods) }),
      () => findNewest(db),
    )
  const index = indexOf(db)
  return { ...index, within: ms => limited(index, ms, { limitedTo, indexOf }) }
}

/** @param leftMs of a limit, ms */
export function statementLimit(leftMs: number, limitMs: number): number {
  const stepMs = limitMs / STEPS
  return Math.max(1, Math.floor(Math.ceil(leftMs / stepMs) * stepMs))
}

/** From so many papers on, two connections compare half of them each, because it takes longer to read them than to ask once more. */
const MANY = 500

/** Asks for the newest of `among` that match; of many, for those of each half at the same time. */
export async function inHalves<Options extends { among?: readonly number[]; limit: number }>(
  options: Options,
  ask: (options: Options) => Promise<readonly number[]>,
): Promise<number[]> {
  const { among = [] } = options
  const middle = Math.ceil(among.length / 2)
  const halves = [among.slice(0, middle), among.slice(middle)].map(among => ({ ...options, among }))
  const found = await Promise.all((among.length < MANY ? [options] : halves).map(ask))
  return found.flat().slice(0, options.limit)
}

function limited(
  index: PaperIndex,
  limitMs: number,
  { limitedTo, indexOf }: { limitedTo: LimitedTo; indexOf: (db: Db) => PaperIndex },
): PaperIndex {
  let leftMs = limitMs

  /** Waiting for the connection doesn't count. */
  const run = <Result>(work: (index: PaperIndex) => Promise<Result>): Promise<Result> => {
    if (leftMs < 1) throw new TooBroadError()
    return limitedTo(statementLimit(leftMs, limitMs))
      .connection()
      .execute(async connection => {
        const began = performance.now()
        try {
          return await work(indexOf(connection))
        } catch (error) {
          throw isTimeout(error) ? new TooBroadError() : error
        } finally {
          leftMs -= performance.now() - began
        }
      })
  }

  return {
    ...index,
    find: async (query, options) => run(index => index.find(query, options)),
    matching: (query, options) => inHalves(options, async part => run(index => index.matching(query, part))),
    words: async options => run(index => index.words(options)),
    // Each by itself, because the limit is one for each statement.
    async frequencies(queries, options) {
      const found: number[] = []
      for (const query of queries) found.push(...(await run(index => index.frequencies([query], options))))
      return found
    },
  }
}
