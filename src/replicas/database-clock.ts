import { messageOf } from '../lib/errors.ts'
import type { Leases } from '../ports/leases.ts'
import type { Log } from '../ports/log.ts'
import type { Clock, Timer } from '../time/clock.ts'

/** A clock that goes by the database's, so that all processes agree. */
export interface DatabaseClock extends Clock {
  /** Stops comparing. */
  stop(): void
}

const EVERY_MS = 60_000
/** An answer within this time is exact enough, ms: the clock is wrong by half of it at most. */
const EXACT_MS = 50
const MAX_TRIES = 5
/** A difference that is worth a line in the log, ms. */
const REMARKABLE_MS = 2_000

/**
 * Compares the clocks now and then every minute. In between it counts by the timer, so that changes of this machine's clock don't
 * matter; while the database can't be reached, it keeps counting.
 */
export async function followDatabase(deps: {
  leases: Pick<Leases, 'now'>
  clock: Clock
  timer: Timer
  log: Log
}): Promise<DatabaseClock> {
  const { leases, clock, timer, log } = deps
  const stopping = new AbortController()
  /** How far the database's clock is ahead of the timer, ms. */
  let ahead = 0

  /** Of several answers, the quickest says most exactly when it was given. */
  async function compare(): Promise<void> {
    let quickest = Number.POSITIVE_INFINITY
    for (let tries = 0; tries < MAX_TRIES && quickest > EXACT_MS; tries++) {
      const askedAt = timer.now()
      const now = await leases.now()
      const took = timer.now() - askedAt
      if (took >= quickest) continue
      quickest = took
      ahead = Math.round(now - (askedAt + took / 2))
    }
  }

  async function keepComparing(): Promise<void> {
    while (!stopping.signal.aborted) {
      await timer.wait(EVERY_MS, stopping.signal)
      if (stopping.signal.aborted) return
      await compare().catch(error =>
        log.debug({ error: messageOf(error) }, 'could not ask the database for the time'),
      )
    }
  }

  const now = (): number => Math.floor(timer.now()) + ahead
  await compare()
  const offMs = clock.now() - now()
  if (Math.abs(offMs) > REMARKABLE_MS) {
    log.warn({ offMs }, "this machine's clock differs from the database's, which is the one that counts")
  }
  void keepComparing()
  return { now, stop: () => stopping.abort() }
}
