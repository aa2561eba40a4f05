import type { BackupRecovery } from '../delivery/backup-recovery.ts'
import type { Worker } from '../delivery/worker.ts'
import type { Chat } from '../ports/chat.ts'
import type { Log } from '../ports/log.ts'
import { RefusedError } from '../ports/refused-error.ts'
import type { JobRuns } from './job-runs.ts'
import type { Jobs } from './jobs.ts'

/** Starting and stopping in order. */
export interface Lifecycle {
  /** Collects once, begins to connect, and starts the jobs. Chat platforms may still be connecting afterwards. */
  start(): Promise<void>
  /** Resolves once every platform is connected. Rejects with RefusedError when all of them have rejected our tokens. */
  connected(): Promise<void>
  /** Starts nothing new, lets what is being sent settle, and disconnects. */
  stop(): Promise<void>
  /** Why the app isn't ready, in words; empty when it is. */
  obstacles(): Promise<string[]>
}

/** @param deps.stopGraceMs how long a stop waits for what is being sent */
export function createLifecycle(deps: {
  chats: readonly Chat[]
  jobs: Jobs
  recovery: BackupRecovery
  worker: Worker
  runs: JobRuns
  /** Why the database can't be written, in a sentence, if it can't. */
  storeTrouble: () => Promise<string | undefined>
  log: Log
  stopGraceMs: number
}): Lifecycle {
  const { chats, jobs, recovery, worker, runs, log } = deps
  const obstacles = new Map<string, string>()
  let connecting: Promise<void> = Promise.resolve()
  let starting: Promise<void> = Promise.resolve()
  let isStopping = false

  async function connect(chat: Chat): Promise<RefusedError | undefined> {
    obstacles.set(chat.platform, `${chat.platform} is not connected yet`)
    try {
      await chat.start()
      // A stop ends the attempts to connect, which isn't an error.
      if (isStopping) return undefined
      obstacles.delete(chat.platform)
      log.info({ platform: chat.platform }, 'connected')
      // What was due when the previous process ended doesn't wait for the next full minute.
      jobs.deliverSoon()
      return undefined
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error
      obstacles.set(chat.platform, error.message)
      log.error({ platform: chat.platform }, error.message)
      return error
    }
  }

  async function connectAll(): Promise<void> {
    const refusals = await Promise.all(chats.map(connect))
    const [first] = refusals
    if (first && refusals.every(Boolean)) throw first
  }

  return {
    start() {
      const recovered = recovery.begin()
      connecting = recovered.then(connectAll)
      connecting.catch(() => {})
      starting = recovered.then(jobs.start)
      return starting
    },
    connected: () => connecting,
    async stop() {
      isStopping = true
      await Promise.all([
        jobs.stop(),
        starting,
        worker.stop(deps.stopGraceMs),
        ...chats.map(chat => chat.stop()),
      ])
    },
    async obstacles() {
      if (isStopping) return ['Paper Round is stopping.']
      const lost = chats.filter(chat => !obstacles.has(chat.platform) && !chat.connected())
      const trouble = await deps.storeTrouble()
      return [
        ...obstacles.values(),
        ...lost.map(chat => `${chat.platform} has lost its connection; the log says more`),
        ...new Set([...(trouble === undefined ? [] : [trouble]), ...runs.obstacles()]),
      ]
    },
  }
}
