import type { KeyValueStore } from '../../src/ports/key-value-store.ts'

/** KeyValueStore that are kept while the test runs. */
export function createKeyValueStore(): KeyValueStore {
  const kept = new Map<string, string>()
  return {
    get: async name => kept.get(name),
    async set(name, value) {
      kept.set(name, value)
    },
    async tidy() {},
  }
}
