import { COMPILE_CACHE } from './fixtures/compile-cache.ts'

/** What the quick and the long tests have in common. */
export const SHARED = {
  globalSetup: 'test/say-what-is-missing.ts',
  setupFiles: 'test/seed.ts',
  // For threads, of which many start: without it each strips and compiles its modules anew.
  env: COMPILE_CACHE,
  // What a CommonJS module exports as its default is what Node says.
  deps: { interopDefault: false },
  // Nothing here mocks a module or keeps state in one; to load all of them anew for each file took half of the time.
  isolate: false,
}
