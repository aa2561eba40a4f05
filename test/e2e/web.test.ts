import { expect, it } from 'vitest'
import { createFakeMailer, linkIn } from '../fakes/mailer.ts'
import { dozenPapers } from '../fixtures/papers.ts'
import { startWebBot } from './web-bot.ts'

const DAYS = { '2026-11-24': dozenPapers('2026-11-24'), '2026-11-23': dozenPapers('2026-11-23') }

const read = async (url: string) => (await fetch(url)).text()

it('someone without a chat sees the day, how to connect one, and finds a paper', async () => {
  const url = await startWebBot(DAYS)
  const first = await read(url)
  expect(first).toMatch(/<h1>Today · Tuesday 24 November<\/h1>[\s\S]*Small Steps: Curriculum Learning/)
  expect(first).toContain('<strong>Preview: nothing is posted anywhere. </strong>')
  expect(await read(`${url}/search?q=birdsong`)).toContain('A Tokenizer for <mark>Birdsong</mark>')
  expect(await read(`${url}/feeds/atom.xml?by=day`)).toContain(
    `<link rel="self" href="${url}/feeds/atom.xml?by=day"`,
  )
  expect((await fetch(`${url}/admin`)).status).toBe(200)
})

it('links in feeds begin with the public address', async () => {
  const url = await startWebBot(DAYS, { PUBLIC_URL: 'https://papers.example.org/' })
  expect(await read(`${url}/feeds/feed.json`)).toContain(
    '"feed_url":"https://papers.example.org/feeds/feed.json"',
  )
})

it('WEB=off leaves only the health checks and metrics', async () => {
  const url = await startWebBot(DAYS, { WEB: 'off' })
  for (const path of ['/', '/search', '/feeds/atom.xml', '/admin', '/style.css']) {
    const response = await fetch(`${url}${path}`)
    expect([response.status, await response.text()]).toEqual([404, 'Page not found.\n'])
  }
  expect(await read(`${url}/healthz`)).toBe('ok\n')
  expect(await read(`${url}/metrics`)).toContain('paper_round_ready 1\n')
})

it('WEB_TOKEN guards the operator’s page and the metrics', async () => {
  const url = await startWebBot({}, { WEB_TOKEN: 'correct-horse-battery' })
  expect((await fetch(`${url}/metrics`)).status).toBe(401)
  const headers = { authorization: 'Bearer correct-horse-battery' }
  expect((await fetch(`${url}/metrics`, { headers })).status).toBe(200)
  expect((await fetch(`${url}/admin`)).status).toBe(401)
  expect((await fetch(url)).status).toBe(200)
})

it('someone subscribes by e-mail, and it ends with the link in the settings', async () => {
  const mailer = createFakeMailer()
  const token = 'correct-horse-battery'
  const env = { SECRET_KEY: Buffer.alloc(32, 5).toString('base64'), WEB_TOKEN: token }
  const url = await startWebBot(DAYS, env, mailer)
  const post = (path: string, fields: Record<string, string> = {}) =>
    fetch(`${url}${path}`, { method: 'POST', body: new URLSearchParams(fields) })
  const coming = mailer.sent.next()
  expect((await post('/email/subscribe', { address: 'ada@example.org', topic: '' })).status).toBe(200)
  const link = linkIn(await coming, `${url}/email/confirm`)
  const done = await (await post(new URL(link).pathname)).text()
  const [, settings = ''] = /href="([^"]*\/email\/settings\/[^"]+)"/.exec(done) ?? []
  expect(await read(settings)).toContain('ada@example.org')
  const bounce = await fetch(`${url}/email/bounce`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ kind: 'bounce', address: 'ada@example.org', reason: 'full' }),
  })
  expect(await bounce.json()).toEqual({ results: ['paused'] })
  expect(await read(settings)).toContain('mails come back: full')
  await post(new URL(settings).pathname, { action: 'forget', sure: 'yes' })
  expect((await fetch(settings)).status).toBe(410)
})

it('there is no e-mail without a key, or without the pages', async () => {
  const SECRET_KEY = Buffer.alloc(32, 5).toString('base64')
  for (const env of [{}, { SECRET_KEY, WEB: 'off' }]) {
    const url = await startWebBot({}, env, createFakeMailer())
    for (const path of ['/email/subscribe', '/email/bounce'])
      expect((await fetch(`${url}${path}`, { method: 'POST' })).status).toBe(404)
  }
})
