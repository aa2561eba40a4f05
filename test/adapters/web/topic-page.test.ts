import { expect, it } from 'vitest'
import { discord } from '../../../adapters/discord/platform.ts'
import { slack } from '../../../adapters/slack/platform.ts'
import { candidate } from '../../fixtures/candidates.ts'
import { serveSite, textOf } from './site-harness.ts'

const NOW = '2026-11-24T12:00Z'

const paper = (id: string, day: string, title: string) =>
  candidate(id, {
    paper: { day, title, listedAt: Date.parse(`${day}T08:00Z`), codeUrl: 'https://github.com/example/plan' },
  })

const PAPERS = [
  paper('2611.00001', '2026-11-24', 'Agents That *Plan* & <Rest>'),
  paper('2611.00002', '2026-11-23', 'Agents II'),
  paper('2611.00003', '2026-11-17', 'Agents III'),
  paper('2610.00001', '2026-10-26', 'Agents of October'),
  paper('2610.00002', '2026-10-25', 'Agents of Long Ago'),
  paper('2611.00004', '2026-11-24', 'Video Diffusion'),
]

const site = () => serveSite({ papers: PAPERS, now: NOW })

it('counts what a topic would have brought in the last 7 and 30 days, and draws each day', async () => {
  const html = await (await site()).html('/try?q=agents')
  expect(textOf(html)).toContain('agents 2 papers in the last 7 days, 4 papers in the last 30.')
  expect(html.match(/<rect /g)).toHaveLength(30)
  expect(html).toContain('<rect class="bar" ')
  expect(html).toContain('<title>Monday 26 October: 1 paper</title>')
  expect(html).toContain('<title>Sunday 22 November: 0 papers</title>')
})

it('shows the digest of the newest days as each platform would show what is posted', async () => {
  const html = await (await site()).html('/try?q=agents')
  const [, onSlack = '', onDiscord = ''] = html.split('<div class="message-preview ')
  for (const shown of [onSlack, onDiscord].map(textOf)) {
    expect(shown).toContain('Trending papers · Tuesday 24 November')
    expect(shown).toMatch(/1\. Agents That .Plan. & .Rest.*2\. Agents II/)
    expect(shown).toContain('▲ 10 · new, 4 h ago · 2 authors · code · agents')
    expect(shown).toMatch(/Details.*Today’s papers ?Search ?Export ?Settings/)
    expect(shown).not.toMatch(/Agents III|\\|\*\*|-#|<https/)
  }
  expect(onSlack).toContain('<a href="https://huggingface.co/papers/2611.00001" rel="noopener noreferrer">')
  expect(onDiscord).toContain('<a href="https://huggingface.co/papers/2611.00001" rel="noopener noreferrer">')
  const [, onEmail = ''] = html.split('<div class="message-preview email">')
  expect(textOf(onEmail)).toMatch(
    /^\s*Agents That .Plan. & .Rest.*, and \d more Trending papers · Tuesday 24 November/,
  )
  expect(textOf(onEmail)).toMatch(
    /Why this is here: it matches agents.*Details ?Similar papers ?Less like this/,
  )
  expect(onEmail).toContain('<a href="https://huggingface.co/papers/2611.00001" rel="noopener noreferrer">')
  expect(onEmail).not.toContain('example.org')
  expect(textOf(html)).toContain('It is drawn from the messages that would be posted')
})

it('draws all text that the platforms’ renderers have put into their payloads', async () => {
  const { url, app } = await site()
  const html = textOf(await (await fetch(`${url}/try?q=agents`)).text())
  const page = await app.pages.topic('agents')
  if (page.kind !== 'tried' || !page.digest) throw new Error('there is no digest')
  for (const platform of [slack, discord]) {
    const payload = JSON.stringify(await platform.renderDigest(page.digest, 0))
    for (const [, text = ''] of payload.matchAll(/"(?:text|label)":"([^"\\]{3,})"/g)) {
      if (!/[<&*]/.test(text)) expect(html).toContain(text.replace(/\s+/g, ' ').trim())
    }
  }
})

it('reaches back further where the newest days have no paper, and says so', async () => {
  const { text } = await serveSite({ papers: PAPERS.slice(2), now: NOW })
  expect(await text('/try?q=agents')).toMatch(
    /would get, from today and the 29 days before\..*Agents III.*Agents of October/,
  )
})

it('says how to use it', async () => {
  const html = await (await site()).html('/try?q=agents+-video')
  expect(html).toContain('<code class="copy">/papers subscribe agents -video</code>')
  expect(html).toContain('href="/feeds/atom.xml?q=agents+-video"')
  expect(html).toContain('href="/feeds/atom.xml?q=agents+-video&amp;by=day"')
  expect(html).toContain('href="/feeds/atom.xml?q=agents+-video&amp;by=week"')
  const general = await (await site()).html('/try?q=')
  expect(general).toContain('<code class="copy">/papers subscribe</code>')
  expect(textOf(general)).toContain('The general digest 3 papers in the last 7 days')
})

it('says that nothing matches, and what can’t be read', async () => {
  const { text, get } = await site()
  const none = await text('/try?q=zebra')
  expect(none).toContain('0 papers in the last 7 days, 0 papers in the last 30.')
  expect(none).toContain('No paper of the last 30 days matches.')
  expect(none).not.toContain('The digest now')
  const refused = await get('/try?q=sort%3Anew')
  expect(refused.status).toBe(400)
  expect(textOf(await refused.text())).toContain('Topics are always sorted by how papers trend.')
})

it('asks for a topic first', async () => {
  expect(await (await site()).text('/try')).toContain('A topic is a search that a channel follows.')
})

it('has papers that nobody could vote on where the topic asks for their source, as digests do', async () => {
  const site = await serveSite({ papers: PAPERS, now: NOW })
  const { paper: fromArxiv } = candidate('2611.00042', {
    paper: { day: '2026-11-24', title: 'Agents on arXiv', sources: ['arxiv'] },
  })
  await site.store.papers.record([{ paper: fromArxiv }], site.clock.now())
  expect(await site.text('/try?q=agents')).not.toContain('Agents on arXiv')
  const asked = await site.text('/try?q=agents+source:arxiv')
  expect(asked).toContain('1 paper in the last 7 days')
  expect(asked).toMatch(/Trending papers · Tuesday 24 November Agents on arXiv/)
  const feed = async (query: string) => (await site.get(`/feeds/feed.json?q=${query}`)).text()
  expect(await feed('agents')).not.toContain('Agents on arXiv')
  expect(await feed('agents+source:arxiv')).toContain('"url":"https://arxiv.org/abs/2611.00042"')
})
