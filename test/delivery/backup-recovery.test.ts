import { beforeEach, describe, expect, it } from 'vitest'
import { COPIED, createBackupRecovery } from '../../src/delivery/backup-recovery.ts'
import type { Store } from '../../src/ports/store.ts'
import { channel, edition, HOUR, latest, NOW } from '../contracts/store/samples.ts'
import { createFakeClock } from '../fakes/clock.ts'
import { silentLog } from '../fakes/silent-log.ts'
import { openMemoryStore } from '../fixtures/memory-store.ts'

let store: Store
let clock: ReturnType<typeof createFakeClock>
let lines: [level: string, fields: Record<string, unknown>][]

beforeEach(async () => {
  clock = createFakeClock(NOW)
  store = await openMemoryStore()
  lines = []
  return () => store.close()
})

const log = {
  ...silentLog,
  warn: (fields: Record<string, unknown>) => void lines.push(['warn', fields]),
}

describe('a database restored from a backup', () => {
  const openRestore = () => createBackupRecovery({ ...store, clock, log, staleAfterMs: 6 * HOUR })

  it('has uncertain rows and slots, until their editions would be stale', async () => {
    await store.channels.save(channel())
    await store.outbox.plan(edition('first'))
    await store.keyValues.set(COPIED, String(NOW - HOUR))
    await openRestore().begin()
    expect((await latest(store)).state).toBe('sending')
    expect(lines).toEqual([['warn', { copied: '2026-11-23T08:00:00.000Z', uncertain: 1 }]])
    expect(await openRestore().uncertainUntil()).toBe(NOW)
    await store.keyValues.tidy(NOW + 6 * HOUR - 1)
    expect(await openRestore().uncertainUntil()).toBe(NOW)
    await store.keyValues.tidy(NOW + 6 * HOUR + 1)
    expect(await openRestore().uncertainUntil()).toBe(0)
  })

  it('is recognised once, and no other database is', async () => {
    await openRestore().begin()
    expect(await openRestore().uncertainUntil()).toBe(0)
    await store.keyValues.set(COPIED, String(NOW - HOUR))
    await openRestore().begin()
    clock.advance(HOUR)
    await openRestore().begin()
    expect(await openRestore().uncertainUntil()).toBe(NOW)
    expect(lines).toHaveLength(1)
  })
})
