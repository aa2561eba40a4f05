import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '../../src/ports/log.ts'
import { RefusedError } from '../../src/ports/refused-error.ts'

/** The first wait after a failure and the longest, ms. */
export interface Backoff {
  firstMs: number
  maxMs: number
}

export const BACKOFF: Backoff = { firstMs: 1_000, maxMs: 60_000 }

/** How often a trouble that lasts is mentioned, ms. */
const MENTION_EVERY_MS = 60_000

/** Waits, doubled by each failure and spread by a quarter, or until the signal. */
export async function pause(
  failures: number,
  { firstMs, maxMs }: Backoff,
  signal: AbortSignal,
  leastMs = 0,
): Promise<void> {
  const wait = Math.min(firstMs * 2 ** (failures - 1), maxMs) * (0.75 + Math.random() / 2)
  await sleep(Math.max(wait, leastMs), undefined, { signal }).catch(() => {})
}

/** How a platform's errors read. */
export interface ErrorWords {
  reasonOf(error: unknown): string
  /** How long the platform asks us to stay away, ms. */
  retryAfterMs(error: unknown): number | undefined
}

interface Trying extends ErrorWords {
  signal: AbortSignal
  backoff: Backoff
  log: Log
  /** What is tried, such as `asking Slack who we are`. */
  what: string
}

/**
 * Makes an attempt until one succeeds, and says once a minute that it doesn't.
 * @returns undefined when the signal came first
 * @throws RefusedError as the attempt threw it
 */
export async function retry<Result>(
  attempt: () => Promise<Result>,
  { signal, backoff, log, what, reasonOf, retryAfterMs }: Trying,
): Promise<Result | undefined> {
  let mentionedAt = Number.NEGATIVE_INFINITY
  for (let failures = 1; !signal.aborted; failures++) {
    try {
      return await attempt()
    } catch (error) {
      if (error instanceof RefusedError) throw error
      if (signal.aborted) return undefined
      if (performance.now() - mentionedAt >= MENTION_EVERY_MS) {
        mentionedAt = performance.now()
        log.warn({ reason: reasonOf(error), failures }, `${what} failed; trying again`)
      }
      await pause(failures, backoff, signal, retryAfterMs(error) ?? 0)
    }
  }
  return undefined
}
