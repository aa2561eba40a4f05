import { expect, it } from 'vitest'
import { candidate } from '../../fixtures/candidates.ts'
import { serveSite, textOf } from './site-harness.ts'

const NOW = '2026-11-24T12:00Z'
const TUESDAY = '2026-11-24'

const paper = (id: string, day: string, upvotes: number, title = `A Paper Called ${id}`) =>
  candidate(id, {
    paper: { day, title, listedAt: Date.parse(`${day}T08:00Z`), organization: 'Example Lab' },
    counts: { upvotes, comments: 0, stars: 1200 },
  })

const PAPERS = [
  paper('2611.00001', TUESDAY, 5),
  paper('2611.00002', TUESDAY, 40, 'Agents That Plan'),
  paper('2611.00003', '2026-11-20', 90),
  paper('2610.00001', '2026-10-30', 7),
]

const hrefOf = (html: string, rel: string): string | undefined =>
  new RegExp(`rel="${rel}" href="([^"]+)"`).exec(html)?.[1]

it('the first page is the newest day, best first, with a sentence and facts for each paper', async () => {
  const site = await serveSite({ papers: PAPERS, now: NOW })
  const html = await site.html('/')
  const text = textOf(html)
  expect(text).toContain('Today · Tuesday 24 November')
  expect(text).toMatch(/1 Agents That Plan We propose a small thing\..*2 A Paper Called 2611\.00001/)
  expect(text).toContain('▲ 4040 upvotes · ★ 1.2k1.2k stars · Example Lab · 2 authors')
  expect(text).not.toContain('2611.00003')
  expect(html).toContain('<a href="/papers/2611.00002">Agents That Plan</a>')
  expect(text).not.toMatch(/Preview: nothing is posted/)
})

it('turns from day to day, over days without a list', async () => {
  const site = await serveSite({ papers: PAPERS, now: NOW })
  const today = await site.html('/')
  expect(hrefOf(today, 'prev')).toBe('/day/2026-11-20')
  expect(hrefOf(today, 'next')).toBeUndefined()
  const friday = await site.html('/day/2026-11-20')
  expect(textOf(friday)).toContain('Friday 20 November')
  expect([hrefOf(friday, 'prev'), hrefOf(friday, 'next')]).toEqual(['/day/2026-10-30', '/day/2026-11-24'])
})

it('has weeks and months, each paper with its day', async () => {
  const site = await serveSite({ papers: PAPERS, now: NOW })
  const week = await site.html('/week/2026-W47')
  expect(textOf(week)).toContain('Week 47 · 16–22 November 2026')
  expect(textOf(week)).toMatch(/1 A Paper Called 2611\.00003.*from Friday 20 November/)
  expect([hrefOf(week, 'prev'), hrefOf(week, 'next')]).toEqual(['/week/2026-W44', '/week/2026-W48'])
  const month = await site.html('/month/2026-11')
  expect(textOf(month)).toMatch(/November 2026.*1 A Paper Called 2611\.00003.*2 Agents That Plan.*3 A Paper/)
  expect(hrefOf(month, 'prev')).toBe('/month/2026-10')
  expect(await site.text('/week')).toContain('Week 48 ·')
  expect(await site.text('/month')).toContain('November 2026')
})

it.each([
  ['/month/2026-11', 'Thursday 12 November'],
  ['/week/2026-W46', 'Thursday 12 November'],
  ['/week/2026-W45', 'Thursday 12 November'],
  ['/month/2026-10', 'Thursday 12 November'],
  ['/week/2026-W47', undefined],
  ['/week/2026-W43', undefined],
  ['/month/2026-09', undefined],
  ['/day/2026-11-10', undefined],
])('%s says how far back lists go while those of it are collected: since %s', async (path, since) => {
  const site = await serveSite({ papers: PAPERS, now: NOW })
  await site.store.keyValues.set('archive', JSON.stringify([{ from: '2026-11-12', to: '2026-11-21' }]))
  const [said] = /Papers are collected back to [^.]*\./.exec(await site.text(path)) ?? []
  expect(said).toBe(since && `Papers are collected back to ${since}; more are coming.`)
})

