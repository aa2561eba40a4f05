import { expect, it } from 'vitest'
import { indexEntryOf } from '../../../src/search/index-entry.ts'
import type { Near } from '../../../src/search/query/query.ts'
import type { CreateHarness } from '../store/harness.ts'
import { listed, MONDAY, NOW } from '../store/samples.ts'
import { openIndex } from './library.ts'

/** The order, number and searchable parts of found papers. */
export function findingContract(createHarness: CreateHarness): void {
  const open = () => openIndex(createHarness)

  it('by keys that grow with their day, and within a day as they came', async () => {
    const { add, index, ids } = await open()
    for (const [id, day] of [
      ['b', MONDAY],
      ['c', '2026-11-20'],
      ['a', '2026-11-24'],
      ['d', MONDAY],
    ] as const) {
      await add(id, { day })
    }
    const keys = await index.keys(['a', 'b', 'c', 'd'])
    const newestFirst = keys.toSorted((a, b) => b.key - a.key).map(({ id }) => id)
    expect(newestFirst).toEqual(['a', 'd', 'b', 'c'])
    expect(await ids('*')).toEqual(newestFirst)
  })

  it('with the day on which they were listed, and their latest counts', async () => {
    const { add, store, find, keysOf } = await open()
    await add('2611.00001', { day: '2026-11-20' }, { upvotes: 3, stars: 10 })
    await add('2611.00002', {}, { upvotes: 7 })
    await store.papers.record(
      [listed('2611.00001', { upvotes: 40, stars: 200 }, { day: '2026-11-19' })],
      NOW + 1,
    )
    const [first, second] = await keysOf('2611.00001', '2611.00002')
    expect(await find('paper')).toEqual([
      { key: second, dayAt: Date.parse(MONDAY), upvotes: 7, stars: 0 },
      { key: first, dayAt: Date.parse('2026-11-20'), upvotes: 40, stars: 200 },
    ])
  })

  it('that were never listed, without counts', async () => {
    const { store, find, ids } = await open()
    await store.papers.addUnlisted([listed('2611.00001', {}, { title: 'Aurora' }).paper], NOW)
    expect(await find('aurora')).toMatchObject([{ upvotes: 0, stars: 0 }])
    expect(await ids('aurora upvotes=0')).toEqual(['2611.00001'])
    expect(await ids('aurora upvotes>0')).toEqual([])
  })

  it('by the entry that another thread has prepared, where there is one', async () => {
    const { store, index, ids } = await open()
    const { paper } = listed('2611.00001', {}, { title: 'Aurora', abstract: '' })
    const entry = indexEntryOf({ ...paper, title: 'Borealis', abstract: 'A northern light (NL).' })
    await store.papers.addUnlisted([{ ...paper, entry }], NOW)
    expect(await ids('aurora')).toEqual([])
    expect(await ids('borealis light')).toEqual(['2611.00001'])
    expect(await index.words({ like: 'borealis', letters: [8, 8], papers: 1 })).toMatchObject([{ papers: 1 }])
    expect(await index.shortForms(['nl'])).toMatchObject([{ long: 'northern light' }])
    expect(await store.papers.find('2611.00001')).toMatchObject({ paper: { title: 'Aurora' } })
    expect((await store.papers.find('2611.00001'))?.paper).not.toHaveProperty('entry')
  })

  it('the newest of them, as many as asked for', async () => {
    const { add, find, matching, ids } = await open()
    for (const id of ['2611.00001', '2611.00002', '2611.00003']) await add(id)
    expect(await ids('paper', { limit: 2 })).toEqual(['2611.00003', '2611.00002'])
    expect(await find('paper', { limit: 2 })).toEqual((await find('paper')).slice(0, 2))
    expect(await matching('paper', { limit: 0 })).toEqual([])
  })

  it('of a key and later ones, where one is given', async () => {
    const { add, find, ids, keysOf } = await open()
    for (const id of ['2611.00001', '2611.00002', '2611.00003']) await add(id)
    const [, second = 0] = await keysOf('2611.00001', '2611.00002')
    expect(await ids('paper', { from: second })).toEqual(['2611.00003', '2611.00002'])
    expect(await ids('paper', { from: second, limit: 1 })).toEqual(['2611.00003'])
    expect(await ids('paper', { from: second + 1 })).toEqual(['2611.00003'])
    expect((await find('NOT nowhere', { from: second })).at(-1)).toMatchObject({ key: second })
  })

  it('of some keys, the newest of them, as many as asked for', async () => {
    const { add, matching, keysOf } = await open()
    for (const id of ['2611.00001', '2611.00002', '2611.00003', '2611.00004']) await add(id)
    const [first = 0, second = 0, , last = 0] = await keysOf(
      '2611.00001',
      '2611.00002',
      '2611.00003',
      '2611.00004',
    )
    const among = [last, second, first]
    expect(await matching('paper upvotes>0', { among })).toEqual(among)
    expect(await matching('paper', { among, limit: 2 })).toEqual([last, second])
    expect(await matching('paper', { among, from: second })).toEqual([last, second])
    expect(await matching('paper 00002', { among })).toEqual([second])
    expect(await matching('paper', { among: [] })).toEqual([])
  })

  it('by the day that is today', async () => {
    const { add, ids } = await open()
    await add('2611.00001', { day: '2026-11-16' })
    expect(await ids('since:7d', { today: '2026-11-23' })).toEqual(['2611.00001'])
    expect(await ids('since:7d', { today: '2026-11-24' })).toEqual([])
    expect(await ids('until:today', { today: '2026-11-16' })).toEqual(['2611.00001'])
    expect(await ids('until:yesterday', { today: '2026-11-16' })).toEqual([])
  })

  it('by their newest text, categories and day', async () => {
    const { add, ids, store } = await open()
    await add('2611.00001', { title: 'Aurora' })
    await add('2611.00001', { title: 'Borealis' })
    expect(await ids('aurora')).toEqual([])
    expect(await ids('borealis')).toEqual(['2611.00001'])
    await store.papers.categorise('2611.00001', ['cs.CL'])
    expect(await ids('cat:cs.cl')).toEqual(['2611.00001'])
    await add('2611.00001', { title: 'Borealis', day: '2026-11-25' })
    expect(await ids('borealis since:2026-11-25')).toEqual(['2611.00001'])
    expect(await ids('borealis until:2026-11-24')).toEqual([])
  })

  it('by what was added to them later, from a list too', async () => {
    const { add, ids, store } = await open()
    await add('2611.00001', { abstract: '' })
    const { paper } = listed('2611.00001', {}, { abstract: 'Of sheep.', categories: ['cs.HC'] })
    await store.papers.addUnlisted([paper], NOW)
    expect(await ids('sheep cat:cs.HC')).toEqual(['2611.00001'])
    await store.papers.addUnlisted([listed('2611.00002', {}, { title: 'Lambs' }).paper], NOW)
    await add('2611.00002', { title: 'Rams', codeUrl: 'https://github.com/example/rams' })
    expect(await ids('lambs')).toEqual([])
    expect(await ids('rams has:code')).toEqual(['2611.00002'])
  })

  it('by a whole sentence, where they have all of its words, wherever those are', async () => {
    const { add, ids } = await open()
    const words = ['auroras', 'borealis', 'cobalt', 'dunes', 'ember', 'fjords', 'glacier', 'harbour', 'ivory']
    await add('2611.00001', { title: 'Auroras', abstract: words.join(' '), keywords: ['cobalt'] })
    await add('2611.00002', { title: words.slice(1).join(' '), authors: ['Ada Auroras'] })
    await add('2611.00003', { title: words.slice(0, -1).join(' ') })
    await add('2611.00004', { title: words.slice(4).join(' '), abstract: words.slice(1, 4).join(' ') })
    expect((await ids(words.join(' '))).sort()).toEqual(['2611.00001', '2611.00002'])
    expect(await ids(`${words.join(' ')} jasmine`)).toEqual([])
    expect((await ids(words.slice(1).join(' '))).sort()).toEqual(['2611.00001', '2611.00002', '2611.00004'])
  })

  it('by their latest counts', async () => {
    const { add, ids } = await open()
    await add('2611.00001', {}, { upvotes: 3, stars: 10 })
    await add('2611.00001', {}, { upvotes: 40, stars: 200 })
    expect(await ids('upvotes>20 stars>=200 comments=1')).toEqual(['2611.00001'])
    expect(await ids('upvotes<20')).toEqual([])
  })

  it('by words near each other, in any order', async () => {
    const { add, index, idsOf } = await open()
    await add('2611.00001', { abstract: 'sparse attention' })
    await add('2611.00002', { abstract: 'attention that one may call sparse' })
    await add('2611.00003', { abstract: 'sparse one two three four five six seven eight attention' })
    await add('2611.00004', { title: 'Sparse', abstract: 'attention' })
    await add('2611.00005', { title: 'Sparse Attention' })
    const near = async (changes: Partial<Near>) => {
      const query: Near = { kind: 'near', stems: ['spars', 'attent'], within: 6, ...changes }
      return (await idsOf(await index.matching(query, { today: MONDAY, limit: 9 }))).sort()
    }
    expect(await near({})).toEqual(['2611.00001', '2611.00002', '2611.00005'])
    expect(await near({ within: 5 })).toEqual(['2611.00001', '2611.00005'])
    expect(await near({ within: 10 })).toEqual(['2611.00001', '2611.00002', '2611.00003', '2611.00005'])
    expect(await near({ within: 9 })).toEqual(['2611.00001', '2611.00002', '2611.00005'])
    expect(await near({ field: 'title' })).toEqual(['2611.00005'])
  })
}
