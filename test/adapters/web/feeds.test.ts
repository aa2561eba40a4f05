import { Ajv } from 'ajv'
import { XMLValidator } from 'fast-xml-parser'
import { parseAtomFeed, parseJsonFeed } from 'feedsmith'
import { describe, expect, it } from 'vitest'
import { candidate } from '../../fixtures/candidates.ts'
import { jsonFeedSchema } from './json-feed-schema.ts'
import { serveSite } from './site-harness.ts'

const NOW = '2026-11-24T12:00Z'
const MONDAY = '2026-11-23'
const TUESDAY = '2026-11-24'

const paper = (id: string, day: string, upvotes: number, title: string, hour = '08') =>
  candidate(id, {
    paper: {
      day,
      title,
      listedAt: Date.parse(`${day}T${hour}:00Z`),
      abstract: `${title} & more. It works.`,
      keywords: ['planning', 'a "b" & c'],
    },
    counts: { upvotes, comments: 0 },
  })

const PAPERS = [
  paper('2611.00001', TUESDAY, 40, 'Agents That Plan'),
  paper('2611.00002', MONDAY, 5, 'Agents <that> Rest & "Sleep"'),
  paper('2611.00003', MONDAY, 90, 'Video Diffusion', '09'),
  paper('2611.00004', '2026-11-20', 9, 'Agents in ]]> the Wild \u202e\ufffe'),
]

const site = () => serveSite({ papers: PAPERS, now: NOW, publicUrl: 'https://papers.example.org' })

