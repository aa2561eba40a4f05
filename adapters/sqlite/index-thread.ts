import type { Worker } from 'node:worker_threads'
import { within } from '../../src/lib/time-limit.ts'
import { type LimitedPaperIndex, type PaperIndex, TooBroadError } from '../../src/ports/paper-index.ts'
import { StoreError } from '../../src/ports/store-error.ts'
import { startWorker } from '../shared/start-worker.ts'
import { hasPrefixes } from './breadth.ts'
import type { FromIndexThread, Job, Jobs } from './index-messages.ts'
import { type PackedHits, unpackHits } from './packed-hits.ts'

/**
 * How much longer than its limit a job may take before its thread is terminated, ms. The thread stops a statement between two rows;
 * this allows for what FTS5 does before the first row.
 */
const GRACE_MS = 50
/** How many threads may still be terminating. With more of them, the next job waits. */
const MAX_ENDING = 2
/** How long closing waits for them, ms. */
const CLOSE_MS = 1_000

/** What is left of the time of several jobs, ms. */
interface Limit {
  leftMs: number
}

interface Waiting {
  job: Job
  limit: Limit | undefined
  resolve(result: unknown): void
  reject(error: unknown): void
}

/** The index in a thread of its own, so that a search never delays an acknowledgement. */
export interface IndexThread {
  index: LimitedPaperIndex
  /** Finishes what was requested before. */
  close(): Promise<void>
}

/**
 * The index of a database file, on a read-only connection in a worker thread, which is started by the first job. It does one job at
 * a time, in their order, and gets those that wait for the same limit together. One that takes too long ends with its thread, and
 * another takes its place.
 */
export function createIndexThread(options: { file: string; lockWaitMs: number }): IndexThread {
  const queue: Waiting[] = []
  const ending = new Set<Promise<unknown>>()
  let worker: Worker | undefined
  let isReady = false
  /** The jobs that the thread has, the one that it does first. */
  let running: { jobs: Waiting[]; timer: NodeJS.Timeout | undefined } | undefined
  let isClosed = false
  let onIdle = (): void => {}

  function start(): Worker {
    const started = startWorker('index-worker', import.meta.url, options)
    started.on('message', (message: FromIndexThread) => started === worker && receive(message))
    started.on('error', error => started === worker && fail(error))
    isReady = false
    worker = started
    return started
  }

  /** Ends the thread without waiting for it: a statement of SQLite can't be interrupted from outside. */
  function giveUp(): void {
    const end = worker?.terminate()
    worker = undefined
    if (!end) return
    ending.add(end)
    end.finally(() => {
      ending.delete(end)
      next()
    })
  }

  function fail(error: Error): void {
    giveUp()
    if (running) finish(error)
    else queue.shift()?.reject(error)
    next()
  }

  /** Ends the jobs that the thread has. */
  function finish(error: Error): void {
    const jobs = running?.jobs ?? []
    clearTimeout(running?.timer)
    running = undefined
    for (const { reject } of jobs) reject(error)
  }

  function receive(message: FromIndexThread): void {
    if (message.kind === 'ready') isReady = true
    else {
      const answered = running?.jobs.shift()
      if (running?.jobs.length === 0) {
        clearTimeout(running.timer)
        running = undefined
      }
      if (answered) settle(answered, message)
    }
    next()
  }

  function settle(waiting: Waiting, message: Exclude<FromIndexThread, { kind: 'ready' }>): void {
    if (message.kind === 'failed') waiting.reject(errorOf(message))
    else {
      if (waiting.limit) waiting.limit.leftMs -= message.ms
      if (message.kind === 'done') waiting.resolve(message.result)
      else waiting.reject(new TooBroadError(message.message))
    }
  }

  function cutOff(jobs: readonly Waiting[]): void {
    // If this thread itself was blocked, the answers may have arrived already.
    setImmediate(() => {
      if (running?.jobs !== jobs) return
      for (const { limit } of jobs) if (limit) limit.leftMs = 0
      giveUp()
      finish(new TooBroadError())
      next()
    })
  }

  function next(): void {
    if (running) return
    const [first] = queue
    if (!first) {
      worker?.unref()
      onIdle()
    } else if (first.limit && first.limit.leftMs <= 0) {
      queue.shift()
      first.reject(new TooBroadError())
      next()
    } else if (worker || ending.size < MAX_ENDING) {
      const current = worker ?? start()
      current.ref()
      if (isReady) send(current, first.limit)
    }
  }

  function send(thread: Worker, limit: Limit | undefined): void {
    const others = queue.findIndex((waiting, place) => place > 0 && (!limit || waiting.limit !== limit))
    const jobs = queue.splice(0, others < 0 ? queue.length : others)
    const timer = limit && setTimeout(cutOff, limit.leftMs + GRACE_MS, jobs)
    running = { jobs, timer }
    const sent: Jobs = { jobs: jobs.map(({ job }) => job), limitMs: limit?.leftMs }
    thread.postMessage(sent)
  }

  function run(job: Job, limit?: Limit): Promise<unknown> {
    if (isClosed) return Promise.reject(new Error('the database is closed'))
    const { promise, resolve, reject } = Promise.withResolvers<unknown>()
    queue.push({ job, limit, resolve, reject })
    // Requests of the same moment go to the thread together.
    queueMicrotask(next)
    return promise
  }

  // The thread answers with what the same method returned there, except that hits come packed.
  const call =
    <Name extends keyof PaperIndex>(method: Name, limit?: Limit) =>
    (...args: Parameters<PaperIndex[Name]>) =>
      run({ method, args } as Job, limit) as ReturnType<PaperIndex[Name]>
  const find =
    (limit?: Limit): PaperIndex['find'] =>
    async (...args) =>
      unpackHits((await run({ method: 'find', args }, limit)) as PackedHits)

  const indexWith = (limit?: Limit): PaperIndex => ({
    find: find(limit),
    matching: call('matching', limit),
    words: call('words', limit),
    narrow: async query => (hasPrefixes(query) ? call('narrow')(query) : { query, broad: [] }),
    headings: call('headings'),
    load: call('load'),
    keys: call('keys'),
    frequencies: call('frequencies', limit),
    shortForms: call('shortForms'),
  })

  return {
    index: { ...indexWith(), within: ms => indexWith({ leftMs: ms }) },
    async close() {
      isClosed = true
      if (running || queue.length > 0) {
        await new Promise<void>(resolve => {
          onIdle = resolve
        })
      }
      giveUp()
      await within(Promise.allSettled(ending), CLOSE_MS)
    },
  }
}

const errorOf = ({ message, trouble, ofStore }: FromIndexThread & { kind: 'failed' }): Error =>
  ofStore ? new StoreError(message, trouble ? { trouble } : {}) : new Error(message)
