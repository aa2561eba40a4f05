import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import type { DatabaseConnection, QueryResult } from 'kysely'
import { createBoundedMap } from '../../src/lib/bounded-map.ts'
import { retry } from '../../src/lib/retry.ts'
import { explainSqliteError, isBusy } from './errors.ts'

/** How long SQLite itself waits for another process's lock, ms: while it does, nothing else runs in this process. */
export const BUSY_TIMEOUT_MS = 20
const PAUSE_MS = 5

/** Statements kept prepared. Bulk inserts have up to a hundred texts; the rest of the store some forty. */
const MAX_STATEMENTS = 200

interface Statement {
  statement: StatementSync
  hasRows: boolean
}

/**
 * One SQLite database as Kysely's connection: statements are prepared once, and a locked database is asked again for
 * up to `lockWaitMs`, during which the rest of the process goes on.
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
    // The types of Kysely's tables say what a query gives; what its rows hold is parsed where they are read.
    if (hasRows) return { rows: statement.all(...values) as R[] }
    return { rows: [], numAffectedRows: BigInt(statement.run(...values).changes) }
  }

  return {
    executeQuery: ({ sql, parameters }) => patiently(() => run(sql, parameters), { file, lockWaitMs }),
    // biome-ignore lint/correctness/useYield: it only refuses
    async *streamQuery() {
      throw new Error('the SQLite store streams no queries')
    },
  }
}

function bindable(value: unknown): SQLInputValue {
  if (value === null || typeof value === 'string' || typeof value === 'number') return value
  throw new TypeError(`SQLite can't keep a ${typeof value} as it is`)
}

/**
 * Does something that another process's lock may hinder, again and again for up to `lockWaitMs`.
 * @throws StoreError where the surroundings don't allow it
 */
export async function patiently<T>(
  work: () => T,
  { file, lockWaitMs }: { file: string; lockWaitMs: number },
): Promise<T> {
  const deadline = performance.now() + lockWaitMs
  try {
    return await retry(work, {
      backoff: { backoffMs: PAUSE_MS, maxBackoffMs: PAUSE_MS },
      random: Math.random,
      shouldRetry: error => isBusy(error) && performance.now() < deadline,
    })
  } catch (error) {
    throw explainSqliteError(error, file)
  }
}
