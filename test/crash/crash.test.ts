import { expect, it } from 'vitest'
import { crash } from './crash.ts'

/** `npm run test:crash -- --kills 200` tests more: more kills, more channels, and Slack without access to its history. */
it('a bot that is killed repeatedly posts each message once', { timeout: 180_000 }, async () => {
  const { kills, counts, failed, unsettled } = await crash({
    kills: 6,
    seed: Number(process.env.FC_SEED ?? 3),
    channels: 10,
  })
  expect(unsettled).toBeUndefined()
  expect([...kills.values()].reduce((sum, count) => sum + count, 0)).toBe(6)
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
})
