import { describe, expect, it } from 'vitest'
import type { RemoteAnswer } from '../../src/search/remote-search.ts'
import { type Library, openLibrary } from './library.ts'

/** Papers on aurora, best first, and a remote search that finds these. */
async function withRemote(own: number, answer: RemoteAnswer): Promise<Library & { asked: string[] }> {
  const asked: string[] = []
  const library = await openLibrary({
    remote: async text => {
      asked.push(text)
      return answer
    },
  })
  for (let place = own - 1; place >= 0; place--)
    await library.add(`2611.${10_000 + place}`, { title: 'Aurora' })
  await library.add('2611.20000', { title: 'Polar Lights' })
  await library.add('2611.20001', { title: 'Northern Lights' })
  return Object.assign(library, { asked })
}

describe('results of both searches', () => {
  it('alternate, each paper once, and remote ones have no score', async () => {
    const { find } = await withRemote(3, { ids: ['2611.20000', '2611.99999', '2611.10002'] })
    const page = await find('aurora')
    expect(
      page.found.map(({ found, reason, score }) => [found.paper.id, reason, score !== undefined]),
    ).toEqual([
      ['2611.10002', 'in the title', true],
      ['2611.10000', 'in the title', true],
      ['2611.20000', 'close in meaning', false],
      ['2611.10001', 'in the title', true],
    ])
    expect(page).toMatchObject({ total: 4, more: false, notes: [] })
    expect(page.found.map(({ parts }) => parts?.recency)).toEqual([1, 1, undefined, 1])
  })

  it('are merged with our first 60', async () => {
    const { ids } = await withRemote(62, { ids: ['2611.10061', '2611.10059'] })
    const found = await ids('aurora')
    // Our 60th counts for both; our 62nd only as the first remote one.
    expect(found.slice(0, 3)).toEqual(['2611.10059', '2611.10000', '2611.10061'])
    expect(found.at(-1)).toBe('2611.10060')
    expect(found).toHaveLength(62)
  })

  it('are only ours if the remote search has none, with the reason', async () => {
    const none = await withRemote(2, { ids: [] })
    expect(await none.find('aurora')).toMatchObject({ total: 2, notes: [] })
    const absent = await withRemote(2, { ids: [], absent: 'Example did not answer' })
    expect(await absent.find('aurora')).toMatchObject({
      total: 2,
      notes: ['Example did not answer, so these are only from the stored papers.'],
    })
  })

  it.each([
    ['Aurora  lights', ['aurora lights']],
    ['aurora sort:top', []],
    ['aurora sort:new', []],
    ['aurora has:code', []],
    ['*', []],
  ])('for %j ask the remote search %j', async (query, asked) => {
    const library = await withRemote(1, { ids: [] })
    await library.find(query)
    expect(library.asked).toEqual(asked)
  })
})

describe('a page', () => {
  it.each([
    [1, 2, ['4', '3']],
    [2, 2, ['2', '1']],
    [3, 2, ['0']],
    [4, 2, ['0']],
    [1, 5, ['4', '3', '2', '1', '0']],
    [2, 5, ['4', '3', '2', '1', '0']],
  ])('%d of %d papers has %j', async (page, pageSize, keys) => {
    const { add, find } = await openLibrary()
    for (let paper = 0; paper < 5; paper++) await add(`2611.0000${paper}`, { title: 'Aurora' })
    const { found, total } = await find('aurora sort:new', page, pageSize)
    expect(found.map(({ found }) => found.paper.id.slice(-1))).toEqual(keys)
    expect(total).toBe(5)
  })

  it('may be empty, and an invalid query says why', async () => {
    const { find, search } = await openLibrary()
    expect(await find('aurora', 3, 5)).toMatchObject({ found: [], total: 0, more: false, query: 'aurora' })
    expect(await search.search('OR', { page: 1, pageSize: 5 })).toMatchObject({ ok: false })
  })

  it('has the newer of equally upvoted papers first', async () => {
    const { add, ids } = await openLibrary()
    for (const [paper, upvotes] of [3, 9, 3].entries()) {
      await add(`2611.0000${paper}`, { title: 'Aurora' }, { upvotes })
    }
    expect(await ids('aurora sort:top')).toEqual(['2611.00001', '2611.00002', '2611.00000'])
  })

  it('has no reasons without words, and scores what it ranks', async () => {
    const { add, find } = await openLibrary()
    await add('2611.00001', {}, { upvotes: 0 })
    const [ranked] = (await find('upvotes=0')).found
    expect(ranked).toMatchObject({ reason: '', highlights: [], parts: { text: 0, popularity: 0 } })
    expect(ranked?.score).toBeCloseTo(0.1, 10)
    const [newest] = (await find('upvotes=0 sort:new')).found
    expect(newest?.score).toBeUndefined()
  })

  it('reports the duration of each step', async () => {
    const { find } = await withRemote(3, { ids: ['2611.20000'] })
    const { timings } = await find('aurora')
    expect(Object.keys(timings)).toEqual(['find', 'rank', 'broaden', 'remote', 'merge', 'load'])
    expect(Math.min(...Object.values(timings))).toBeGreaterThanOrEqual(0)
    expect(Math.max(...Object.values(timings))).toBeLessThan(60_000)
    expect(Object.keys((await find('nowhere sort:new')).timings)).toEqual(['find', 'rank', 'correct', 'load'])
  })
})

it('names what similar papers share, and the distinctive words of a paper', async () => {
  const { add, search, store } = await openLibrary()
  await add('2611.00001', { title: 'Aurora Borealis', abstract: '' })
  await add('2611.00002', { title: 'Borealis, an Aurora', abstract: '' })
  const paper = (await store.papers.find('2611.00001'))?.paper
  if (!paper) throw new Error('the paper is not stored')
  expect(await search.similar(paper)).toMatchObject([{ reason: 'shares aurora, borealis', highlights: [] }])
  expect(await search.terms(paper)).toEqual(['aurora', 'borealis'])
})
