import { type Backoff, backoff } from '../../src/lib/backoff.ts'
import { type Pause, pause, type RetryOptions, retry } from '../../src/lib/retry.ts'
import type { Log } from '../../src/ports/log.ts'
import { RefusedError } from '../../src/ports/refused-error.ts'

/** Between attempts to connect. */
export const CONNECT_BACKOFF: Backoff = { backoffMs: 1_000, maxBackoffMs: 60_000 }

/** How often a failure that persists is logged, ms. */
const LOG_EVERY_MS = 60_000

/** How to read a platform's errors. */
export interface ErrorReader {
  reasonOf(error: unknown): string
  /** How long the platform asks us to wait, ms. */
  retryAfterMs(error: unknown): number | undefined
}

interface ConnectOptions extends ErrorReader {
  signal: AbortSignal
  backoff: Backoff
  pause?: Pause | undefined
  log: Log
  /** What is tried, such as `asking Slack who we are`. */
  what: string
}

/**
 * Makes an attempt until one succeeds, and logs once a minute that it doesn't.
 * @returns undefined if the signal aborts first
 * @throws RefusedError as the attempt threw it
 */
export async function retryConnecting<Result>(
  attempt: () => Promise<Result>,
  { signal, backoff, pause, log, what, reasonOf, retryAfterMs }: ConnectOptions,
): Promise<Result | undefined> {
  let loggedAt = Number.NEGATIVE_INFINITY
  const options: RetryOptions = {
    backoff,
    pause,
    random: Math.random,
    signal,
    shouldRetry: error => !(error instanceof RefusedError),
    retryAfterMs,
    onRetry(error, failures) {
      if (performance.now() - loggedAt < LOG_EVERY_MS) return
      loggedAt = performance.now()
      log.warn({ reason: reasonOf(error), failures }, `${what} failed; trying again`)
    },
  }
  try {
    return await retry(attempt, options)
  } catch (error) {
    if (signal.aborted && !(error instanceof RefusedError)) return undefined
    throw error
  }
}

/** Waits before connecting again, longer after more connections that didn't last. */
export const pauseBeforeConnecting = (
  failures: number,
  settings: Backoff,
  signal: AbortSignal,
  wait: Pause = pause,
): Promise<void> => wait(backoff(failures, settings, Math.random()), signal)
