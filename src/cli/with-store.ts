import { createLog } from '../../adapters/log/pino.ts'
import { openStore } from '../../adapters/stores.ts'
import { createProgress, type Progress } from '../../adapters/terminal/progress.ts'
import { type ReadyPlatform, type ReadyPublisher, readConfiguration } from '../../config/env.ts'
import type { Env } from '../../config/schema.ts'
import { connectThrough, databaseOf } from '../composition/connections.ts'
import { thisProcess } from '../composition/process.ts'
import type { ProxySettings } from '../lib/proxy.ts'
import type { Log } from '../ports/log.ts'
import type { Store } from '../ports/store.ts'
import { onStopSignal } from './stop-signals.ts'

/** What a command that works on the store gets. */
export interface Work {
  env: Env
  /** The chat platforms that are set up. */
  chats: readonly ReadyPlatform[]
  /** The platforms that only receive. */
  publishers: readonly ReadyPublisher[]
  proxy: ProxySettings | undefined
  /** See `Configuration`. */
  warnings: readonly string[]
  store: Store
  log: Log
  progress: Progress
  /** Aborts when a person interrupts; a second time ends the process at once. */
  signal: AbortSignal
}

/** How long the work took, ms, and by how many bytes the database grew. */
export interface Cost {
  ms: number
  bytes: number
}

/**
 * Runs work on the store, also while the bot is running: both may write.
 * @throws ConfigError, StoreError
 */
export async function withStore<Result>(
  work: (on: Work) => Promise<Result>,
): Promise<{ result: Result; cost: Cost }> {
  const { env, chats, publishers, proxy, warnings } = readConfiguration(
    thisProcess.env,
    thisProcess.platforms,
  )
  const log = await createLog({ level: env.LOG_LEVEL === 'info' ? 'error' : env.LOG_LEVEL, format: 'pretty' })
  await connectThrough(proxy)
  const store = await openStore(databaseOf(env), { log, isBot: false })
  const interruption = new AbortController()
  onStopSignal(() => interruption.abort(new Error('interrupted')))
  const progress = createProgress(process.stderr, () => performance.now())
  try {
    const started = performance.now()
    const sizeBefore = await store.size()
    const result = await work({
      env,
      chats,
      publishers,
      proxy,
      warnings,
      store,
      log,
      progress,
      signal: interruption.signal,
    })
    const bytes = Math.max(0, (await store.size()) - sizeBefore)
    return { result, cost: { ms: Math.round(performance.now() - started), bytes } }
  } finally {
    progress.end()
    await store.close()
  }
}
