import { defineConfig } from 'vitest/config'

/** The tests of rules alone: a mutant takes seconds with those that start servers and processes. */
export default defineConfig({
  test: {
    include: [
      'test/{channels,collecting,commands,delivery,digests,lib,messages,papers,search,text,time}/**/*.test.ts',
    ],
    setupFiles: 'test/seed.ts',
    isolate: false,
    maxWorkers: 1,
    testTimeout: 60_000,
  },
})
