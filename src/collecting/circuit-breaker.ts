import { messageOf } from '../lib/errors.ts'
import { SourceError } from '../ports/source-error.ts'
import type { Clock } from '../time/clock.ts'
import { clockText } from '../time/time-text.ts'

export interface BreakerSettings {
  /** Failures in a row that open it. */
  failures: number
  /** How long it stays open at first, ms; doubled by each failed probe. */
  openMs: number
  maxOpenMs: number
}

/** Whether an error means that the whole source is down, not only that one request failed. */
export type CountsAsFailure = (error: SourceError) => boolean

/** Runs work unless the circuit is open. @param countsAsFailure by default all errors of the source count */
export type CircuitBreaker = <Result>(
  work: () => Promise<Result>,
  countsAsFailure?: CountsAsFailure,
) => Promise<Result>

/**
 * Protects a source that is down, and saves callers the wait: after some failures in a row the circuit opens and rejects all work at
 * once with a `SourceError`. After `openMs` it is half open: a single probe runs, and its outcome closes the circuit or opens it for
 * longer. Only a `SourceError` about the whole source counts. Being asked to slow down doesn't, because the source is up then.
 */
export function createCircuitBreaker(name: string, clock: Clock, settings: BreakerSettings): CircuitBreaker {
  let failures = 0
  /** Set while open: since when (ms UTC), and for how long (ms). */
  let open: { since: number; forMs: number } | undefined
  let lastError = ''
  let probing = false

  function recordFailure(error: SourceError, wasProbe: boolean): void {
    failures++
    lastError = messageOf(error)
    // Work that was already running when it opened says nothing new.
    if (failures < settings.failures || (open && !wasProbe)) return
    const forMs = open ? Math.min(open.forMs * 2, settings.maxOpenMs) : settings.openMs
    open = { since: clock.now(), forMs }
  }

  /** Time until it is half open, ms. Corrects `since` if the clock was set back, or it would stay open too long. */
  function waitMs({ since, forMs }: { since: number; forMs: number }): number {
    const now = clock.now()
    if (open && since > now) open = { since: now, forMs }
    return Math.min(since, now) + forMs - now
  }

  return async (work, countsAsFailure = () => true) => {
    const wait = open ? waitMs(open) : 0
    if (open && (probing || wait > 0)) {
      const until = wait > 0 ? ` until ${clockText(clock.now() + wait, 'UTC')} UTC` : ' for the moment'
      throw new SourceError(
        `${lastError}; after ${failures} failures in a row ${name} is left alone${until}`,
        {
          retryAfterMs: Math.max(wait, 0),
        },
      )
    }
    const isProbe = open !== undefined
    if (isProbe) probing = true
    try {
      const result = await work()
      failures = 0
      open = undefined
      return result
    } catch (error) {
      const counts = error instanceof SourceError && !error.ofDay && error.retryAfterMs === undefined
      if (counts && countsAsFailure(error)) recordFailure(error, isProbe)
      throw error
    } finally {
      if (isProbe) probing = false
    }
  }
}
