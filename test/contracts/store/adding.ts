import { expect, it } from 'vitest'
import type { Paper } from '../../../src/papers/paper.ts'
import type { Store } from '../../../src/ports/store.ts'
import { DAY, listed, MONDAY, NOW } from './samples.ts'

const LONG_AGO = '2025-03-18'

const unlisted = (id: string, changes: Partial<Paper> = {}): Paper => ({
  ...listed(id).paper,
  day: LONG_AGO,
  listedAt: Date.parse(LONG_AGO),
  publishedAt: Date.parse(LONG_AGO),
  categories: ['cs.HC', 'cs.CV'],
  ...changes,
})

export function addingContract(use: () => Store): void {
  it('finds a paper by its id, without counts', async () => {
    const paper = unlisted('2503.11677')
    expect(await use().papers.addUnlisted([paper], NOW)).toEqual({ added: 1, completed: 0 })
    expect(await use().papers.find('2503.11677')).toEqual({ paper })
  })

  it('never returns them as candidates, nor as the newest day', async () => {
    await use().papers.addUnlisted([unlisted('2611.00001', { day: MONDAY })], NOW)
    expect(await use().papers.candidates(LONG_AGO)).toEqual([])
    expect(await use().papers.newestDay()).toBeUndefined()
  })

  it('changes nothing when the same papers are added again', async () => {
    const papers = Array.from({ length: 230 }, (_, index) => unlisted(`2503.${10_000 + index}`))
    expect(await use().papers.addUnlisted(papers, NOW)).toEqual({ added: 230, completed: 0 })
    expect(await use().papers.addUnlisted(papers, NOW + DAY)).toEqual({ added: 0, completed: 0 })
  })

  it('adds an id that is given twice at once as one paper', async () => {
    const twice = [unlisted('2503.11677'), unlisted('2503.11677', { title: 'Again' })]
    expect(await use().papers.addUnlisted(twice, NOW)).toEqual({ added: 1, completed: 0 })
  })

  it('adds what is missing in a listed paper, and leaves the rest', async () => {
    await use().papers.record([listed('2611.00001', {}, { authors: [] })], NOW)
    const other = unlisted('2611.00001', { title: 'Another Title', authors: ['Cy New'] })
    expect(await use().papers.addUnlisted([other], NOW + DAY)).toEqual({ added: 0, completed: 1 })
    const { paper } = listed('2611.00001', {}, { authors: ['Cy New'], categories: ['cs.HC', 'cs.CV'] })
    expect(await use().papers.find('2611.00001')).toMatchObject({ paper, counts: { upvotes: 10 } })
  })

  it('adds a missing abstract, and replaces none', async () => {
    await use().papers.record([listed('2611.00001', {}, { abstract: '' }), listed('2611.00002')], NOW)
    const others = ['2611.00001', '2611.00002'].map(id =>
      unlisted(id, { abstract: 'Another text.', categories: undefined }),
    )
    expect(await use().papers.addUnlisted(others, NOW)).toEqual({ added: 0, completed: 1 })
    expect((await use().papers.find('2611.00001'))?.paper.abstract).toBe('Another text.')
    expect((await use().papers.find('2611.00002'))?.paper.abstract).toBe('We propose a small thing.')
  })

  it('gives a paper the day of the list on which it later appears', async () => {
    await use().papers.addUnlisted([unlisted('2503.11677'), unlisted('2611.00002', { day: MONDAY })], NOW)
    const now = [listed('2503.11677'), listed('2611.00002')]
    expect(await use().papers.record(now, NOW + DAY)).toEqual({ added: 0, updated: 2 })
    const categories = ['cs.HC', 'cs.CV']
    expect(await use().papers.candidates(MONDAY)).toEqual(
      now.map(item => ({ ...item, paper: { ...item.paper, categories }, firstSeenAt: NOW + DAY })),
    )
    await use().papers.record(
      now.map(item => ({ ...item, paper: { ...item.paper, day: '2026-11-20' } })),
      NOW + 2 * DAY,
    )
    expect(await use().papers.candidates(MONDAY)).toHaveLength(2)
  })
}
