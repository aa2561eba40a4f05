import type { PostgresCursor, PostgresPoolClient, PostgresQueryResult } from 'kysely'
import type pg from 'pg'
import { retry } from '../../src/lib/retry.ts'
import { explainPostgresError, isConflict, troubleOf } from './errors.ts'

/** How a statement is retried after a conflict with another transaction. */
const REPEATING = { backoffMs: 5, maxBackoffMs: 100 }
const MAX_REPEATS = 5

/** PostgreSQL's text has no NUL characters, and people may send us some. */
const storable = (value: unknown): unknown =>
  typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '') : value

/**
 * A connection whose errors say what is wrong and what to do. A statement outside a transaction is retried after a conflict with
 * another one, and a lost connection isn't used again.
 * @param name what errors call the database
 * @param onRelease called once the connection is back in its pool
 */
export function explained(client: pg.PoolClient, name: string, onRelease: () => void): PostgresPoolClient {
  let isLost = false
  let isInTransaction = false
  // Without a listener, a connection that breaks would end the process; the query that uses it fails with its own error.
  const onError = (): void => {
    isLost = true
  }
  client.on('error', onError)

  async function run<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    try {
      const { command, rowCount, rows } = await client.query(text, values.map(storable))
      return { command: command as PostgresQueryResult<R>['command'], rowCount: rowCount ?? 0, rows }
    } catch (error) {
      if (troubleOf(error) === 'unreachable') isLost = true
      throw explainPostgresError(error, name)
    }
  }

  async function runAgain<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    const [, begin, end] = /^(begin|start transaction)|^(commit|rollback)$/.exec(text) ?? []
    if (begin) isInTransaction = true
    if (end) isInTransaction = false
    if (isInTransaction || end) return run(text, values)
    let failures = 0
    return retry(() => run<R>(text, values), {
      backoff: REPEATING,
      random: Math.random,
      shouldRetry: error => isConflict(error) && ++failures <= MAX_REPEATS,
    })
  }

  function query<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>>
  function query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>
  function query<R>(
    text: string | PostgresCursor<R>,
    values: readonly unknown[] = [],
  ): Promise<PostgresQueryResult<R>> | PostgresCursor<R> {
    if (typeof text !== 'string') throw new Error('the PostgreSQL store streams no queries')
    return runAgain(text, values)
  }

  return {
    query,
    release(destroy) {
      client.off('error', onError)
      client.release(destroy || isLost)
      onRelease()
    },
  }
}
