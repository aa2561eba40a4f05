/** A map of the entries used last. */
export interface BoundedMap<Key, Value> {
  readonly size: number
  has(key: Key): boolean
  /** Makes the entry the latest used; its age still counts from `set`. */
  get(key: Key): Value | undefined
  /** @param size how much of the map it takes; by default 1 */
  set(key: Key, value: Value, size?: number): void
  delete(key: Key): void
  clear(): void
}

/** How long an entry is valid, ms, by which clock. */
export interface Expiry {
  afterMs: number
  now: () => number
}

/**
 * Beyond `maxSize`, in all, the least recently used entries are dropped. A clock set back by `afterMs` expires entries
 * as well: one that was ahead for a while must not preserve them.
 */
export function createBoundedMap<Key, Value>(maxSize: number, expiry?: Expiry): BoundedMap<Key, Value> {
  const entries = new Map<Key, { value: Value; setAt: number; size: number }>()
  let total = 0

  function drop(key: Key): void {
    total -= entries.get(key)?.size ?? 0
    entries.delete(key)
  }

  function valid(key: Key) {
    const entry = entries.get(key)
    if (!entry || !expiry) return entry
    if (Math.abs(expiry.now() - entry.setAt) < expiry.afterMs) return entry
    drop(key)
    return undefined
  }

  return {
    get size() {
      return entries.size
    },
    has: key => valid(key) !== undefined,
    get(key) {
      const entry = valid(key)
      if (!entry) return undefined
      entries.delete(key)
      entries.set(key, entry)
      return entry.value
    },
    set(key, value, size = 1) {
      drop(key)
      entries.set(key, { value, setAt: expiry?.now() ?? 0, size })
      total += size
      for (const oldest of entries.keys()) {
        if (total <= maxSize) break
        drop(oldest)
      }
    },
    delete: drop,
    clear() {
      entries.clear()
      total = 0
    },
  }
}
