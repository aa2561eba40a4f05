import { createBoundedMap, type Expiry } from './bounded-map.ts'

/** Results of work by key, also of work that is still running, for all who want the same within a while. Failed work isn't kept. */
export interface RecentWork<Result> {
  get(key: string): Promise<Result> | undefined
  /** Keeps what the key's work results in, from when it begins. */
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