/** A feed as a reader reads it. */
async function readAtom(path: string) {
  const response = await (await site()).get(path)
  const text = await response.text()
  expect(response.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8')
  expect(XMLValidator.validate(text)).toBe(true)
  return parseAtomFeed(text)
}

describe('an Atom feed', () => {
  it('of a topic has its papers, newest first', async () => {
    const feed = await readAtom('/feeds/atom.xml?q=agents')
    expect(feed).toMatchObject({
      id: 'https://papers.example.org/feeds/atom.xml?q=agents',
      title: { value: 'Papers: agents' },
      updated: '2026-11-24T08:00:00.000Z',
      links: [
        { rel: 'self', href: 'https://papers.example.org/feeds/atom.xml?q=agents' },
        { rel: 'alternate', href: 'https://papers.example.org/search?q=agents' },
      ],
    })
    expect(feed.entries?.map(({ title }) => title?.value)).toEqual([
      'Agents That Plan',
      'Agents <that> Rest & "Sleep"',
      'Agents in ]]> the Wild',
    ])
    expect(feed.entries?.[1]).toMatchObject({
      id: 'https://arxiv.org/abs/2611.00002',
      links: [{ rel: 'alternate', href: 'https://huggingface.co/papers/2611.00002' }],
      published: '2026-11-23T08:00:00.000Z',
      updated: '2026-11-23T08:00:00.000Z',
      authors: [{ name: 'Ada Example' }, { name: 'Bo Sample' }],
      categories: [{ term: 'planning' }, { term: 'a "b" & c' }],
    })
    expect(feed.entries?.[1]?.content?.value).toContain(
      '<p>Agents &lt;that&gt; Rest &amp; &quot;Sleep&quot; &amp; more. It works.</p>',
    )
  })

  it('without a topic has the best papers of the days that are over', async () => {
    const many = Array.from({ length: 8 }, (_, index) =>
      paper(`2611.1000${index}`, MONDAY, 100 + index, `More ${index}`),
    )
    const { get } = await serveSite({ papers: [...PAPERS, ...many], now: NOW })
    const feed = parseAtomFeed(await (await get('/feeds/atom.xml')).text())
    expect(feed.title?.value).toBe('Trending papers')
    expect(feed.entries?.map(({ title }) => title?.value).sort()).toEqual([
      'Agents in ]]> the Wild',
      'More 3',
      'More 4',
      'More 5',
      'More 6',
      'More 7',
    ])
  })

  it('by day has each day that is over, with its best papers', async () => {
    const feed = await readAtom('/feeds/atom.xml?by=day&q=agents')
    expect(feed.entries).toMatchObject([
      {
        id: 'https://papers.example.org/day/2026-11-23?q=agents',
        title: { value: 'Monday 23 November' },
        links: [{ href: 'https://papers.example.org/search?q=agents+since%3A2026-11-23+until%3A2026-11-23' }],
        updated: '2026-11-24T00:00:00.000Z',
      },
      { title: { value: 'Friday 20 November' } },
    ])
    expect((await readAtom('/feeds/atom.xml?by=day')).entries?.[0]?.links?.[0]?.href).toBe(
      'https://papers.example.org/day/2026-11-23',
    )
  })

  it('by week has each week that is over, with its best papers in the order of its page', async () => {
    const feed = await readAtom('/feeds/atom.xml?by=week&q=agents')
    expect(feed.links?.[0]?.href).toBe('https://papers.example.org/feeds/atom.xml?q=agents&by=week')
    expect(feed.entries).toMatchObject([
      {
        id: 'https://papers.example.org/week/2026-W47?q=agents',
        title: { value: 'The week’s best · 16–22 November' },
        links: [{ href: 'https://papers.example.org/search?q=agents+since%3A2026-11-16+until%3A2026-11-22' }],
        updated: '2026-11-23T00:00:00.000Z',
      },
    ])
    const days = ['2026-10-25', '2026-10-26', '2026-11-01', '2026-11-08', '2026-11-15']
    const papers = [
      ...days.map((day, index) => paper(`2610.0000${index}`, day, 5, `Of ${day}`)),
      // Seven in one week: two don't fit. Age counts little in a week, so an older paper with more votes comes first.
      ...[3, 9, 27, 81, 243, 729, 2].map((upvotes, index) =>
        paper(`2611.1000${index}`, `2026-11-${16 + index}`, upvotes, `Paper ${upvotes}`),
      ),
    ]
    const { get, html } = await serveSite({ papers, now: '2026-11-23T00:00Z' })
    const { entries = [] } = parseAtomFeed(await (await get('/feeds/atom.xml?by=week')).text())
    expect(entries.map(({ id }) => id?.replace(/.*\//, ''))).toEqual([
      '2026-W47',
      '2026-W46',
      '2026-W45',
      '2026-W44',
    ])
    const titlesIn = (text = '') => [...new Set(text.match(/Paper \d+/g))]
    expect(titlesIn(entries[0]?.summary?.value)).toEqual([
      'Paper 729',
      'Paper 243',
      'Paper 81',
      'Paper 27',
      'Paper 9',
    ])
    expect(titlesIn(await html('/week/2026-W47')).slice(0, 5)).toEqual(titlesIn(entries[0]?.summary?.value))
    expect(entries[3]?.summary?.value).toBe('Of 2026-11-01 · Of 2026-10-26')
  })

  it('has all that RFC 4287 demands, also where it is empty', async () => {
    for (const path of [
      '/feeds/atom.xml',
      '/feeds/atom.xml?by=week',
      '/feeds/atom.xml?q=agents&by=day',
      '/feeds/atom.xml?q=zebra',
    ]) {
      const feed = await readAtom(path)
      for (const part of [feed, ...(feed.entries ?? [])]) {
        expect(part.id).toMatch(/^https:\/\//)
        expect(part.title).toBeTruthy()
        expect(new Date(part.updated ?? '').toISOString()).toBe(part.updated)
      }
      expect(feed.authors).toEqual([{ name: 'Paper Round' }])
      const ids = (feed.entries ?? []).map(({ id }) => id)
      expect(new Set(ids).size).toBe(ids.length)
    }
    expect((await readAtom('/feeds/atom.xml?q=zebra')).updated).toBe('2026-10-25T00:00:00.000Z')
  })
})

it('has the newest forty papers of a topic, fourteen days, and nothing from before thirty days', async () => {
  const dayOf = (back: number) => new Date(Date.parse(TUESDAY) - back * 86_400_000).toISOString().slice(0, 10)
  const papers = Array.from({ length: 50 }, (_, back) =>
    paper(`2611.2${1000 + back}`, dayOf(back), 1, 'Agents'),
  )
  const twice = Array.from({ length: 50 }, (_, back) =>
    paper(`2611.3${1000 + back}`, dayOf(back), 1, 'Robots'),
  )
  const { get } = await serveSite({ papers: [...papers, ...twice], now: NOW })
  const entriesOf = async (query: string) =>
    parseAtomFeed(await (await get(`/feeds/atom.xml?${query}`)).text()).entries ?? []
  expect(await entriesOf('q=agents')).toHaveLength(31)
  expect(await entriesOf('q=agents+OR+robots')).toHaveLength(40)
  const days = await entriesOf('q=agents&by=day')
  expect([days.length, days[0]?.title?.value]).toEqual([14, 'Monday 23 November'])
})

describe('a JSON feed', () => {
  it('is valid by the schema of version 1.1, and a reader reads it', async () => {
    const { get } = await site()
    const validate = new Ajv({ strict: false }).compile(jsonFeedSchema)
    for (const path of ['', '?q=agents', '?q=agents&by=day', '?by=week', '?q=zebra']) {
      const response = await get(`/feeds/feed.json${path}`)
      expect(response.headers.get('content-type')).toBe('application/feed+json; charset=utf-8')
      const document: unknown = await response.json()
      expect(validate(document) || validate.errors).toBe(true)
    }
    const feed = parseJsonFeed(await (await get('/feeds/feed.json?q=agents')).text())
    expect(feed).toMatchObject({
      title: 'Papers: agents',
      home_page_url: 'https://papers.example.org/search?q=agents',
      feed_url: 'https://papers.example.org/feeds/feed.json?q=agents',
    })
    expect(feed.items?.[1]).toMatchObject({
      id: 'https://arxiv.org/abs/2611.00002',
      url: 'https://huggingface.co/papers/2611.00002',
      title: 'Agents <that> Rest & "Sleep"',
      authors: [{ name: 'Ada Example' }, { name: 'Bo Sample' }],
      tags: ['planning', 'a "b" & c'],
    })
  })
})

describe('a reader that asks again', () => {
  it('gets nothing while nothing has changed, by tag or by time', async () => {
    const { get, store, clock } = await site()
    const path = '/feeds/atom.xml?q=agents'
    const first = await get(path)
    const [etag, modified] = [first.headers.get('etag') ?? '', first.headers.get('last-modified') ?? '']
    expect(modified).toBe('Tue, 24 Nov 2026 08:00:00 GMT')
    expect(first.headers.get('cache-control')).toBe('max-age=300')
    const statusFor = async (headers: Record<string, string>) => (await get(path, headers)).status
    expect(await statusFor({ 'if-none-match': etag })).toBe(304)
    expect(await statusFor({ 'if-none-match': `"other", W/${etag}` })).toBe(304)
    expect(await statusFor({ 'if-none-match': '*' })).toBe(304)
    expect(await statusFor({ 'if-none-match': '"other"' })).toBe(200)
    expect(await statusFor({ 'if-modified-since': modified })).toBe(304)
    expect(await statusFor({ 'if-modified-since': 'Tue, 24 Nov 2026 07:59:59 GMT' })).toBe(200)
    expect(await statusFor({ 'if-modified-since': 'whenever' })).toBe(200)
    // The tag takes precedence over the time.
    expect(await statusFor({ 'if-none-match': '"other"', 'if-modified-since': modified })).toBe(200)
    await store.papers.record([paper('2611.00009', TUESDAY, 1, 'More Agents', '10')], Date.parse(NOW))
    clock.advance(10_000)
    expect(await statusFor({ 'if-none-match': etag })).toBe(200)
    expect(await statusFor({ 'if-modified-since': modified })).toBe(200)
  })

  it('is told no news by more upvotes', async () => {
    const { get, store, clock } = await site()
    const etag = async () => (await get('/feeds/feed.json?q=agents')).headers.get('etag')
    const before = await etag()
    await store.papers.record([paper('2611.00001', TUESDAY, 400, 'Agents That Plan')], Date.parse(NOW))
    clock.advance(10_000)
    expect(await etag()).toBe(before)
  })

  it('gets an answer to HEAD, and none of the body with a 304', async () => {
    const { url } = await site()
    const head = await fetch(`${url}/feeds/atom.xml`, { method: 'HEAD' })
    expect([head.status, await head.text()]).toEqual([200, ''])
    const etag = head.headers.get('etag') ?? ''
    const again = await fetch(`${url}/feeds/atom.xml`, { headers: { 'if-none-match': etag } })
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag])
  })
})

it.each([
  [
    '/feeds/atom.xml?q=agents+AND',
    'AND at character 8 needs a word on both sides. To search for the word, write it in lower case.\n',
  ],
  ['/feeds/feed.json?by=month', '“by=month” isn’t known. Use by=paper, by=day or by=week.\n'],
])('%s is refused with the reason', async (path, reason) => {
  const response = await (await site()).get(path)
  expect([response.status, await response.text()]).toEqual([400, reason])
})

it('the link that a command gives leads to the feed', async () => {
  const { type, get } = await serveSite({ papers: PAPERS, now: NOW, publicUrl: 'https://papers.example.org' })
  const reply = await type('feed agents -video')
  const link = reply.lines[1]?.[0]?.url ?? ''
  const feed = parseAtomFeed(await (await get(link.replace('https://papers.example.org', ''))).text())
  expect(feed.links?.find(({ rel }) => rel === 'self')?.href).toBe(link)
})
