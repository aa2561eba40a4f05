import { defineConfig } from 'vitest/config'

/** Tests that live through weeks, through every pair of faults, through many kills, or through many processes one after another. */
export const LONG_TESTS = [
  'test/{crash,reliability,simulation}/**/*.test.ts',
  'test/cli/command-line.test.ts',
  'test/cli/email.test.ts',
  'test/cli/launcher.test.ts',
  'test/cli/output.test.ts',
  'test/cli/personal-data.test.ts',
  'test/cli/search-arguments.test.ts',
  'test/collecting/command-line.test.ts',
  'test/deploy/image.test.ts',
  'test/e2e/browser.test.ts',
  'test/e2e/email-browser.test.ts',
  'test/e2e/fifty-workspaces.test.ts',
  'test/e2e/many-workspaces.test.ts',
  'test/e2e/private-search.test.ts',
  'test/e2e/private-texts.test.ts',
  'test/e2e/process.test.ts',
  'test/e2e/proxy.test.ts',
  'test/e2e/replicas.test.ts',
  'test/recorded-days.test.ts',
]

export default defineConfig({
  test: {
    include: LONG_TESTS,
    globalSetup: 'test/say-what-is-missing.ts',
    setupFiles: 'test/seed.ts',
    maxWorkers: 2,
    isolate: false,
    testTimeout: 180_000,
  },
})
