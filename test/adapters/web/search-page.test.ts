import { expect, it } from 'vitest'
import { candidate } from '../../fixtures/candidates.ts'
import { serveSite, textOf } from './site-harness.ts'

const paper = (id: string, title: string, changes: Parameters<typeof candidate>[1] = {}) =>
  candidate(id, { ...changes, paper: { title, ...changes.paper } })

const PAPERS = [
  paper('2611.00001', 'Planning Agents', { paper: { abstract: 'Our agents plan their work ahead.' } }),
  paper('2611.00002', 'Memory for Agents', { paper: { authors: ['Yann Example'] } }),
  paper('2611.00003', 'Video Diffusion', { paper: { codeUrl: 'https://github.com/example/video' } }),
]

it('asks for words first, with examples', async () => {
  const site = await serveSite({ papers: PAPERS })
  const html = await site.html('/search')
  expect(textOf(html)).toContain('For example video diffusion · "world models" has:code')
  expect(html).toContain('href="/search?q=author%3Alecun"')
})

it('marks what was found, in the title and in the abstract', async () => {
  const site = await serveSite({ papers: PAPERS })
  const html = await site.html('/search?q=planning+agents')
  expect(html).toContain('<a href="/papers/2611.00001"><mark>Planning</mark> <mark>Agents</mark></a>')
  expect(html).toContain('Our <mark>agents</mark> <mark>plan</mark> their work ahead.')
  expect(html).toContain('value="planning agents"')
  expect(html).toContain('<title>Search: planning agents · Paper Round</title>')
})

it.each([
  ['author:"Yann Example"', 'Memory for Agents'],
  ['has:code', 'Video Diffusion'],
  ['agents -planning', 'Memory for Agents'],
])('knows the whole grammar: %s', async (query, title) => {
  const site = await serveSite({ papers: PAPERS })
  const text = await site.text(`/search?${new URLSearchParams({ q: query })}`)
  expect(text).toContain('1 paper ')
  expect(text).toContain(`1 ${title}`)
})

it('says that not all results match all words', async () => {
  const site = await serveSite({ papers: PAPERS })
  const text = await site.text('/search?q=agents+memory+that+plan+video')
  expect(text).toMatch(/No paper matches all words|match all/i)
})

it('offers what may have been meant, and says what else to try', async () => {
  const site = await serveSite({ papers: PAPERS })
  const html = await site.html('/search?q=agnets')
  expect(textOf(html)).toContain('No papers match agnets. Did you mean agents?')
  expect(html).toContain('<a href="/search?q=agents">agents</a>')
  expect(await site.text('/search?q=zebra')).toContain('No papers match zebra. Try another word.')
})

it('says where no papers have been collected yet', async () => {
  const site = await serveSite({ papers: [] })
  expect(await site.text('/search?q=zebra')).toContain(
    'No papers match zebra. No papers have been collected yet;',
  )
})

it('refuses what it can’t read, says where, and keeps it in the field', async () => {
  const site = await serveSite({ papers: PAPERS })
  const response = await site.get('/search?q=agents+AND+(plan')
  expect(response.status).toBe(400)
  const html = await response.text()
  expect(textOf(html)).toContain('Missing “)” for the bracket at character 12.')
  expect(html).toContain('value="agents AND (plan"')
})

it('leads to the paper whose id or link is searched for', async () => {
  const site = await serveSite({ papers: PAPERS })
  for (const query of ['2611.00001', 'https://arxiv.org/abs/2611.00001v2']) {
    const response = await site.get(`/search?${new URLSearchParams({ q: query })}`)
    expect([response.status, response.headers.get('location')]).toEqual([302, '/papers/2611.00001'])
  }
})

it('shows twenty results on a page', async () => {
  const papers = Array.from({ length: 45 }, (_, index) => paper(`2611.${10_000 + index}`, `Agents ${index}`))
  const site = await serveSite({ papers })
  const html = await site.html('/search?q=agents&page=3')
  expect(html.match(/class="number"/g)).toHaveLength(5)
  expect(textOf(html)).toContain('45 papers, page 3 of 3')
  expect(html).toContain('<a rel="prev" href="/search?q=agents&amp;page=2">')
})

it('announces the feed of a search that is a topic, and leads to trying it', async () => {
  const site = await serveSite({ papers: PAPERS })
  const html = await site.html('/search?q=agents')
  expect(html).toContain('type="application/atom+xml" title="Papers: agents" href="/feeds/atom.xml?q=agents"')
  expect(html).toContain('href="/try?q=agents"')
  expect(await site.html('/search?q=agents+sort:new')).not.toContain('href="/try?q=')
})

it('asks to try again while many people are searching, which isn’t the fault of what was typed', async () => {
  const site = await serveSite({ papers: PAPERS })
  const free = Promise.withResolvers<void>()
  let waiting = 0
  site.store.index.narrow = async query => {
    waiting++
    await free.promise
    return { query, broad: [] }
  }
  const running = ['plan', 'memory', 'video', 'agents'].map(query => site.get(`/search?q=${query}`))
  await expect.poll(() => waiting).toBe(4)
  const response = await site.get('/search?q=diffusion')
  expect(response.status).toBe(503)
  expect(textOf(await response.text())).toContain(
    'Many people are searching right now. Try again in a moment.',
  )
  free.resolve()
  expect((await Promise.all(running)).map(({ status }) => status)).toEqual([200, 200, 200, 200])
})
