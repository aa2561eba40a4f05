import { expect, it } from 'vitest'
import type { BackfillReport } from '../../src/collecting/backfill.ts'
import { createBackgroundBackfill } from '../../src/collecting/background-backfill.ts'
import { createFakeClock } from '../fakes/clock.ts'
import { silentLog } from '../fakes/silent-log.ts'

const report = (added: number): BackfillReport => ({
  days: 30,
  before: 28,
  collected: 2,
  papers: added,
  added,
  skipped: 0,
  unreadable: [],
})

it.each([
  [0, 0],
  [1, 1],
  [40, 1],
])('lists are made anew once when it added papers: %i', async (added, expected) => {
  let filled = 0
  const background = createBackgroundBackfill({
    backfill: { collect: async () => report(added) },
    clock: createFakeClock('2026-11-23T09:00Z'),
    log: silentLog,
    onFilled: () => void filled++,
  })
  await background.fill(new AbortController().signal)
  expect(filled).toBe(expected)
})
