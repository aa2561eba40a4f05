import { DatabaseSync } from 'node:sqlite'
import { parentPort, workerData } from 'node:worker_threads'
import { CamelCasePlugin, Kysely, sql } from 'kysely'
import { z } from 'zod'
import { messageOf } from '../../src/lib/errors.ts'
import { type PaperIndex, TooBroadError } from '../../src/ports/paper-index.ts'
import { StoreError } from '../../src/ports/store-error.ts'
import type { Database } from '../sql/schema.ts'
import { BUSY_TIMEOUT_MS, createSqliteConnection } from './connection.ts'
import { createSqliteDialect } from './dialect.ts'
import type { FromIndexThread, Job, Jobs } from './index-messages.ts'
import { createSqliteIndex } from './sqlite-index.ts'

/** The worker thread of index-thread.ts: one job after the other, on a read-only connection of its own. */

const optionsSchema = z.object({ file: z.string(), lockWaitMs: z.number() })

/** The clock is looked at for papers whose key is a multiple of this: that takes longer than reading a row. A power of 2. */
const KEYS_PER_LOOK = 64

function open() {
  const { file, lockWaitMs } = optionsSchema.parse(workerData)
  const database = new DatabaseSync(file, { readOnly: true, timeout: BUSY_TIMEOUT_MS })
  const connection = createSqliteConnection(database, { file, lockWaitMs })
  const dialect = createSqliteDialect(database, connection)
  const db = new Kysely<Database>({ dialect, plugins: [new CamelCasePlugin()] })
  let deadline = Number.POSITIVE_INFINITY
  database.function('in_time', () => {
    if (performance.now() > deadline) throw new TooBroadError()
    return 1
  })
  const index = createSqliteIndex(db, sql`(rowid & ${sql.lit(KEYS_PER_LOOK - 1)} or in_time())`)
  return {
    setDeadline(at: number): void {
      deadline = at
    },
    async run(job: Job): Promise<unknown> {
      if (performance.now() > deadline) throw new TooBroadError()
      return call(index, job)
    },
  }
}

function call(index: PaperIndex, job: Job): Promise<unknown> {
  switch (job.method) {
    case 'find':
      return index.find(...job.args)
    case 'matching':
      return index.matching(...job.args)
    case 'narrow':
      return index.narrow(...job.args)
    case 'headings':
      return index.headings(...job.args)
    case 'load':
      return index.load(...job.args)
    case 'keys':
      return index.keys(...job.args)
    case 'words':
      return index.words(...job.args)
    case 'frequencies':
      return index.frequencies(...job.args)
    case 'shortForms':
      return index.shortForms(...job.args)
  }
}

function failure(error: unknown, ms: number): FromIndexThread {
  if (error instanceof TooBroadError) return { kind: 'too broad', message: error.message, ms }
  const isOfStore = error instanceof StoreError
  return {
    kind: 'failed',
    message: messageOf(error),
    trouble: isOfStore ? error.trouble : undefined,
    ofStore: isOfStore,
  }
}

function work(): void {
  if (!parentPort) throw new Error('this file runs as a worker only')
  const port = parentPort
  const send = (message: FromIndexThread): void => port.postMessage(message)
  const { run, setDeadline } = open()
  async function answer(job: Job): Promise<void> {
    const began = performance.now()
    try {
      const result = await run(job)
      send({ kind: 'done', result, ms: performance.now() - began })
    } catch (error) {
      send(failure(error, performance.now() - began))
    }
  }
  port.on('message', async ({ jobs, limitMs = Number.POSITIVE_INFINITY }: Jobs) => {
    setDeadline(performance.now() + limitMs)
    for (const job of jobs) await answer(job)
  })
  send({ kind: 'ready' })
}

work()
