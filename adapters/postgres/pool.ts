import { setImmediate } from 'node:timers/promises'
import type { PostgresPool, PostgresPoolClient } from 'kysely'
import pg from 'pg'
import { messageOf } from '../../src/lib/errors.ts'
import { retry } from '../../src/lib/retry.ts'
import type { Log } from '../../src/ports/log.ts'
import { explained } from './client.ts'
import { explainPostgresError, troubleOf } from './errors.ts'

export interface PoolOptions {
  /** `postgres://…`, with whatever `pg` reads from it, such as `sslmode`. */
  url: string
  /** What errors call the database. */
  name: string
  log: Log
  /** Whether the bot itself opens it, by which doctor sees that one is running. */
  isBot?: boolean | undefined
  /** Connections at most. */
  size?: number | undefined
  /** How long one statement may take, ms; 0 for as long as it has to. */
  statementMs?: number | undefined
  /** How long one statement may wait for a lock, ms; without it, as long as it may take. */
  lockMs?: number | undefined
  /** How long to try to connect again before a query fails, ms. */
  connectMs?: number | undefined
}

/** What the server calls the bot's connections. */
export const BOT = 'paper-round'

/** How many connections one process has at most. PostgreSQL allows 100 unless it is set up otherwise. */
const SIZE = 10
const IDLE_MS = 30_000
const STATEMENT_MS = 30_000
const CONNECT_MS = 2_000
/** How long after its own limit the server may take to say so, ms; then the connection counts as lost. */
const GRACE_MS = 5_000
/** Waits between attempts to connect. */
const RECONNECTING = { backoffMs: 50, maxBackoffMs: 500 }

/** 64-bit integers are numbers here: times in ms, row ids and counts, all below 2^53. */
const INT8 = 20
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => (oid === INT8 ? Number : pg.types.getTypeParser(oid, format)),
}

/** Connections for Kysely. */
export interface Pool extends PostgresPool {
  /** The same connections, with a time limit for each statement. A connection keeps its limit until it is used with another. */
  limitedTo(statementMs: number): PostgresPool
  /** Refuses further requests, and resolves when those from before have ended. */
  drain(): Promise<void>
}

/**
 * A pool of connections whose errors say what is wrong and what to do. A connection that is lost is replaced when the next query needs one.
 */
export function createPool(options: PoolOptions): Pool {
  const {
    url,
    name,
    log,
    isBot = false,
    size = SIZE,
    statementMs = STATEMENT_MS,
    lockMs,
    connectMs = CONNECT_MS,
  } = options
  const pool = new pg.Pool({
    connectionString: url,
    application_name: isBot ? BOT : `${BOT} command`,
    // By the connection that a bot always has, others see that it is running.
    min: isBot ? 1 : 0,
    max: size,
    idleTimeoutMillis: IDLE_MS,
    connectionTimeoutMillis: STATEMENT_MS,
    statement_timeout: statementMs,
    ...(lockMs !== undefined && { lock_timeout: lockMs }),
    query_timeout: statementMs === 0 ? 0 : statementMs + GRACE_MS,
    keepAlive: true,
    types,
  })
  let isClosed = false
  let inUse = 0
  let onIdle = (): void => {}
  // Without a listener, a connection that breaks while nobody uses it would end the process.
  pool.on('error', error => log.debug({ error: messageOf(error) }, 'lost an idle connection to the database'))

  // To compile a query, or to start processes that share it, takes longer than most of ours, and never pays.
  pool.on('connect', client => {
    client
      .query('set jit = off; set max_parallel_workers_per_gather = 0')
      .catch(error => log.debug({ error: messageOf(error) }, 'could not switch off what takes long to begin'))
  })
  /** The limits of statements that aren't the usual one, ms. */
  const limits = new WeakMap<pg.PoolClient, number>()

  function leave(): void {
    inUse--
    if (inUse === 0) onIdle()
  }

  async function limit(client: pg.PoolClient, limitMs: number): Promise<void> {
    if ((limits.get(client) ?? statementMs) === limitMs) return
    try {
      await client.query("select set_config('statement_timeout', $1, false)", [String(limitMs)])
      limits.set(client, limitMs)
    } catch (error) {
      client.release(true)
      throw error
    }
  }

  async function connect(limitMs: number): Promise<PostgresPoolClient> {
    if (isClosed) throw new Error('the database is closed')
    inUse++
    const deadline = performance.now() + connectMs
    try {
      const connected = async (): Promise<pg.PoolClient> => {
        const client = await pool.connect()
        await limit(client, limitMs)
        return client
      }
      const client = await retry(connected, {
        backoff: RECONNECTING,
        random: Math.random,
        shouldRetry: error => troubleOf(error) === 'unreachable' && performance.now() < deadline,
      })
      return explained(client, name, leave)
    } catch (error) {
      leave()
      throw explainPostgresError(error, name)
    }
  }

  return {
    options: pool.options,
    connect: () => connect(statementMs),
    end: () => pool.end(),
    limitedTo: ms => ({ options: pool.options, connect: () => connect(ms), end: () => pool.end() }),
    async drain() {
      // A request that was made just before hasn't asked for its connection yet.
      await setImmediate()
      isClosed = true
      if (inUse === 0) return
      await new Promise<void>(resolve => {
        onIdle = resolve
      })
    },
  }
}
