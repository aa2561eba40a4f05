import type { RateCounters } from '../../src/ports/rate-counters.ts'

/** Counters that allow everything. */
export const uncounted: RateCounters = {
  take: async () => 0,
  count: async () => 0,
  waitFor: async () => 0,
  async hold() {},
  held: async () => [],
  async tidy() {},
}
