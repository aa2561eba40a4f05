import { createDeduplicator } from '../../src/lib/deduplicator.ts'

/**
 * Whether an event arrives for the first time, at this process (which remembers the latest `limit` events) or any other.
 * @param isFirst asks the others
 */
export function createOnlyFirst(
  limit: number,
  isFirst: (id: string) => Promise<boolean>,
): (id: string) => Promise<boolean> {
  const isFirstHere = createDeduplicator(limit)
  return async id => isFirstHere(id) && isFirst(id)
}
