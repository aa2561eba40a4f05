import { sql } from 'kysely'
import { type LimitedPaperIndex, type PaperIndex, TooBroadError } from '../../src/ports/paper-index.ts'
import { createPaperIndex } from '../sql/paper-index.ts'
import type { Db } from '../sql/schema.ts'
import { isTimeout } from './errors.ts'
import { POSTGRES } from './parts.ts'

/** The index, whose statements the server ends when the time of a search is over. */
export function createLimitedIndex(db: Db): LimitedPaperIndex {
  const index = createPaperIndex(db, POSTGRES)
  return { ...index, within: ms => limited(db, index, ms) }
}

function limited(db: Db, index: PaperIndex, limitMs: number): PaperIndex {
  let leftMs = limitMs

  /** Waiting for the connection doesn't count. */
  const run = <Result>(work: (index: PaperIndex) => Promise<Result>): Promise<Result> =>
    db.connection().execute(async connection => {
      if (leftMs < 1) throw new TooBroadError()
      const limit = String(Math.floor(leftMs))
      // Compiling a query takes longer than most searches.
      await sql`select set_config('statement_timeout', ${limit}, false), set_config('jit', 'off', false)`.execute(
        connection,
      )
      const began = performance.now()
      try {
        return await work(createPaperIndex(connection, POSTGRES))
      } catch (error) {
        throw isTimeout(error) ? new TooBroadError() : error
      } finally {
        leftMs -= performance.now() - began
        await sql`reset all`.execute(connection)
      }
    })

  return {
    ...index,
    find: (query, options) => run(index => index.find(query, options)),
    matching: (query, options) => run(index => index.matching(query, options)),
    words: options => run(index => index.words(options)),
    // Each by itself, because the limit is one for each statement.
    async frequencies(queries, options) {
      const found: number[] = []
      for (const query of queries) found.push(...(await run(index => index.frequencies([query], options))))
      return found
    },
  }
}
