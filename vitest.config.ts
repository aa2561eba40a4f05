import { defineConfig } from 'vitest/config'
import { LONG_TESTS } from './test/vitest.long.config.ts'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: LONG_TESTS,
    globalSetup: 'test/say-what-is-missing.ts',
    setupFiles: 'test/seed.ts',
    // What a CommonJS module exports as its default is what Node says.
    deps: { interopDefault: false },
    // One more than Vitest's own choice on two cores: much of a run waits for child processes and sockets.
    maxWorkers: 2,
    // Nothing here mocks a module or keeps state in one; to load all of them anew for each file took half of the time.
    isolate: false,
    testTimeout: 20_000,
    hookTimeout: 20_000,
  },
})
