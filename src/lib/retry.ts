import { type Backoff, backoff } from './backoff.ts'

export interface RetryOptions {
  backoff: Backoff
  /** From 0 to 1. */
  random: () => number
  signal?: AbortSignal | undefined
  /** Whether a failure may pass by itself. */
  shouldRetry: (error: unknown) => boolean
  /** The least to wait after a failure, ms. */
  retryAfterMs?: ((error: unknown) => number | undefined) | undefined
  /** How to wait; real time unless a test does otherwise. */
  pause?: Pause | undefined
  /** Called before each wait. @param failures so far, from 1 */
  onRetry?: ((error: unknown, failures: number) => void) | undefined
}

/**
 * Makes an attempt until one succeeds, with longer and longer waits in between.
 * @throws what the attempt threw, where `shouldRetry` says no; the signal's reason
 */
export async function retry<Result>(
  attempt: () => Result | Promise<Result>,
  options: RetryOptions,
): Promise<Result> {
  const { random, signal, shouldRetry, retryAfterMs, onRetry, pause: wait = pause } = options
  for (let failures = 1; ; failures++) {
    signal?.throwIfAborted()
    try {
      return await attempt()
    } catch (error) {
      if (!shouldRetry(error)) throw error
      signal?.throwIfAborted()
      onRetry?.(error, failures)
      await wait(backoff(failures, options.backoff, random(), retryAfterMs?.(error)), signal)
    }
  }
}

/** Waits `ms` milliseconds, or until the signal aborts. */
export type Pause = (ms: number, signal?: AbortSignal) => Promise<void>

export const pause: Pause = (ms, signal) =>
  new Promise(resolve => {
    if (signal?.aborted) return resolve()
    const end = (): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, Math.ceil(ms))
    signal?.addEventListener('abort', end)
  })
