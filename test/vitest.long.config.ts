import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { SHARED } from './vitest.shared.ts'

/**
 * Tests that live through weeks, every pair of faults, many kills, whole processes one after another, or thousands of random texts; and those
 * of PostgreSQL that no contract has.
 */
export const LONG_TESTS = [
  'test/{crash,reliability,simulation}/**/*.test.ts',
  'test/app/delivery-between-pages.test.ts',
  'test/cli/command-line.test.ts',
  'test/cli/{doctor-*,init,init-terminal}.test.ts',
  'test/cli/{email,environment-file}.test.ts',
  'test/cli/launcher.test.ts',
  'test/cli/output.test.ts',
  'test/cli/personal-data.test.ts',
  'test/cli/search-arguments.test.ts',
  'test/collecting/command-line.test.ts',
  'test/adapters/discord/shards.test.ts',
  'test/adapters/postgres/{inspect,move,newest-first-contract,postgres-store,query-plans,same-papers,upgrade}.test.ts',
  'test/adapters/sqlite/upgrade.test.ts',
  'test/app/replicas.test.ts',
  'test/deploy/{build,image,package}.test.ts',
  'test/docs/command-line.test.ts',
  'test/e2e/**/*.test.ts',
  'test/recorded-days.test.ts',
  'test/text/clean-properties.test.ts',
]

/** These wait for minutes and leases in real time. Begun late, they would go on when all others are done. */
const BEGIN_FIRST = [
  'e2e/replicas.test.ts',
  'e2e/replicas-database.test.ts',
  'simulation/clock.test.ts',
  'e2e/shards.test.ts',
]

class WaitingFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const waits = (file: TestSpecification): boolean => BEGIN_FIRST.some(name => file.moduleId.endsWith(name))
    const sorted = await super.sort(files)
    return [...sorted.filter(waits), ...sorted.filter(file => !waits(file))]
  }
}

export default defineConfig({
  test: {
    ...SHARED,
    include: LONG_TESTS,
    // Much of a run waits for processes, leases and minutes.
    maxWorkers: 4,
    sequence: { sequencer: WaitingFirst },
    // Those of one file that mostly wait, all together.
    maxConcurrency: 6,
    // Limits that only end a test that hangs: a machine may be slow, and what is waited for, a process or a minute.
    testTimeout: 300_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 60_000 } },
  },
})
