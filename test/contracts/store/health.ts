import { createHash } from 'node:crypto'
import { expect, it, onTestFinished } from 'vitest'
import type { Store } from '../../../src/ports/store.ts'
import { StoreError } from '../../../src/ports/store-error.ts'
import type { CreateHarness, StoreHarness } from './harness.ts'
import { CHANNEL, channel, edition, listed, NOW } from './samples.ts'

/** Eleven kilobytes of words that a database can't make much smaller. */
const incompressible = (seed: string): string =>
  Array.from({ length: 256 }, (_, index) =>
    createHash('sha256').update(`${seed} ${index}`).digest('base64'),
  ).join(' ')

/** Opening a database, its size and its checks. */
export function healthContract(
  use: () => Store,
  harness: () => StoreHarness,
  createHarness: CreateHarness,
): void {
  it('can be opened by several at once when it is new', async () => {
    const fresh = await createHarness()
    onTestFinished(() => fresh.remove())
    const stores = await Promise.all([1, 2, 3].map(() => fresh.open()))
    for (const [index, store] of stores.entries()) await store.keyValues.set('who', `number ${index}`)
    for (const store of stores) expect(await store.keyValues.get('who')).toBe('number 2')
  })

  it('reports its size, which grows with what is stored', async () => {
    const before = await use().size()
    expect(before).toBeGreaterThan(0)
    const papers = Array.from({ length: 100 }, (_, index) =>
      listed(`2611.${10_000 + index}`, {}, { abstract: incompressible(`${index}`) }),
    )
    await use().papers.record(papers, NOW)
    expect(await use().size()).toBeGreaterThan(before + 500_000)
  })

  it('finds no damage in a sound database', async () => {
    await use().papers.record([listed('2611.00001')], NOW)
    expect(await use().check()).toEqual([])
  })

  it('is probed without leaving anything behind', async () => {
    const before = await harness().query('select count(*) as count from key_values')
    await use().probe()
    await use().probe()
    expect(await harness().query('select count(*) as count from key_values')).toEqual(before)
  })

  it('names the row that can’t be read after it was changed by hand', async () => {
    await use().channels.save(channel())
    await use().outbox.plan(edition('first'))
    await harness().query(`update deliveries set digest = '{"layout":'`)
    const error = await use()
      .outbox.latest(CHANNEL, 1)
      .catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(StoreError)
    expect(String(error)).toContain("The database holds a delivery that can't be read")
    expect(String(error)).toContain('at digest')
  })
}
