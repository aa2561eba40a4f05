import { expect, it } from 'vitest'
import type { CreateHarness } from '../store/harness.ts'
import { DAY, listed, NOW } from '../store/samples.ts'
import { openIndex } from './library.ts'

/** Reading papers by their keys. */
export function readingContract(createHarness: CreateHarness): void {
  const open = () => openIndex(createHarness)

  it('whole, in the order of their keys, without deleted ones', async () => {
    const { add, store, index, keysOf } = await open()
    await add('2611.00001', { keywords: ['agents'], organization: 'Example Lab' })
    await store.papers.record(
      [listed('2611.00001', { upvotes: 30 }, { keywords: ['agents'], organization: 'Example Lab' })],
      NOW + DAY,
    )
    await add('2611.00002')
    const [first = 0, second = 0] = await keysOf('2611.00001', '2611.00002')
    expect(await index.load([second, 7, first])).toEqual([
      await store.papers.find('2611.00002'),
      await store.papers.find('2611.00001'),
    ])
    expect((await index.load([first]))[0]).toMatchObject({
      paper: { id: '2611.00001', keywords: ['agents'] },
      counts: { upvotes: 30 },
    })
  })

  it('without counts if they were never listed, among others with counts', async () => {
    const { add, store, index, keysOf } = await open()
    const { paper } = listed('2611.00001')
    await store.papers.addUnlisted([paper], NOW)
    await add('2611.00002')
    const found = await index.load(await keysOf('2611.00001', '2611.00002'))
    expect(found).toMatchObject([{ paper }, { counts: { upvotes: 10 } }])
    expect(found[0]).toEqual({ paper })
  })

  it('by their headings alone', async () => {
    const { add, index, keysOf } = await open()
    await add('2611.00001', {
      title: '“Sparse” Attention',
      keywords: ['agents', 'tool "use"'],
      authors: ['Łukasz Kaiser'],
      organization: 'Example Lab',
    })
    await add('2611.00002', { authors: [] })
    const [first = 0, second = 0] = await keysOf('2611.00001', '2611.00002')
    const headings = await index.headings([second, 7, first])
    expect(headings.toSorted((a, b) => a.key - b.key)).toEqual([
      {
        key: first,
        title: '“Sparse” Attention',
        keywords: ['agents', 'tool "use"'],
        authors: ['Łukasz Kaiser'],
        organization: 'Example Lab',
      },
      { key: second, title: 'A Paper Called 2611.00002', keywords: [], authors: [], organization: undefined },
    ])
  })

  it('by ids that are text, with all of their zeros', async () => {
    const { add, index, idsOf, keysOf } = await open()
    const ids = ['2401.0001', '2401.00010', 'hep-th/9901001']
    for (const id of ids) await add(id)
    expect(await idsOf(await keysOf(...ids))).toEqual(ids)
    expect((await index.keys(['2401.00010', '2401.1', '2611.99999'])).map(({ id }) => id)).toEqual([
      '2401.00010',
    ])
  })

  it('by keys that last while their text changes', async () => {
    const { add, keysOf } = await open()
    await add('2611.00001')
    const before = await keysOf('2611.00001')
    await add('2611.00001', { title: 'Renamed', summary: 'New.' })
    expect(await keysOf('2611.00001')).toEqual(before)
  })

  it('none, if none is asked for', async () => {
    const { add, index } = await open()
    await add('2611.00001')
    expect(await index.load([])).toEqual([])
    expect(await index.headings([])).toEqual([])
    expect(await index.keys([])).toEqual([])
    expect(await index.frequencies([], { today: '2026-11-23' })).toEqual([])
    expect(await index.shortForms([])).toEqual([])
  })
}
