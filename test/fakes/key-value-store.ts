import type { Notes } from '../../src/ports/key-value-store.ts'

/** Notes that are kept while the test runs. */
export function createNotes(): Notes {
  const kept = new Map<string, string>()
  return {
    get: async name => kept.get(name),
    async set(name, value) {
      kept.set(name, value)
    },
    async tidy() {},
  }
}
