import { defineConfig } from 'vitest/config'
import { LONG_TESTS } from './test/vitest.long.config.ts'
import { SHARED } from './test/vitest.shared.ts'

export default defineConfig({
  test: {
    ...SHARED,
    include: ['test/**/*.test.ts'],
    exclude: LONG_TESTS,
    // More than Vitest's own choice on two cores: half of a run waits for databases, child processes and sockets.
    maxWorkers: 4,
    // Limits that only end a test that hangs: a machine may be slow.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
  },
})
