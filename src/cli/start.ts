import { flushCompileCache } from 'node:module'
import { thisProcess } from '../composition/process.ts'
import { messageOf } from '../lib/errors.ts'
import { start } from '../main.ts'
import { onStopSignal } from './stop-signals.ts'

/**
 * Runs until a signal. The first one stops it in order, with exit code 0, even while it is starting; a second one stops it at once.
 * Resolves once it is running; rejects if it can't start, or if every chat platform rejects our token.
 */
export async function serve(): Promise<void> {
  let stopping: Promise<void> | undefined
  const stop = (): Promise<void> => {
    stopping ??= starting.then(running => running.stop())
    return stopping
  }
  onStopSignal(async signal => {
    // A start that fails is reported by whoever waits for it below.
    const running = await starting.catch(() => undefined)
    if (!running) return
    running.log.info({ signal }, 'stopping')
    try {
      await stop()
      running.log.info({}, 'stopped')
      process.exit(process.exitCode ?? 0)
    } catch (error) {
      running.log.error({ error: messageOf(error) }, 'could not stop in order')
      process.exit(1)
    }
  })
  const starting = start(thisProcess)
  const running = await starting
  const { log } = running
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
