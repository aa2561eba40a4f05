import { expect, it } from 'vitest'
import { candidate, MONDAY_NINE } from '../../fixtures/candidates.ts'
import { serveSite, textOf } from './site-harness.ts'

const HOUR = 3_600_000
const PAPER = candidate('2611.00001', {
  paper: {
    title: 'Planning Agents with Episodic Memory',
    abstract: 'Our planning agents remember episodes. They plan better with episodic memory.',
    authors: ['Ada Example', 'Bo "B" Sample'],
    organization: 'Example Lab',
    categories: ['cs.CL'],
    keywords: ['planning', 'episodic memory'],
    codeUrl: 'https://github.com/example/plan',
    projectUrl: 'https://plan.example.org/',
  },
  counts: { upvotes: 12, comments: 3, stars: 40 },
})
const LIKE = candidate('2611.00002', {
  paper: {
    title: 'Episodic Memory for Planning Agents at Scale',
    abstract: 'Planning agents remember episodes with episodic memory.',
  },
})

it('shows all that is known of a paper', async () => {
  const site = await serveSite({ papers: [PAPER, LIKE] })
  const html = await site.html('/papers/2611.00001')
  const text = textOf(html)
  expect(text).toContain('▲ 1212 upvotes · ★ 4040 stars · 3 comments')
  expect(text).toContain('Our planning agents remember episodes.')
  expect(text).toContain('22 November 2026; listed on 23 November 2026')
  expect(html).toContain('<a href="/search?q=author%3A%22Ada+Example%22"><bdi>Ada Example</bdi></a>')
  expect(html).toContain('href="/search?q=author%3A%22Bo++B++Sample%22"')
  expect(html).toContain('href="/search?q=org%3A%22Example+Lab%22"')
  expect(html).toContain('href="/search?q=cat%3Acs.CL"')
  for (const url of [
    'https://huggingface.co/papers/2611.00001',
    'https://arxiv.org/abs/2611.00001',
    'https://arxiv.org/pdf/2611.00001',
    'https://github.com/example/plan',
    'https://plan.example.org/',
  ]) {
    expect(html).toContain(`<a href="${url}" rel="noopener noreferrer">`)
  }
  expect(text).toMatch(/Similar papers 1 Episodic Memory for Planning Agents at Scale/)
})

it('an author’s link finds that author’s papers', async () => {
  const site = await serveSite({ papers: [PAPER, LIKE] })
  const [, path = ''] =
    /href="(\/search\?q=author[^"]+Bo[^"]+)"/.exec(await site.html('/papers/2611.00001')) ?? []
  expect(await site.text(path)).toContain('1 Planning Agents with Episodic Memory')
})

it('says what on Hugging Face cites it', async () => {
  const site = await serveSite({ papers: [PAPER] })
  site.lookUps.papers.set('2611.00001', {
    ...PAPER,
    linked: { models: { count: 12, url: 'https://huggingface.co/models?other=arxiv:2611.00001' } },
  })
  const html = await site.html('/papers/2611.00001')
  expect(html).toContain(
    '<a href="https://huggingface.co/models?other=arxiv:2611.00001" rel="noopener noreferrer">12 models</a>',
  )
})

it('draws how the upvotes grew, once they did', async () => {
  const site = await serveSite({ papers: [PAPER] })
  expect(await site.html('/papers/2611.00001')).not.toContain('<svg')
  const grown = { ...PAPER, counts: { upvotes: 48, comments: 3 } }
  await site.store.papers.record([grown], MONDAY_NINE + 24 * HOUR)
  const html = await site.html('/papers/2611.00001')
  expect(html).toContain(
    'aria-label="Upvotes over time: 48 upvotes now, 12 when first seen; from Monday 23 November to Tuesday 24 November"',
  )
  expect(html).toContain('<polyline class="line" points="0.0,84.0 640.0,6.0"/>')
})

it('has it as BibTeX to copy, and as files', async () => {
  const site = await serveSite({ papers: [PAPER] })
  expect(await site.html('/papers/2611.00001')).toMatch(
    /<pre tabindex="0">@misc\{example2026planning,\n {2}title=\{Planning Agents with Episodic Memory\},/,
  )
  const bibtex = await site.get('/papers/2611.00001/bibtex')
  expect(bibtex.headers.get('content-disposition')).toBe('attachment; filename="papers-2611.00001.bib"')
  expect(await bibtex.text()).toMatch(/^@misc\{example2026planning,/)
  const ris = await site.get('/papers/2611.00001/ris')
  expect(ris.headers.get('content-disposition')).toBe('attachment; filename="papers-2611.00001.ris"')
  expect(await ris.text()).toMatch(/^TY {2}- UNPB\r\nTI {2}- Planning Agents/)
})

it('looks up a paper that isn’t stored, also one with an old id', async () => {
  const site = await serveSite()
  const old = candidate('hep-th/9901001', { paper: { title: 'An Old Paper' } })
  site.lookUps.papers.set('hep-th/9901001', { paper: old.paper })
  expect(await site.text('/papers/hep-th/9901001')).toContain('An Old Paper')
  expect((await site.get('/papers/hep-th/9901001/bibtex')).headers.get('content-disposition')).toContain(
    'papers-hep-th-9901001.bib',
  )
})

it('says of a paper that nobody knows that there is none, and of one that can’t be looked up why', async () => {
  const site = await serveSite()
  const unknown = await site.get('/papers/2611.99999')
  expect(unknown.status).toBe(404)
  expect(textOf(await unknown.text())).toContain('No paper 2611.99999 on Hugging Face or arXiv.')
  site.lookUps.failure = 'Hugging Face answered 503'
  const failed = await site.get('/papers/2611.99998')
  expect(failed.status).toBe(503)
  const failedText = textOf(await failed.text())
  expect(failedText).toContain('couldn’t be looked up: Hugging Face answered 503')
  expect(failedText).toContain('Not available right now')
})

it('leads from a version or a link to the paper', async () => {
  const site = await serveSite({ papers: [PAPER] })
  const response = await site.get('/papers/2611.00001v2')
  expect([response.status, response.headers.get('location')]).toEqual([302, '/papers/2611.00001'])
})

it('shows at most six similar papers', async () => {
  const others = Array.from({ length: 9 }, (_, index) =>
    candidate(`2611.1000${index}`, {
      paper: { ...LIKE.paper, id: `2611.1000${index}`, title: `${LIKE.paper.title} ${index}` },
    }),
  )
  const site = await serveSite({ papers: [PAPER, ...others] })
  expect((await site.html('/papers/2611.00001')).match(/class="number"/g)).toHaveLength(6)
})

it('shows thirty authors, and the others on request', async () => {
  const authors = Array.from({ length: 33 }, (_, index) => `Author ${index + 1}`)
  const many = candidate('2611.00003', { paper: { authors } })
  const few = candidate('2611.00004', { paper: { authors: authors.slice(0, 30) } })
  const site = await serveSite({ papers: [many, few] })
  const html = await site.html('/papers/2611.00003')
  const [shown = '', hidden = ''] = html.split('<details><summary>and 3 more</summary>')
  expect([shown.includes('Author 30<'), shown.includes('Author 31<'), hidden.includes('Author 33<')]).toEqual(
    [true, false, true],
  )
  expect(await site.html('/papers/2611.00004')).not.toContain('<details>')
})
