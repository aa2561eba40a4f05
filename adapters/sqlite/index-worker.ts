import { DatabaseSync } from 'node:sqlite'
import { parentPort, workerData } from 'node:worker_threads'
import { CamelCasePlugin, Kysely } from 'kysely'
import { z } from 'zod'
import { messageOf } from '../../src/lib/errors.ts'
import { type PaperIndex, TooBroadError } from '../../src/ports/paper-index.ts'
import { StoreError } from '../../src/ports/store-error.ts'
import type { Database } from '../sql/schema.ts'
import { BUSY_TIMEOUT_MS, createSqliteConnection } from './connection.ts'
import { createDeadline } from './deadline.ts'
import type { FromIndexThread, Job, Jobs } from './index-messages.ts'
import { createSqliteDialect } from './kysely-dialect.ts'
import { packHits } from './packed-hits.ts'
import { createSqliteIndex } from './sqlite-index.ts'

/** The worker thread of index-thread.ts: one job after the other, on a read-only connection of its own. */

const optionsSchema = z.object({ file: z.string(), lockWaitMs: z.number() })

function open() {
  const { file, lockWaitMs } = optionsSchema.parse(workerData)
  const database = new DatabaseSync(file, { readOnly: true, timeout: BUSY_TIMEOUT_MS })
  const connection = createSqliteConnection(database, { file, lockWaitMs })
  const dialect = createSqliteDialect(database, connection)
  const db = new Kysely<Database>({ dialect, plugins: [new CamelCasePlugin()] })
  const deadline = createDeadline(database)
  const index = createSqliteIndex(db, deadline.eachRow)
  return {
    setDeadline: deadline.set,
    async run(job: Job): Promise<unknown> {
      deadline.check()
      return call(index, job)
    },
  }
}

async function call(index: PaperIndex, job: Job): Promise<unknown> {
  switch (job.method) {
    case 'find':
      return packHits(await index.find(...job.args))
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
