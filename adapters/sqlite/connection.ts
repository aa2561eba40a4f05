import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import type { DatabaseConnection, QueryResult } from 'kysely'
import { createBoundedMap } from '../../src/lib/bounded-map.ts'
import { retry } from '../../src/lib/retry.ts'
import { explainSqliteError, isBusy } from './errors.ts'

/** How long SQLite itself waits for another process's lock, ms. It blocks this process meanwhile. */
export const BUSY_TIMEOUT_MS = 20
const RETRY_MS = 5

/** How many prepared statements are cached. Bulk inserts have up to a hundred texts, the rest of the store some forty. */
const MAX_STATEMENTS = 200

interface Statement {
  statement: StatementSync
  hasRows: boolean
}

/**
 * One SQLite database as Kysely's connection. Statements are prepared once. While the database is locked they are retried for up to
 * `lockWaitMs`, without blocking the process.
 */
export function createSqliteConnection(
  database: DatabaseSync,
  { file, lockWaitMs }: { file: string; lockWaitMs: number },
): DatabaseConnection {
  const statements = createBoundedMap<string, Statement>(MAX_STATEMENTS)

  function prepare(sql: string): Statement {
    const known = statements.get(sql)
    if (known) return known
    const statement = database.prepare(sql)
    const prepared = { statement, hasRows: statement.columns().length > 0 }
    // FTS5 inserts rows of its own, whose numbers can be beyond what a JavaScript number holds.
    if (!prepared.hasRows) statement.setReadBigInts(true)
    statements.set(sql, prepared)
    return prepared
  }

  function run<R>(sql: string, parameters: readonly unknown[]): QueryResult<R> {
    const { statement, hasRows } = prepare(sql)
    const values = parameters.map(bindable)
    // Kysely's table types describe the rows; columns with further structure are parsed where they are read.
    if (hasRows) return { rows: statement.all(...values) as R[] }
    return { rows: [], numAffectedRows: BigInt(statement.run(...values).changes) }
  }

  return {
    executeQuery: ({ sql, parameters }) => retryWhileLocked(() => run(sql, parameters), { file, lockWaitMs }),
    // biome-ignore lint/correctness/useYield: it always throws
    async *streamQuery() {
      throw new Error('the SQLite store streams no queries')
    },
  }
}

/**
 * node:sqlite binds every JavaScript number as REAL. FTS5 ignores a limit on the row id that isn't an INTEGER, and reads all papers
 * instead, which takes a hundred times as long among a million.
 */
function bindable(value: unknown): SQLInputValue {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value
  if (value === null || typeof value === 'string') return value
  throw new TypeError(`SQLite can't store a ${typeof value}`)
}

/**
 * Runs `work`, again for up to `lockWaitMs` while another process has the database locked.
 * @throws StoreError where the file, disk or permissions don't allow it, or it stays locked
 */
export async function retryWhileLocked<T>(
  work: () => T,
  { file, lockWaitMs }: { file: string; lockWaitMs: number },
): Promise<T> {
  const deadline = performance.now() + lockWaitMs
  try {
    return await retry(work, {
      backoff: { backoffMs: RETRY_MS, maxBackoffMs: RETRY_MS },
      random: Math.random,
      shouldRetry: error => isBusy(error) && performance.now() < deadline,
    })
  } catch (error) {
    throw explainSqliteError(error, file)
  }
}
