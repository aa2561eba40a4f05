import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { feedError, type ListingEntry, rssListing } from '../../fakes/arxiv/listing.ts'
import { failureOf } from '../huggingface/setup.ts'
import { arxivWith, ID } from './setup.ts'

const DAY = '2026-11-23'

/** The result of reading a listing with these entries. */
async function read(...entries: ListingEntry[]) {
  const { server, list } = await arxivWith()
  server.setListing({ day: DAY, entries })
  return (await list()).papers.map(({ paper }) => paper)
}

describe('a listing', () => {
  it('is asked for all categories at once', async () => {
    const { server, list } = await arxivWith()
    await list()
    expect(server.requests.map(({ url }) => url.pathname)).toEqual(['/atom/cs.AI+cs.CL'])
  })

  it('has papers without counts, whose text begins after what arXiv writes before it', async () => {
    const { server, list } = await arxivWith()
    server.setListing({
      day: DAY,
      entries: [
        {
          id: '2611.00010',
          title: 'Sheep &amp; $n$ Wolves',
          abstract: 'We count\nsheep. It works.',
          authors: ['Ada Example', 'Bo Sample'],
          categories: ['cs.CL', 'cs.AI', 'cs.CL'],
        },
      ],
    })
    const midnight = Date.parse('2026-11-23T05:00Z')
    expect(await list()).toEqual({
      papers: [
        {
          paper: {
            id: '2611.00010',
            title: expect.stringMatching(/^Sheep/),
            abstract: 'We count sheep. It works.',
            authors: ['Ada Example', 'Bo Sample'],
            day: DAY,
            listedAt: midnight,
            publishedAt: midnight,
            keywords: [],
            categories: ['cs.CL', 'cs.AI'],
            sources: ['arxiv'],
          },
        },
      ],
      skipped: [],
    })
  })

  it('has what is new, or new in a category, and no replacements', async () => {
    const papers = await read(
      { id: '2611.00001', type: 'new' },
      { id: '2611.00002', type: 'cross' },
      { id: '2611.00003', type: 'replace' },
      { id: '2611.00004', type: 'replace-cross' },
    )
    expect(papers.map(({ id }) => id)).toEqual(['2611.00001', '2611.00002'])
  })

  it.each<[string[], string[]]>([
    [['Ada Example'], ['Ada Example']],
    [
      ['Ada Example (MIT, CSAIL)', 'Bo Sample'],
      ['Ada Example', 'Bo Sample'],
    ],
    [
      ['Ada Example ((1) and (2))', 'Bo Sample, Jr.', 'Cy III'],
      ['Ada Example', 'Bo Sample, Jr.', 'Cy III'],
    ],
    [
      ['Ada (Example', 'Bo Sample'],
      ['Ada (Example', 'Bo Sample'],
    ],
    [
      ['Ada Example)', 'Bo Sample'],
      ['Ada Example)', 'Bo Sample'],
    ],
    [['M. M\\"uller'], ['M. Müller']],
    [[], []],
  ])('reads the authors %j', async (authors, names) => {
    expect((await read({ id: ID, authors }))[0]?.authors).toEqual(names)
  })

  it.each([
    ['2611.00010', '2026-11-23T05:00:00.000Z'],
    ['2610.00010', '2026-10-31T23:59:59.999Z'],
    ['2402.00010', '2024-02-29T23:59:59.999Z'],
    ['math.GT/0309136', '2026-11-23T05:00:00.000Z'],
  ])('takes %s for published by %s, whenever it was announced', async (id, at) => {
    const [paper] = await read({ id, type: 'cross' })
    expect(new Date(paper?.publishedAt ?? 0).toISOString()).toBe(at)
  })

  it('marks what was withdrawn', async () => {
    const [paper] = await read({ id: ID, abstract: 'This paper has been withdrawn by the authors.' })
    expect(paper?.withdrawn).toBe(true)
  })

  it('is the newest for all later days, and none for earlier ones', async () => {
    const { server, list } = await arxivWith()
    server.setListing({ day: DAY, entries: [{ id: ID }] })
    for (const [day, count] of Object.entries({
      '2026-11-22': 0,
      [DAY]: 1,
      '2026-11-24': 1,
      '2026-11-29': 1,
    })) {
      expect((await list(day)).papers).toHaveLength(count)
    }
  })

  it('is empty on a weekend', async () => {
    const { list } = await arxivWith()
    expect(await list('2026-11-22')).toEqual({ papers: [], skipped: [] })
  })

  it('is read as RSS as well, which a mirror may have', async () => {
    const { server, list } = await arxivWith()
    const entries: ListingEntry[] = [
      { id: '2611.00001', categories: ['cs.CL', 'cs.AI'] },
      { id: '2611.00002', type: 'replace' },
      { id: '2611.00003', type: 'cross' },
    ]
    server.faults({ body: rssListing('Mon, 23 Nov 2026 00:00:00 -0500', entries) })
    const { papers, skipped } = await list()
    expect(papers.map(({ paper }) => [paper.id, paper.day, paper.abstract, paper.categories])).toEqual([
      ['2611.00001', DAY, 'We study it. It works.', ['cs.CL', 'cs.AI']],
      ['2611.00003', DAY, 'We study it. It works.', ['cs.CL']],
    ])
    expect(skipped).toEqual([])
  })

  const recording = new URL(
    '../../../../shared/data/arxiv/rss_cs.CL_weekend_empty_2026-08-01.xml',
    import.meta.url,
  )
  it.skipIf(!existsSync(recording))('is read as arXiv sent it on a Saturday', async () => {
    const { server, list } = await arxivWith()
    server.faults({ body: readFileSync(recording, 'utf8') })
    expect(await list()).toEqual({ papers: [], skipped: [] })
  })

  it('that hasn’t changed isn’t sent again', async () => {
    const { server, list, clock } = await arxivWith()
    server.setListing({ day: DAY, entries: [{ id: '2611.00001' }] })
    const first = await list()
    clock.advance(3_600_000)
    expect(await list()).toEqual(first)
    expect(server.requests[1]?.headers['if-none-match']).toMatch(/^"\w+"$/)
    server.setListing({ day: '2026-11-24', entries: [{ id: '2611.00002' }] })
    clock.advance(3_600_000)
    expect((await list('2026-11-24')).papers.map(({ paper }) => paper.id)).toEqual(['2611.00002'])
  })

  it('of a category that arXiv doesn’t know says so', async () => {
    const { server, list } = await arxivWith()
    server.faults({ body: feedError('cs.XX') })
    expect((await failureOf(list())).message).toBe(
      'arXiv doesn’t know one of these categories; please check ARXIV_CATEGORIES',
    )
  })

  it('in which nothing can be read is a change of format, unless it is very short', async () => {
    const { server, list } = await arxivWith()
    const broken = ['2611.00001', '2611.00002', '2611.00003', '2611.00004', '2611.00005']
    server.setListing({ day: DAY, entries: [], broken: broken.slice(1) })
    expect((await list()).skipped).toHaveLength(4)
    server.setListing({ day: DAY, entries: [], broken })
    expect((await failureOf(list())).message).toMatch(/^arXiv has changed its format/)
  })

  it('from a wrong address says what to check', async () => {
    const { server, list } = await arxivWith()
    server.faults({ status: 404, body: 'Not found' })
    expect((await failureOf(list())).message).toBe('arXiv answered 404 (Not Found); please check ARXIV_FEED')
  })

  it('shares the pace of one request in 3 s with look-ups', async () => {
    const { list, find, times } = await arxivWith()
    await Promise.all([find(), list(), find()])
    expect(times).toEqual([0, 3_000, 6_000])
  })
})