it('shows fifty papers of a long list, and the others on further pages', async () => {
  const papers = Array.from({ length: 101 }, (_, index) =>
    paper(`2611.${String(index).padStart(5, '0')}`, TUESDAY, 1000 - index),
  )
  const site = await serveSite({ papers, now: NOW })
  const first = await site.html(`/day/${TUESDAY}`)
  expect(first.match(/class="number"/g)).toHaveLength(50)
  expect(textOf(first)).toContain('1–50 of 101 Next page →')
  expect(first).toContain(`href="/day/${TUESDAY}?page=2"`)
  const last = await site.html(`/day/${TUESDAY}?page=3`)
  expect(textOf(last)).toMatch(/101 A Paper Called 2611\.00100.*← Previous page 101–101 of 101/)
  expect(await site.text(`/day/${TUESDAY}?page=99`)).toContain('101–101 of 101')
  expect(await site.text(`/day/${TUESDAY}?page=${'9'.repeat(400)}`)).toContain('101–101 of 101')
  expect(await site.text(`/day/${TUESDAY}?page=`)).toContain('1–50 of 101')
})

it('says of a day without a list that it has none, and of what is no day how one is written', async () => {
  const site = await serveSite({ papers: PAPERS, now: NOW })
  expect(await site.text('/day/2026-11-22')).toContain('No papers were listed on this day.')
  for (const path of ['/day/2026-02-30', '/day/yesterday', '/week/2026-W54', '/month/2026-13', '/day/%00']) {
    expect((await site.get(path)).status).toBe(404)
  }
  expect(textOf(await (await site.get('/day/yesterday')).text())).toContain(
    '“yesterday” isn’t a day; one is written 2026-11-20.',
  )
})

it.each([
  ['/day/2026-11-25', 'This day hasn’t begun yet.'],
  ['/week/2026-W50', 'This week hasn’t begun yet.'],
  ['/month/2027-01', 'This month hasn’t begun yet.'],
])('says of %s only that it hasn’t begun', async (path, text) => {
  const site = await serveSite({ papers: PAPERS, now: NOW })
  expect(await site.text(path)).toContain(text)
  expect(await site.text(path)).not.toMatch(/were listed|up to date/)
})

it.each(['/day/0001-01-01', '/week/9999-W52', '/month/0000-01', '/month/9999-12'])(
  'has no page for %s',
  async path => {
    const site = await serveSite({ papers: PAPERS, now: NOW })
    expect((await site.get(path)).status).toBe(404)
  },
)

it.each([
  ['/search?q=agents&q=robots', 'q'],
  ['/try?q=agents&q=robots', 'q'],
  ['/month?page=2&page=3', 'page'],
  ['/feeds/atom.xml?by=day&by=week', 'by'],
  ['/feeds/feed.json?q=a&q=b', 'q'],
])('takes none of several values: %s', async (path, name) => {
  const site = await serveSite({ papers: PAPERS, now: NOW })
  const response = await site.get(path)
  expect([response.status, await response.text()]).toEqual([
    400,
    `“${name}” has several values. Give it one.\n`,
  ])
  expect((await site.get('/search?q=agents&q=agents')).status).toBe(200)
})

it.each([
  ['/day/2026-11-24?page=x', 'x'],
  ['/week?page=0', '0'],
  ['/month/2026-11?page=-1', '-1'],
  ['/month/2026-11?page=1e3', '1e3'],
  ['/search?q=agents&page=1.5', '1.5'],
  ['/search?q=agents&page=2%202', '2 2'],
  [`/week?page=${'x'.repeat(500)}`, `${'x'.repeat(39)}…`],
])('refuses a page that can’t be: %s', async (path, typed) => {
  const site = await serveSite({ papers: PAPERS, now: NOW })
  const response = await site.get(path)
  expect([response.status, await response.text()]).toEqual([
    400,
    `There is no page “${typed}”. Pages are numbered from 1.\n`,
  ])
})

it.each([
  '/search?q=%ED%A0%80',
  '/search?q=%E0%A4%A',
  '/feeds/atom.xml?q=%ff',
  '/feeds/feed.json?q=100%',
  '/try?q=%zz',
])('refuses an address whose parameters can’t be decoded: %s', async path => {
  const site = await serveSite({ papers: PAPERS, now: NOW })
  const response = await site.get(path)
  expect([response.status, await response.text()]).toEqual([
    400,
    'This address is damaged: a “%” in it isn’t followed by a character’s code.\n',
  ])
  expect((await site.get('/search?q=100%25+agents&utm_source=mail')).status).toBe(200)
})

