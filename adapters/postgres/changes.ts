import { EventEmitter } from 'node:events'
import { sql } from 'kysely'
import pg from 'pg'
import { messageOf } from '../../src/lib/errors.ts'
import { pause, retry } from '../../src/lib/retry.ts'
import type { Changes, Topic } from '../../src/ports/changes.ts'
import type { Log } from '../../src/ports/log.ts'
import type { Db } from '../sql/schema.ts'

/** The channel of our notifications; their payload is the topic. */
const CHANNEL = 'paper_round'

/** Waits between attempts to listen again, ms. Meanwhile the minute tick finds what was missed. */
const BACKOFF = { backoffMs: 200, maxBackoffMs: 10_000 }
const CONNECT_MS = 5_000
/** How often we check that the connection we listen on is alive, ms: nothing reports a cut cable. */
const LOOK_EVERY_MS = 20_000
const LOOK_WITHIN_MS = 5_000

export interface ListeningChanges extends Changes {
  close(): Promise<void>
}

/** Notifications by LISTEN and NOTIFY, on a connection of their own from the first listener on. */
export function createChanges(options: { db: Db; url: string; log: Log }): ListeningChanges {
  const { db, url, log } = options
  const emitter = new EventEmitter<Record<Topic, []>>()
  const closing = new AbortController()
  const { signal } = closing
  let listening: Promise<void> | undefined

  async function connect(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: url,
      application_name: 'paper-round notifications',
      connectionTimeoutMillis: CONNECT_MS,
      query_timeout: LOOK_WITHIN_MS,
      keepAlive: true,
    })
    client.on('error', error =>
      log.debug({ error: messageOf(error) }, 'lost the connection for notifications'),
    )
    try {
      await client.connect()
      client.on('notification', ({ payload = '' }) => emitter.emit(payload as Topic))
      await client.query(`listen ${CHANNEL}`)
      return client
    } catch (error) {
      client.end().catch(() => {})
      throw error
    }
  }

  /** Resolves once the connection is lost or closed. */
  async function hold(client: pg.Client): Promise<void> {
    const over = new AbortController()
    const end = (): void => over.abort()
    client.on('end', end)
    client.on('error', end)
    const ended = AbortSignal.any([over.signal, signal])
    while (!ended.aborted) {
      await pause(LOOK_EVERY_MS, ended)
      if (!ended.aborted) await client.query('select 1').catch(end)
    }
    client.end().catch(() => {})
  }

  async function keepListening(): Promise<void> {
    while (!signal.aborted) {
      const client = await retry(connect, {
        backoff: BACKOFF,
        random: Math.random,
        signal,
        shouldRetry: () => !signal.aborted,
        onRetry: error => log.debug({ error: messageOf(error) }, 'could not listen for notifications'),
      })
      // Some may have been missed.
      for (const topic of emitter.eventNames()) emitter.emit(topic)
      await hold(client)
    }
  }

  return {
    async publish(topic) {
      await sql`select pg_notify(${CHANNEL}, ${topic})`.execute(db)
    },
    listen(topic, listener) {
      emitter.on(topic, listener)
      listening ??= keepListening().catch(error => {
        if (!signal.aborted) log.warn({ error: messageOf(error) }, 'no longer listening for notifications')
      })
      return () => emitter.off(topic, listener)
    },
    async close() {
      closing.abort(new Error('the database is closed'))
      await listening
    },
  }
}
