import { describe, expect, it, onTestFinished } from 'vitest'
import { createHarnesses } from './postgres-harness.ts'
import { hasServer, needsServer, runOn } from './server.ts'

const createHarness = createHarnesses()

async function openTwo() {
  const harness = await createHarness()
  onTestFinished(() => harness.remove())
  return { url: harness.url, one: await harness.open(), other: await harness.open() }
}

/** Counts what a listener hears. */
function createEar() {
  let heard = 0
  return { heard: () => heard, hear: () => void heard++ }
}

const CUT = `select pg_terminate_backend(pid) from pg_stat_activity
  where application_name = 'paper-round notifications' and datname = current_database()`

describe.runIf(hasServer)(`notifications on PostgreSQL${needsServer}`, () => {
  it('come to other processes', async () => {
    const { one, other } = await openTwo()
    const { heard, hear } = createEar()
    one.changes.listen('papers', hear)
    await expect.poll(heard).toBe(1)
    await other.changes.publish('due')
    await other.changes.publish('papers')
    await expect.poll(heard).toBe(2)
  })

  it('come again after the connection was cut, and the listener is called for those that were missed', async () => {
    const { url, one, other } = await openTwo()
    const { heard, hear } = createEar()
    one.changes.listen('due', hear)
    await expect.poll(heard).toBe(1)
    expect(await runOn(url, CUT)).toHaveLength(1)
    await other.changes.publish('due')
    await expect.poll(heard, { timeout: 5_000 }).toBeGreaterThanOrEqual(2)
    const before = heard()
    await other.changes.publish('due')
    await expect.poll(heard).toBeGreaterThan(before)
  })

  it('end with the store', async () => {
    const { url, one, other } = await openTwo()
    const { heard, hear } = createEar()
    one.changes.listen('due', hear)
    await expect.poll(heard).toBe(1)
    await one.close()
    expect(await runOn(url, CUT)).toEqual([])
    await other.changes.publish('due')
    expect(heard()).toBe(1)
  })
})
