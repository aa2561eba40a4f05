import { expect, it } from 'vitest'
import type { ListedPaper, Paper } from '../../../src/papers/paper.ts'
import type { Store } from '../../../src/ports/store.ts'
import { parseQuery } from '../../../src/search/query/parser.ts'
import { beginSending, channel, DAY, digestOf, edition, HOUR, listed, MONDAY, NOW } from './samples.ts'

const ID = '2611.00001'
const TUESDAY = '2026-11-24'

/** As a source without votes lists it. */
const announced = (id: string, changes: Partial<Paper> = {}): ListedPaper => ({
  paper: { ...listed(id).paper, categories: ['cs.CL'], sources: ['arxiv'], ...changes },
})

/** As a source with votes lists it. */
const voted = (id: string, changes: Partial<Paper> = {}): ListedPaper =>
  listed(id, { upvotes: 7 }, { sources: ['huggingface'], ...changes })

export function uncountedContract(use: () => Store): void {
  const find = async (id = ID) => (await use().papers.find(id))?.paper

  /** The keys of the papers that a query finds. */
  async function keysOf(typed: string): Promise<number[]> {
    const parsed = parseQuery(typed)
    if (!parsed.ok) throw new Error(parsed.problem)
    return use().index.matching(parsed.query, { today: MONDAY, limit: 100 })
  }
  const unvoted = async () => use().papers.unvoted(await keysOf('*'))
  const idsOf = (papers: readonly ListedPaper[]): string[] => papers.map(({ paper }) => paper.id)

  it('finds such a paper by its id and by search, without counts', async () => {
    expect(await use().papers.record([announced(ID)], NOW)).toEqual({ added: 1, updated: 0 })
    expect(await use().papers.find(ID)).toEqual(announced(ID))
    expect(await keysOf('title:paper source:arxiv cat:cs.CL')).toHaveLength(1)
    expect(await keysOf('source:huggingface')).toEqual([])
    const [found] = await use().index.load(await keysOf('*'))
    expect(found).toEqual(announced(ID))
  })

  it('returns it apart from the candidates, with when it was first seen', async () => {
    await use().papers.record([announced(ID), voted('2611.00002')], NOW)
    expect(idsOf(await use().papers.candidates(MONDAY))).toEqual(['2611.00002'])
    expect(await unvoted()).toEqual([{ ...announced(ID), firstSeenAt: NOW }])
    expect(await use().papers.unvoted([])).toEqual([])
  })

  it('has no newest day from them, which is that of the votes', async () => {
    await use().papers.record([announced(ID)], NOW)
    expect(await use().papers.newestDay()).toBeUndefined()
  })

  it('changes nothing when it is listed again, nor when it moves to another category days later', async () => {
    await use().papers.record([announced(ID)], NOW)
    const later = {
      day: TUESDAY,
      listedAt: NOW + DAY,
      title: 'Another title',
      categories: ['cs.CL', 'cs.LG'],
    }
    expect(await use().papers.record([announced(ID, later)], NOW + DAY)).toEqual({ added: 0, updated: 1 })
    expect(await unvoted()).toEqual([
      { ...announced(ID, { categories: ['cs.CL', 'cs.LG'] }), firstSeenAt: NOW },
    ])
    expect(await keysOf('cat:cs.LG')).toHaveLength(1)
  })

  it('gets counts, and keeps both sources, once a list with votes has it', async () => {
    await use().papers.record([announced(ID)], NOW)
    const later = { day: TUESDAY, listedAt: NOW + DAY, title: 'As listed there', keywords: ['sheep'] }
    await use().papers.record([voted(ID, later)], NOW + DAY)
    expect(await use().papers.candidates(MONDAY)).toMatchObject([
      {
        paper: { ...later, categories: ['cs.CL'], sources: ['arxiv', 'huggingface'] },
        counts: { upvotes: 7 },
        firstSeenAt: NOW + DAY,
      },
    ])
    expect(await unvoted()).toEqual([])
    for (const typed of ['source:arxiv', 'source:huggingface', 'source:arxiv source:huggingface sheep'])
      expect(await keysOf(typed)).toHaveLength(1)
  })

  it('completes a paper that a list with votes has already, and leaves the rest', async () => {
    await use().papers.record([voted(ID, { authors: [] })], NOW)
    const later = announced(ID, {
      day: TUESDAY,
      listedAt: NOW + DAY,
      title: 'Another title',
      abstract: 'Other.',
    })
    await use().papers.record([later], NOW + DAY)
    expect(await use().papers.candidates(MONDAY)).toMatchObject([
      {
        paper: {
          ...voted(ID).paper,
          authors: ['Ada Example', 'Bo Sample'],
          categories: ['cs.CL'],
          sources: ['huggingface', 'arxiv'],
        },
        counts: { upvotes: 7 },
        firstSeenAt: NOW,
      },
    ])
    await use().papers.record([voted(ID)], NOW + 2 * DAY)
    expect((await find())?.sources).toEqual(['huggingface', 'arxiv'])
  })

  it('makes a paper from a file or a search as new as the others on the list', async () => {
    const old = {
      day: '2025-03-18',
      listedAt: Date.parse('2025-03-18'),
      sources: undefined,
      categories: undefined,
    }
    await use().papers.addUnlisted([announced(ID, old).paper], NOW - DAY)
    await use().papers.addUnlisted([announced('2611.00002', old).paper], NOW - DAY, new Map())
    expect(await unvoted()).toEqual([])
    await use().papers.record([announced(ID), announced('2611.00002')], NOW)
    const expected = [announced(ID), announced('2611.00002')].map(each => ({ ...each, firstSeenAt: NOW }))
    expect((await unvoted()).sort((a, b) => (a.paper.id < b.paper.id ? -1 : 1))).toEqual(expected)
    expect(await keysOf('source:arxiv')).toHaveLength(2)
    expect(await use().papers.removeFoundBefore(NOW)).toEqual({ removed: 0 })
    expect(await use().papers.removeFoundBefore(NOW + 1)).toEqual({ removed: 1 })
    expect(await find()).toBeDefined()
  })

  it('records lists with and without counts at once, more than fit into a transaction', async () => {
    const papers = Array.from({ length: 230 }, (_, index) =>
      index % 3 === 0 ? voted(`2611.${10_000 + index}`) : announced(`2611.${10_000 + index}`),
    )
    expect(await use().papers.record(papers, NOW)).toEqual({ added: 230, updated: 0 })
    expect(await use().papers.candidates(MONDAY)).toHaveLength(77)
    expect(await use().papers.unvoted(await keysOf('source:arxiv'))).toHaveLength(100)
    expect(await use().papers.record(papers, NOW + HOUR)).toEqual({ added: 0, updated: 230 })
  })

  it('never takes one off the list of a source that has votes', async () => {
    await use().papers.record([announced(ID), voted('2611.00002')], NOW)
    const counts = new Map([[ID, { upvotes: 3, comments: 0 }]])
    await use().papers.addUnlisted([announced(ID).paper], NOW, counts)
    expect(await use().papers.delist(MONDAY, new Set())).toEqual({ delisted: 1 })
    expect((await find())?.delisted).toBeUndefined()
  })

  it('removes it like a paper that a search found, unless it was posted or gets votes', async () => {
    await use().papers.record([announced(ID), announced('2611.00002'), announced('2611.00003')], NOW)
    await use().papers.record([voted('2611.00002')], NOW)
    await use().channels.save(channel())
    const digest = digestOf('2611.00003')
    const { id, lease } = await beginSending(use(), edition('first', { digest }))
    await use().outbox.settle(id, lease, { kind: 'sent' }, NOW)
    expect(await use().papers.removeFoundBefore(NOW)).toEqual({ removed: 0 })
    expect(await use().papers.removeFoundBefore(NOW + 1)).toEqual({ removed: 1 })
    expect(await find()).toBeUndefined()
    expect(await find('2611.00002')).toBeDefined()
    expect(await find('2611.00003')).toBeDefined()
  })
}