it.each([
  ['/feeds/atom.xml?topic=agents', 'topic', 'q'],
  ['/feeds/feed.json?query=agents', 'query', 'q'],
  ['/feeds/atom.xml?BY=week', 'BY', 'by'],
  ['/search?Q=agents', 'Q', 'q'],
  ['/search?q[]=agents', 'q[]', 'q'],
  ['/month?Page=2', 'Page', 'page'],
])('refuses a parameter by another name, which would be ignored: %s', async (path, typed, name) => {
  const site = await serveSite({ papers: PAPERS, now: NOW })
  const response = await site.get(path)
  expect([response.status, await response.text()]).toEqual([
    400,
    `“${typed}” isn’t known here. Use “${name}”.\n`,
  ])
})

it.each([
  ['/day/2026-11-24?q=agents', '“q” isn’t known here. To search, use “/search?q=…”.'],
  ['/?topic=agents', '“topic” isn’t known here. To search, use “/search?q=…”.'],
  ['/week?Q=agents', '“Q” isn’t known here. To search, use “/search?q=…”.'],
  ['/?date=2026-11-20', '“date” isn’t known here. The papers of a day are at “/day/2026-11-20”.'],
  ['/search?q=agents&sort=new', '“sort” isn’t known here. Write it in the query: “q=agents sort:…”.'],
  [
    '/feeds/atom.xml?q=agents&since=7d',
    '“since” isn’t known here. Write it in the query: “q=agents since:…”.',
  ],
  ['/search?s=agents', '“s” isn’t known here. Use “q”.'],
])('refuses a parameter that this page doesn’t have: %s', async (path, text) => {
  const site = await serveSite({ papers: PAPERS, now: NOW })
  const response = await site.get(path)
  expect([response.status, await response.text()]).toEqual([400, `${text}\n`])
})

it.each([
  ['/day/2026-11-24/', '/day/2026-11-24'],
  ['/week/?page=1', '/week?page=1'],
  ['/privacy/', '/privacy'],
])('finds %s without the slash at the end', async (path, location) => {
  const site = await serveSite({ papers: PAPERS, now: NOW })
  const response = await site.get(path)
  expect([response.status, response.headers.get('location')]).toEqual([301, location])
})

it('sends nobody who posts to another address', async () => {
  const site = await serveSite({ papers: PAPERS, now: NOW })
  expect((await site.post('/privacy/')).status).toBe(404)
})

it.each(['/nowhere/', '//', '//example.org/', '/day/2026-11-24//'])('finds nothing at %s', async path => {
  const site = await serveSite({ papers: PAPERS, now: NOW })
  expect((await site.get(path)).status).toBe(404)
})

it('leaves out what is withdrawn or gone from its list', async () => {
  const withdrawn = candidate('2611.00009', { paper: { day: TUESDAY, withdrawn: true, title: 'Withdrawn' } })
  const site = await serveSite({ papers: [...PAPERS, withdrawn], now: NOW })
  await site.store.papers.delist(TUESDAY, new Set(['2611.00002']))
  const text = await site.text('/')
  expect(text).toContain('Agents That Plan')
  expect(text).not.toMatch(/Withdrawn|2611\.00001/)
})

it('shows the sample day and how to connect a chat until there is one', async () => {
  const site = await serveSite({ isPreview: true, now: NOW })
  const before = await site.text('/')
  expect(before).toMatch(/SAMPLE · .*Preview: nothing is posted anywhere\..*SLACK_BOT_TOKEN/)
  await site.store.papers.record(PAPERS, site.clock.now())
  const after = await site.text('/')
  expect(after).toMatch(/Agents That Plan.*Preview: nothing is posted anywhere\./)
  expect(after).not.toContain('SAMPLE')
  expect(await site.text('/week')).not.toContain('SAMPLE')
})

it('says why there are no papers yet where a chat is connected', async () => {
  const site = await serveSite({ now: NOW })
  for (const path of ['/', '/week', '/month']) {
    expect(await site.text(path)).toMatch(/No papers yet.*Papers haven’t been collected yet\./)
  }
})
