/** Exit code of a process that a person interrupted twice: 128 + SIGINT. */
const INTERRUPTED = 130

/** SIGHUP comes when a terminal is closed. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Signals within this time count as one, ms: a Ctrl+C reaches us from the terminal, from npm and from the launcher, and SIGTERM from
 * npm and from whoever sent it to all processes.
 */
const TOGETHER_MS = 500

/** Calls `stop` on the first signal that ends a process; another one, later, ends it at once. Replaces the launcher's listeners. */
export function onStopSignal(stop: (signal: NodeJS.Signals) => unknown): void {
  let firstAt: number | undefined
  for (const signal of SIGNALS) {
    process.removeAllListeners(signal)
    process.on(signal, () => {
      const now = performance.now()
      if (firstAt === undefined) {
        firstAt = now
        stop(signal)
      } else if (now - firstAt > TOGETHER_MS) process.exit(INTERRUPTED)
    })
  }
}
