import { expect, it } from 'vitest'
import type { Store } from '../../../src/ports/store.ts'
import { DAY, HOUR, listed, MONDAY, NOW } from './samples.ts'

const idsFrom = async (store: Store, day: string) =>
  (await store.papers.candidates(day)).map(({ paper }) => paper.id)

export function papersContract(use: () => Store): void {
  it('returns a paper as it was listed', async () => {
    const full = listed(
      '2611.00001',
      { upvotes: 163, comments: 4, stars: 1200 },
      {
        title: "E²C: “𝒪(n log n)” isn’t `enough`; '); drop table papers; --",
        abstract: 'עברית 👩‍👩‍👧 <!channel> @everyone %_\\',
        summary: 'Short.',
        keywords: ['agents', 'tool "use"'],
        organization: 'Example Lab',
        codeUrl: 'https://github.com/example/code',
        projectUrl: 'https://example.org/',
        thumbnailUrl: 'https://cdn.example.org/1.png',
      },
    )
    const bare = listed('2611.00002', {}, { authors: [] })
    expect(await use().papers.record([full, bare], NOW)).toEqual({ added: 2, updated: 0 })
    expect(await use().papers.candidates(MONDAY)).toEqual([
      { ...full, firstSeenAt: NOW, growth: undefined },
      { ...bare, firstSeenAt: NOW, growth: undefined },
    ])
  })

  it('counts all papers, each once, also those that no source has listed', async () => {
    expect(await use().papers.count()).toBe(0)
    await use().papers.record([listed('2611.00001'), listed('2611.00002')], NOW)
    await use().papers.record([listed('2611.00001')], NOW + DAY)
    await use().papers.addUnlisted([listed('2611.00003').paper], NOW)
    expect(await use().papers.count()).toBe(3)
  })

  it('stores an id as text, with all of its zeros', async () => {
    await use().papers.record([listed('2401.00010'), listed('2401.0001'), listed('hep-th/9901001')], NOW)
    expect(await idsFrom(use(), MONDAY)).toEqual(['2401.0001', '2401.00010', 'hep-th/9901001'])
  })

  it('updates text and counts, but not when a paper was listed and first seen on its day', async () => {
    await use().papers.record(
      [listed('2611.00001', { stars: 5 }, { summary: 'Old.', codeUrl: 'https://old' })],
      NOW,
    )
    const later = listed(
      '2611.00001',
      { upvotes: 50 },
      { title: 'Renamed', authors: ['Cy New'], listedAt: NOW + HOUR },
    )
    expect(await use().papers.record([later], NOW + DAY)).toEqual({ added: 0, updated: 1 })
    const [candidate] = await use().papers.candidates(MONDAY)
    expect(candidate).toMatchObject({
      paper: { title: 'Renamed', authors: ['Cy New'], day: MONDAY, listedAt: NOW - HOUR },
      counts: { upvotes: 50 },
      firstSeenAt: NOW,
    })
    expect(candidate?.paper.summary).toBeUndefined()
    expect(candidate?.paper.codeUrl).toBeUndefined()
    expect(candidate?.counts?.stars).toBeUndefined()
  })

  it('moves a paper with its snapshots to a later day when it is listed again, and finds it once', async () => {
    await use().papers.record([listed('2611.00001'), listed('2611.00002')], NOW)
    const later = { day: '2026-11-25', listedAt: NOW + 2 * DAY }
    await use().papers.record([listed('2611.00001', { upvotes: 14 }, later)], NOW + 2 * DAY)
    expect(await idsFrom(use(), MONDAY)).toEqual(['2611.00001', '2611.00002'])
    expect(await use().papers.newestDay()).toBe('2026-11-25')
    const [candidate] = await use().papers.candidates('2026-11-24')
    expect(candidate).toMatchObject({
      paper: { id: '2611.00001', ...later },
      firstSeenAt: NOW + 2 * DAY,
      growth: { upvotes: 4, hours: 48 },
    })
  })

  it('leaves a paper on its day when an earlier list has it too', async () => {
    await use().papers.record([listed('2611.00001')], NOW)
    const earlier = { day: '2026-11-20', listedAt: NOW - 3 * DAY }
    await use().papers.record([listed('2611.00001', { upvotes: 14 }, earlier)], NOW + HOUR)
    expect(await use().papers.candidates('2026-11-01')).toMatchObject([
      { paper: { day: MONDAY, listedAt: NOW - HOUR }, counts: { upvotes: 14 }, firstSeenAt: NOW },
    ])
  })

  it('stores that a paper was withdrawn, and that it no longer is', async () => {
    const withdrawn = async () => (await use().papers.find('2611.00001'))?.paper.withdrawn
    await use().papers.record([listed('2611.00001', {}, { withdrawn: true })], NOW)
    expect(await withdrawn()).toBe(true)
    await use().papers.record([listed('2611.00001')], NOW + HOUR)
    expect(await withdrawn()).toBeUndefined()
  })

  it('marks the papers of a day that its list no longer has, until a list has them again', async () => {
    const delisted = async () =>
      (await use().papers.candidates('2026-11-01')).flatMap(({ paper }) => (paper.delisted ? paper.id : []))
    const tuesday = { day: '2026-11-24' }
    await use().papers.record(
      [listed('2611.00001'), listed('2611.00002'), listed('2611.00003', {}, tuesday)],
      NOW,
    )
    expect(await use().papers.delist(MONDAY, new Set(['2611.00002']))).toEqual({ delisted: 1 })
    expect(await delisted()).toEqual(['2611.00001'])
    expect(await use().papers.delist(MONDAY, new Set(['2611.00002']))).toEqual({ delisted: 0 })
    await use().papers.record([listed('2611.00001')], NOW + HOUR)
    expect(await delisted()).toEqual([])
  })

  it('uses the last text and counts, and the newest day, of a paper that is listed twice at once', async () => {
    const listings = [
      listed('2611.00001', { upvotes: 1 }, { title: 'First' }),
      listed('2611.00001', { upvotes: 2 }, { title: 'Second', day: '2026-11-20', listedAt: 5 }),
      listed('2611.00001', { upvotes: 3 }, { title: 'Third', listedAt: NOW }),
    ]
    expect(await use().papers.record(listings, NOW)).toEqual({ added: 1, updated: 0 })
    expect(await use().papers.candidates('2026-11-01')).toMatchObject([
      { paper: { title: 'Third', day: MONDAY, listedAt: NOW - HOUR }, counts: { upvotes: 3 } },
    ])
  })

  it('stores the last counts of one moment', async () => {
    await use().papers.record([listed('2611.00001', { upvotes: 1, stars: 7 })], NOW)
    await use().papers.record([listed('2611.00001', { upvotes: 2 })], NOW)
    const [candidate] = await use().papers.candidates(MONDAY)
    expect(candidate).toMatchObject({ counts: { upvotes: 2, stars: undefined }, growth: undefined })
  })

  it('records more papers than fit into one transaction, and none', async () => {
    const many = Array.from({ length: 250 }, (_, index) => listed(`2611.${String(index).padStart(5, '0')}`))
    expect(await use().papers.record(many, NOW)).toEqual({ added: 250, updated: 0 })
    expect(await use().papers.record(many, NOW + HOUR)).toEqual({ added: 0, updated: 250 })
    expect(await use().papers.candidates(MONDAY)).toHaveLength(250)
    expect(await use().papers.record([], NOW)).toEqual({ added: 0, updated: 0 })
  })

  it('returns the papers of a day and later, ordered by id', async () => {
    const days = ['2026-11-24', '2026-11-20', '2026-11-23', '2026-11-22']
    for (const [index, day] of days.entries()) {
      await use().papers.record([listed(`2611.0000${9 - index}`, {}, { day })], NOW)
    }
    expect(await idsFrom(use(), MONDAY)).toEqual(['2611.00007', '2611.00009'])
    expect(await use().papers.newestDay()).toBe('2026-11-24')
  })

  it('has no newest day before the first paper', async () => {
    expect(await use().papers.newestDay()).toBeUndefined()
    expect(await use().papers.candidates('2020-01-01')).toEqual([])
  })

  it('finds one paper of any day, with its counts and their growth', async () => {
    await use().papers.record([listed('2611.00001'), listed('2611.00002')], NOW)
    await use().papers.record([listed('2611.00001', { upvotes: 30 })], NOW + DAY)
    expect(await use().papers.find('2611.00001')).toMatchObject({
      paper: { id: '2611.00001' },
      counts: { upvotes: 30 },
      growth: { upvotes: 20, hours: 24 },
    })
    expect(await use().papers.find('2611.99999')).toBeUndefined()
  })

  it('keeps categories when the paper is listed again', async () => {
    await use().papers.record(
      [listed('2611.00001', {}, { categories: ['cs.LG'] }), listed('2611.00002')],
      NOW,
    )
    await use().papers.categorise('2611.00002', ['cs.CL', 'stat.ML'])
    await use().papers.record([listed('2611.00002', {}, { title: 'Renamed' })], NOW + HOUR)
    expect((await use().papers.find('2611.00001'))?.paper.categories).toEqual(['cs.LG'])
    expect((await use().papers.find('2611.00002'))?.paper).toMatchObject({
      title: 'Renamed',
      categories: ['cs.CL', 'stat.ML'],
    })
    await use().papers.categorise('2611.99999', ['cs.CL'])
    expect(await use().papers.find('2611.99999')).toBeUndefined()
  })
}
