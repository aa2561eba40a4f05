import type { KeyValueStore } from '../../src/ports/key-value-store.ts'

/** A key-value store in memory. */
export function createKeyValueStore(): KeyValueStore {
  const values = new Map<string, string>()
  return {
    get: async name => values.get(name),
    async set(name, value) {
      values.set(name, value)
    },
    async add(name, value) {
      if (values.has(name)) return false
      values.set(name, value)
      return true
    },
    async tidy() {},
  }
}
