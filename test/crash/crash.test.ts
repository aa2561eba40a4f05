import { expect, it } from 'vitest'
import { hasServer, needsServer } from '../adapters/postgres/server.ts'
import { crash } from './crash.ts'
import type { Database } from './databases.ts'

/** `npm run test:crash -- --kills 200` tests more: more kills, more channels, and Slack without access to its history. */
async function expectEachOnce(database: Database, kill: number): Promise<void> {
  const { kills, counts, failed, unsettled } = await crash({
    database,
    kills: kill,
    seed: Number(process.env.FC_SEED ?? 3),
    channels: 10,
  })
  expect(unsettled).toBeUndefined()
  expect([...kills.values()].reduce((sum, count) => sum + count, 0)).toBe(kill)
  for (const { messages, lost, repeated, unexpected, examples } of Object.values(counts)) {
    expect({ lost, repeated, unexpected, examples }).toEqual({
      lost: 0,
      repeated: 0,
      unexpected: 0,
      examples: [],
    })
    expect(messages).toBeGreaterThan(0)
  }
  expect(failed).toBe(0)
}

it('a bot that is killed repeatedly posts each message once', () => expectEachOnce('sqlite', 6))

it.runIf(hasServer)(`so does one on PostgreSQL${needsServer}`, { timeout: 420_000 }, () =>
  expectEachOnce('postgres', 20),
)
