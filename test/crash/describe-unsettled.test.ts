import { describe, expect, it, onTestFinished } from 'vitest'
import { hasServer, needsServer } from '../adapters/postgres/server.ts'
import { beginSending, edition, NOW } from '../contracts/store/samples.ts'
import { crashChannels, subscribeAll } from './channels.ts'
import { createCrashDatabase, type Database } from './databases.ts'
import { describeUnsettled } from './describe-unsettled.ts'
import { countDeliveries } from './outbox-view.ts'

const LOG = `{"level":40,"time":1,"msg":"could not collect papers"}
{"level":40,"time":2,"msg":"could not collect papers"}
{"level":30,"time":3,"msg":"last"}
`
const CHANNELS = crashChannels(1)

/** A database of four channels with a slot now, and a store on it. */
async function databaseOn(kind: Database) {
  const database = await createCrashDatabase(kind, NOW)
  await subscribeAll(database, CHANNELS, { firstSlotAt: NOW, receiverUrl: 'http://receiver.test' })
  const store = await database.open()
  onTestFinished(async () => {
    await store.close()
    await database.remove()
  })
  return { store, database }
}

const KINDS: Database[] = hasServer ? ['sqlite', 'postgres'] : ['sqlite']

describe.each(KINDS)(`a database of a crash run on %s${needsServer}`, kind => {
  it('counts the digests of the slot as settled, not notices and not other days', async () => {
    const { store, database } = await databaseOn(kind)
    const [channel] = CHANNELS
    const planned = { channel: channel?.id ?? 'slack:T1/C1', slotAt: NOW }
    const settle = async (name: string, changes: Parameters<typeof edition>[1]): Promise<void> => {
      const { id, lease } = await beginSending(store, edition(name, { ...planned, ...changes }))
      await store.outbox.settle(id, lease, { kind: 'sent' }, NOW)
    }
    await settle('source not fresh', { origin: 'notice' })
    await settle('the day before', { slotAt: NOW - 86_400_000 })
    expect(await countDeliveries(database, NOW)).toEqual({ open: 0, failed: 0, settled: 0 })
    await store.outbox.plan(edition('today', planned))
    expect(await countDeliveries(database, NOW)).toEqual({ open: 1, failed: 0, settled: 0 })
    await settle('today', {})
    expect(await countDeliveries(database, NOW)).toEqual({ open: 0, failed: 0, settled: 1 })
  })

  it('describes a day that was not settled', async () => {
    const { store, database } = await databaseOn(kind)
    await store.outbox.plan(edition('today', { channel: 'slack:T0ROUND01/C0CRASH000' }))
    await store.suspensions.add({ scope: 'slack:', reason: 'invalid_auth', at: NOW })
    await store.keyValues.set('feed', '{"error":"answered 429"}')
    const lines = await describeUnsettled(database, { slotAt: NOW, digests: 2, log: LOG })
    const text = lines.join('\n')
    expect(text).toContain(
      '2026-11-23T09:00:00.000Z was not settled: 0 of 2 digests are, and 1 deliveries are open',
    )
    for (const fact of [
      '"edition":"today","origin":"schedule","slot_at":"2026-11-23T09:00:00.000Z"',
      'channels: 4',
      '"reason":"invalid_auth"',
      'answered 429',
      '{"level":40,"time":1,"msg":"could not collect papers"} (2 times)\n',
      '{"level":30,"time":3,"msg":"last"}',
    ]) {
      expect(text).toContain(fact)
    }
  })
})
