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

/** @param maxSize beyond it, the result that was used least recently is dropped */
export function createRecentWork<Result>(maxSize: number, expiry: Expiry): RecentWork<Result> {
  const results = createBoundedMap<string, Promise<Result>>(maxSize, expiry)
  return {
    get: results.get,
    start(key, work) {
      const started = work()
      results.set(key, started)
      started.catch(() => {
        if (results.get(key) === started) results.delete(key)
      })
      return started
    },
    clear: results.clear,
  }
}
