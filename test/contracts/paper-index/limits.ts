import { expect, it } from 'vitest'
import { TooBroadError } from '../../../src/ports/paper-index.ts'
import type { CreateHarness } from '../store/harness.ts'
import { MONDAY } from '../store/samples.ts'
import { openIndex } from './library.ts'
import { queryOf } from './samples.ts'

export function limitsContract(createHarness: CreateHarness): void {
  const query = queryOf('turnips')
  const options = { today: MONDAY, limit: 10 }

  it('answers the same within enough time', async () => {
    const { index, add } = await openIndex(createHarness)
    await add('2611.00001', { title: 'Turnips' })
    const limited = index.within(60_000)
    expect(await limited.find(query, options)).toEqual(await index.find(query, options))
    expect(await limited.matching(query, options)).toHaveLength(1)
    expect(await limited.words({ like: 'turnip', letters: [1, 9], papers: 1 })).not.toEqual([])
  })

  it('finds nothing once its time is over, but still reads what was found', async () => {
    const { index, add, keysOf } = await openIndex(createHarness)
    await add('2611.00001', { title: 'Turnips' })
    const limited = index.within(0)
    await expect(limited.find(query, options)).rejects.toThrow(TooBroadError)
    await expect(limited.matching(query, options)).rejects.toThrow(TooBroadError)
    await expect(limited.frequencies([query], options)).rejects.toThrow(TooBroadError)
    const keys = await keysOf('2611.00001')
    expect(await limited.load(keys)).toHaveLength(1)
    expect(await limited.headings(keys)).toHaveLength(1)
  })

  it('sees what was written just before', async () => {
    const { index, add } = await openIndex(createHarness)
    for (const id of ['2611.00001', '2611.00002', '2611.00003']) {
      await add(id, { title: `Turnips ${id}` })
      expect((await index.find(query, options)).length).toBe(Number(id.slice(-1)))
    }
  })
}
