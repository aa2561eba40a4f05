import { flushCompileCache } from 'node:module'
import { messageOf } from '../lib/errors.ts'
import { start, thisProcess } from '../main.ts'

/** Exit code of a process that a person interrupted twice: 128 + SIGINT. */
const INTERRUPTED = 130

/**
 * Runs until a signal. The first SIGINT or SIGTERM stops it in order, with exit code 0; a second one stops it at once. Resolves once
 * it is running; rejects if it can't start, or if every chat platform rejects our token.
 */
export async function serve(): Promise<void> {
  const running = await start(thisProcess)
  const { log } = running
  let stopping: Promise<void> | undefined
  const stop = (): Promise<void> => {
    stopping ??= running.stop()
    return stopping
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(INTERRUPTED)
      log.info({ signal }, 'stopping')
      stop().then(
        () => process.exit(process.exitCode ?? 0),
        error => {
          log.error({ error: messageOf(error) }, 'could not stop in order')
          process.exit(1)
        },
      )
    })
  }
  // A full disk or a closed pipe behind our output must not end the bot.
  for (const output of [process.stdout, process.stderr]) {
    output.on('error', error => log.warn({ error: messageOf(error) }, 'could not write output'))
  }
  // The chat SDKs reconnect on their own; what escapes them there must not end the process.
  process.on('unhandledRejection', reason => log.error({ error: messageOf(reason) }, 'unhandled rejection'))
  process.on('uncaughtException', error => {
    log.error({ error: messageOf(error), stack: error.stack }, 'uncaught exception')
    process.exitCode = 1
    void stop().finally(() => process.exit(1))
  })
  try {
    await running.started()
    flushCompileCache()
    await running.connected()
  } catch (error) {
    // A start that a signal interrupts isn't an error; the signal's handler ends the process.
    if (stopping) return
    await stop()
    throw error
  }
}
