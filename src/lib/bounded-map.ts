/** A map of the entries used last. */
export interface BoundedMap<Key, Value> {
  readonly size: number
  has(key: Key): boolean
  /** Makes the entry the latest used; its age still counts from `set`. */
  get(key: Key): Value | undefined
  set(key: Key, value: Value): void
  delete(key: Key): void
  clear(): void
}

/** How long an entry is valid, ms, by which clock. */
export interface Expiry {
  afterMs: number
  now: () => number
}

/**
 * Beyond `maxSize` entries the least recently used one is dropped. A clock set back by `afterMs` expires entries
 * as well: one that was ahead for a while must not preserve them.
 */
export function createBoundedMap<Key, Value>(maxSize: number, expiry?: Expiry): BoundedMap<Key, Value> {
  const entries = new Map<Key, { value: Value; setAt: number }>()

  function valid(key: Key): { value: Value; setAt: number } | undefined {
    const entry = entries.get(key)
    if (!entry || !expiry) return entry
    if (Math.abs(expiry.now() - entry.setAt) < expiry.afterMs) return entry
    entries.delete(key)
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
    set(key, value) {
      entries.delete(key)
      entries.set(key, { value, setAt: expiry?.now() ?? 0 })
      for (const oldest of entries.keys()) {
        if (entries.size <= maxSize) break
        entries.delete(oldest)
      }
    },
    delete(key) {
      entries.delete(key)
    },
    clear() {
      entries.clear()
    },
  }
}
