import { createKeyedMutex } from '../../src/lib/keyed-mutex.ts'
import { unlessAborted } from '../../src/lib/time-limit.ts'
import type { RateCounters } from '../../src/ports/rate-counters.ts'
import type { Clock } from '../../src/time/clock.ts'

/** One request per 3 s, on one connection, over all of its APIs (info.arxiv.org/help/api/tou.html). */
export const REQUEST_INTERVAL_MS = 3_000

/** Runs a request when it is its turn; rejects when the signal aborts. */
export type InTurn = <Result>(request: () => Promise<Result>, signal: AbortSignal) => Promise<Result>

/**
 * The turns of requests to arXiv, in the order in which they were wanted.
 * @param counters what all processes count together; undefined where there is one
 */
export function createTurns(
  clock: Clock,
  wait: (ms: number, signal: AbortSignal) => Promise<void>,
  counters?: RateCounters,
): InTurn {
  const mutex = createKeyedMutex()
  let freeAt = 0

  async function turnOfAll(signal: AbortSignal): Promise<void> {
    const rate = { count: 1, perMs: REQUEST_INTERVAL_MS }
    for (let ms = 1; counters && ms > 0; ) {
      ms = await counters.take([{ name: 'requests to arXiv', rate }])
      if (ms > 0) await wait(ms, signal)
    }
  }

  async function ask<Result>(request: () => Promise<Result>, signal: AbortSignal): Promise<Result> {
    signal.throwIfAborted()
    const ms = freeAt - clock.now()
    if (ms > 0) await wait(ms, signal)
    await turnOfAll(signal)
    return await request().finally(() => {
      freeAt = clock.now() + REQUEST_INTERVAL_MS
    })
  }

  // An aborted request doesn't wait for its turn.
  return (request, signal) =>
    unlessAborted(
      mutex.runExclusive('arXiv', () => ask(request, signal)),
      signal,
    )
}
