import { defineConfig } from 'vitest/config'

/** Tests that live through weeks, through every pair of faults, or through many kills. */
export const LONG_TESTS = ['test/{crash,reliability,simulation}/**/*.test.ts']

export default defineConfig({
  test: {
    include: LONG_TESTS,
    globalSetup: 'test/say-what-is-missing.ts',
    setupFiles: 'test/seed.ts',
    maxWorkers: 2,
    isolate: false,
    testTimeout: 60_000,
  },
})
