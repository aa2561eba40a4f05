import { createBoundedMap } from './bounded-map.ts'

/** Whether an id comes for the first time among the latest `limit` ids. */
export function createDeduplicator(limit: number): (id: string) => boolean {
  const seen = createBoundedMap<string, true>(limit)
  return id => {
    if (seen.has(id)) return false
    seen.set(id, true)
    return true
  }
}
