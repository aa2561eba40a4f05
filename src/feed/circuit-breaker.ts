import { SourceError } from '../errors.ts'
import type { Clock } from '../ports.ts'
import { clockText } from '../text/times.ts'

export interface BreakerSettings {
  /** So many failures in a row open it. */
  failures: number
  /** How long it is open at first, doubled by each probe that fails, ms. */
  openMs: number
  maxOpenMs: number
}

/** Runs work, unless work of this kind has been failing. */
export type CircuitBreaker = <Result>(work: () => Promise<Result>) => Promise<Result>

/**
 * Spares a source that is down, and those who would wait for it: after some failures in a row it is open, and refuses all work at
 * once. When that time is over it is half open: one probe goes through, whose outcome closes it or opens it for longer.
 * Only a `SourceError` that tells of the source as a whole counts; being asked to slow down doesn't, for then it is up.
 */
export function createCircuitBreaker(name: string, clock: Clock, settings: BreakerSettings): CircuitBreaker {
  let failures = 0
  let openUntil = 0
  let probing = false

  const isDown = (error: unknown): boolean =>
    error instanceof SourceError && !error.ofDay && error.retryAfterMs === undefined

  function note(error: unknown): void {
    if (!isDown(error)) return
    failures++
    const over = failures - settings.failures
    if (over < 0) return
    openUntil = clock.now() + Math.min(settings.openMs * 2 ** over, settings.maxOpenMs)
  }

  return async work => {
    const isOpen = failures >= settings.failures
    // A clock that was set back would keep it open for as long as it was.
    const waitMs = Math.min(openUntil - clock.now(), settings.maxOpenMs)
    if (isOpen && (probing || waitMs > 0)) {
      throw new SourceError(
        `${name} has failed ${failures} times in a row, so it is left alone until ${clockText(openUntil, 'UTC')} UTC`,
        { retryAfterMs: Math.max(waitMs, 0) },
      )
    }
    probing = isOpen
    try {
      const result = await work()
      failures = 0
      return result
    } catch (error) {
      note(error)
      throw error
    } finally {
      if (isOpen) probing = false
    }
  }
}
