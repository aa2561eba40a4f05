import { messageOf } from '../lib/errors.ts'
import { SourceError } from '../ports/source-error.ts'
import type { Clock } from '../time/clock.ts'
import { clockText } from '../time/time-text.ts'

export interface BreakerSettings {
  /** So many failures in a row open it. */
  failures: number
  /** How long it is open at first, doubled by each probe that fails, ms. */
  openMs: number
  maxOpenMs: number
}

/** Whether a failure tells of the source as a whole, and not only of what it was asked for. */
export type CountsAsFailure = (error: SourceError) => boolean

/** Runs work, unless work of this kind has been failing. @param countsAsFailure which failures count; all by default */
export type CircuitBreaker = <Result>(
  work: () => Promise<Result>,
  countsAsFailure?: CountsAsFailure,
) => Promise<Result>

/**
 * Spares a source that is down, and those who would wait for it: after some failures in a row it is open, and refuses all work at
 * once. When that time is over it is half open: one probe goes through, whose outcome closes it or opens it for longer.
 * Only a `SourceError` that tells of the source as a whole counts; being asked to slow down doesn't, for then it is up.
 */
export function createCircuitBreaker(name: string, clock: Clock, settings: BreakerSettings): CircuitBreaker {
  let failures = 0
  /** Since when it is open, and for how long; ms UTC, ms. */
  let open: { since: number; forMs: number } | undefined
  let lastError = ''
  let probing = false

  function recordFailure(error: SourceError, wasProbe: boolean): void {
    failures++
    lastError = messageOf(error)
    // What was under way when it opened tells nothing new.
    if (failures < settings.failures || (open && !wasProbe)) return
    const forMs = open ? Math.min(open.forMs * 2, settings.maxOpenMs) : settings.openMs
    open = { since: clock.now(), forMs }
  }

  /** How much longer it is open, ms. A clock that was set back would keep it open for as long as it was. */
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
