import { createBoundedMap, type Expiry } from './bounded-map.ts'

/**
 * Caches the results of work by key, also while it is still running, so that callers share it for a while. Failed work isn't cached.
 */
export interface RecentWork<Result> {
  get(key: string): Promise<Result> | undefined
  /** Starts the key's work and caches its result from then on. */
  start(key: string, work: () => Promise<Result>): Promise<Result>
  clear(): void
}

/**
 * @param maxSize beyond it, the results that were used least recently are dropped
 * @param sizeOf how much of that a result takes, or undefined for one that isn't kept; by default each takes 1
 */
export function createRecentWork<Result>(
  maxSize: number,
  expiry: Expiry,
  sizeOf: (result: Result) => number | undefined = () => 1,
): RecentWork<Result> {
  const results = createBoundedMap<string, Promise<Result>>(maxSize, expiry)

  function settle(key: string, started: Promise<Result>, size: number | undefined): void {
    if (results.get(key) !== started) return
    if (size === undefined) results.delete(key)
    else if (size !== 1) results.set(key, started, size)
  }

  return {
    get: results.get,
    start(key, work) {
      const started = work()
      results.set(key, started)
      started.then(
        result => settle(key, started, sizeOf(result)),
        () => settle(key, started, undefined),
      )
      return started
    },
    clear: results.clear,
  }
}
