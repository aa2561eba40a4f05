import { defineConfig } from 'vitest/config'
import { COMPILE_CACHE } from './test/fixtures/compile-cache.ts'
import { longestFirst } from './test/longest-first.ts'
import { LONG_TESTS } from './test/vitest.long.config.ts'

/** All that take longer than their size suggests. */
const LONGEST = [
  'postgres/postgres-contract',
  'sqlite/sqlite-contract',
  'discord/publisher-contract',
  'postgres/postgres-store',
  'email/publisher-contract',
  'huggingface/hugging-face-contract',
  'postgres/postgres-index-contract',
  'arxiv/contract',
  'sqlite/sqlite-index-contract',
  'slack/publisher-contract',
  'e2e/references',
  'e2e/hostile',
  'delivery/lost-access',
  'commands/one-explanation',
  'slack/chat-contract',
  'texts/confirmations',
]

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: LONG_TESTS,
    globalSetup: 'test/say-what-is-missing.ts',
    setupFiles: 'test/seed.ts',
    // For threads, of which many start: without it each strips and compiles its modules anew.
    env: COMPILE_CACHE,
    sequence: { sequencer: longestFirst(LONGEST) },
    // What a CommonJS module exports as its default is what Node says.
    deps: { interopDefault: false },
    // One more than Vitest's own choice on two cores: much of a run waits for child processes and sockets.
    maxWorkers: 2,
    // Nothing here mocks a module or keeps state in one; to load all of them anew for each file took half of the time.
    isolate: false,
    // Limits that only end a test that hangs: a machine may be slow.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
  },
})
