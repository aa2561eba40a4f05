import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Store } from '../../src/ports/store.ts'
import { fenceStore } from '../../src/replicas/fenced-store.ts'
import { LeaseLostError } from '../../src/replicas/lease-lost-error.ts'
import { createLeaseRunner } from '../../src/replicas/lease-runner.ts'
import { createSharedMutex } from '../../src/replicas/shared-mutex.ts'
import { CHANNEL, channel, edition, listed, NOW } from '../contracts/store/samples.ts'
import { silentLog } from '../fakes/silent-log.ts'
import { createFakeTimer } from '../fakes/timer.ts'
import { openMemoryStore } from '../fixtures/memory-store.ts'

let store: Store
let fenced: Store
beforeEach(async () => {
  store = await openMemoryStore()
  fenced = fenceStore(store)
  await store.channels.save(channel())
})
afterEach(() => store.close())

const WRITES: [string, () => Promise<unknown>][] = [
  ['a channel', () => fenced.channels.save(channel(CHANNEL, { size: 9 }))],
  ['a subscription', () => fenced.channels.subscribe(CHANNEL, 'agents', { person: 'Ada' }, NOW)],
  ['the end of one', () => fenced.channels.unsubscribe(CHANNEL, 'all')],
  ['an edition', () => fenced.outbox.plan(edition('first'))],
  ['a skipped slot', () => fenced.outbox.skipSlot(CHANNEL, { slotAt: NOW, reason: 'nothing' }, NOW + 1)],
  ['papers', () => fenced.papers.record([listed('2611.00001')], NOW)],
  ['a fact', () => fenced.keyValues.set('feed', '{}')],
]

/** Does something under a lease, in a process that was suspended for longer than that before. */
async function afterSuspension(write: () => Promise<unknown>): Promise<unknown> {
  const timer = createFakeTimer()
  let suspendedMs = 0
  const runner = createLeaseRunner({
    leases: store.leases,
    timer: { ...timer, now: () => timer.now() + suspendedMs },
    log: silentLog,
    newHolder: () => 'this process',
  })
  return createSharedMutex(runner).runExclusive(CHANNEL, async () => {
    suspendedMs = 60_000
    return write()
  })
}

it.each(WRITES)('writes nothing under a lease that has ended: %s', async (_, write) => {
  await expect(afterSuspension(write)).rejects.toBeInstanceOf(LeaseLostError)
  expect(await store.channels.find(CHANNEL)).toEqual(channel())
  expect(await store.channels.topics(CHANNEL)).toEqual([])
  expect(await store.outbox.latest(CHANNEL, 5)).toEqual([])
  expect(await store.papers.newestDay()).toBeUndefined()
  expect(await store.keyValues.get('feed')).toBeUndefined()
})

it.each(WRITES)('writes without a lease: %s', async (_, write) => {
  await expect(write()).resolves.not.toThrow()
})

it('reads under a lease that has ended', async () => {
  expect(await afterSuspension(() => fenced.channels.find(CHANNEL))).toEqual(channel())
})
