import { expect, it, onTestFinished } from 'vitest'
import { type Html, html } from '../../../adapters/web/html.ts'
import { createPageCache, toPageWithRest } from '../../../adapters/web/page-cache.ts'
import { mountHealth } from '../../../adapters/web/routes/health.ts'
import { createWeb } from '../../../adapters/web/server.ts'
import { createFakeClock } from '../../fakes/clock.ts'
import { silentLog } from '../../fakes/silent-log.ts'

const SETTINGS = {
  cacheMs: 30_000,
  statusMs: 3_000,
  perAddress: { count: 60, perMs: 10_000 },
  searches: { count: 5, perMs: 60_000 },
  thumbnails: { count: 5, perMs: 60_000 },
}

/** A server with two pages; `made` counts how often they were made. */
async function serve() {
  const clock = createFakeClock(0)
  const state = {
    made: 0,
    failure: '',
    status: 200,
    revision: 0,
    waits: [] as number[],
    part: Promise.withResolvers<Html>(),
  }
  const page = createPageCache(
    SETTINGS,
    () => state.revision,
    clock.now,
    async ms => void state.waits.push(ms),
  )
  const make = async () => {
    state.made++
    if (state.failure) throw new Error(state.failure)
    return { body: `number ${state.made}`, status: state.status }
  }
  const web = createWeb({
    host: '127.0.0.1',
    port: 0,
    mounts: [
      mountHealth(() => []),
      app => {
        app.get('/', page(make))
        app.get('/status', page(make, { hasStatus: true }))
        app.get('/other', page(make))
        app.get('/search', page(make, { searches: true }))
        app.get(
          '/parts',
          page(() => toPageWithRest(later => html`<p>first</p>${later}<p>end</p>`, state.part.promise)),
        )
      },
    ],
    log: silentLog,
    newReference: () => 'ref',
    refused: async (status, text) => (status === 405 ? undefined : `<p>${status} ${text}</p>`),
  })
  const { url } = await web.start()
  onTestFinished(() => web.stop())
  return { state, clock, get: (path: string, init?: RequestInit) => fetch(`${url}${path}`, init) }
}

it('makes a page once in a while, whoever asks for it', async () => {
  const { state, clock, get } = await serve()
  const texts = await Promise.all(Array.from({ length: 20 }, async () => (await get('/')).text()))
  expect(new Set(texts)).toEqual(new Set(['number 1']))
  clock.advance(29_999)
  await get('/')
  expect(state.made).toBe(1)
  clock.advance(1)
  expect(await (await get('/')).text()).toBe('number 2')
  expect(await (await get('/other')).text()).toBe('number 3')
})

it('makes a page that shows how the bot is more often', async () => {
  const { clock, get } = await serve()
  await get('/status')
  clock.advance(2_999)
  expect(await (await get('/status')).text()).toBe('number 1')
  clock.advance(1)
  expect(await (await get('/status')).text()).toBe('number 2')
})

it('makes a page anew once papers have come', async () => {
  const { state, get } = await serve()
  expect(await (await get('/')).text()).toBe('number 1')
  state.revision++
  expect(await (await get('/')).text()).toBe('number 2')
  expect(await (await get('/')).text()).toBe('number 2')
})

it('does not keep what it refuses, because the next one may be answered', async () => {
  const { state, get } = await serve()
  state.status = 503
  expect((await get('/')).status).toBe(503)
  state.status = 200
  expect((await get('/')).status).toBe(200)
})

it('does not cache a failure', async () => {
  const { state, get } = await serve()
  state.failure = 'broken'
  expect((await get('/')).status).toBe(500)
  state.failure = ''
  expect((await get('/')).status).toBe(200)
})

it('gives one address sixty pages in ten seconds, then says when to try again; health checks are not counted', async () => {
  const { state, clock, get } = await serve()
  for (let each = 0; each < 60; each++) expect((await get(each % 2 ? '/' : '/other')).status).toBe(200)
  clock.advance(2_500)
  const refused = await get('/')
  expect(state.waits).toEqual([3_000])
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '8'])
  expect(await refused.text()).toBe('Too many requests in a short time. Try again in 8 seconds.\n')
  expect((await get('/healthz')).status).toBe(200)
  clock.advance(7_500)
  expect((await get('/')).status).toBe(200)
})

it('counts for each visitor behind a proxy on this machine, by the address that the proxy adds last', async () => {
  const { get } = await serve()
  const statusOf = async (forwarded: string) =>
    (await get('/', { headers: { 'x-forwarded-for': forwarded } })).status
  for (let each = 0; each < 60; each++) expect(await statusOf('192.0.2.1')).toBe(200)
  expect(await statusOf('203.0.113.9, 192.0.2.1')).toBe(429)
  expect(await statusOf('192.0.2.1, 192.0.2.2')).toBe(200)
})

it('refuses a browser with a page, and a program with a line of text', async () => {
  const { state, get } = await serve()
  state.failure = 'broken'
  const line = 'Something went wrong. The log has details under ref.\n'
  const asked = async (accept: string, path = '/', method = 'GET') => {
    const response = await get(path, { method, headers: { accept } })
    return [response.status, response.headers.get('content-type'), await response.text()]
  }
  const browser = 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.8'
  expect(await asked(browser)).toEqual([500, 'text/html; charset=utf-8', `<p>500 ${line}</p>`])
  expect(await asked('*/*')).toEqual([500, expect.stringContaining('text/plain'), line])
  expect(await asked(browser, '/', 'POST')).toEqual([
    405,
    expect.stringContaining('text/plain'),
    'POST isn’t allowed here. Use GET or HEAD.\n',
  ])
  expect((await asked(browser, '/healthz'))[0]).toBe(200)
  for (let each = 0; each < 60; each++) await get('/')
  const refused = await get('/', { headers: { accept: browser } })
  const { status, headers } = refused
  expect([status, headers.get('retry-after'), headers.get('vary')]).toEqual([429, '10', 'accept'])
  expect(await refused.text()).toContain('<p>429 Too many requests')
})

it('makes a page for each query', async () => {
  const { get } = await serve()
  const texts = await Promise.all(
    ['/?page=1', '/?page=2', '/?page=1'].map(async path => (await get(path)).text()),
  )
  expect(texts).toEqual(['number 1', 'number 2', 'number 1'])
})

it('gives one address fewer pages that search, and those that are cached for nothing', async () => {
  const { get, clock } = await serve()
  const statusOf = async (path: string) => (await get(path)).status
  for (let each = 0; each < 5; each++) expect(await statusOf(`/search?q=${each}`)).toBe(200)
  expect(await statusOf('/search?q=4')).toBe(200)
  expect(await statusOf('/search?q=5')).toBe(429)
  expect(await statusOf('/other')).toBe(200)
  clock.advance(60_000)
  expect(await statusOf('/search?q=5')).toBe(200)
})

it('sends a page up to a part that takes longer, then the rest', async () => {
  const { get, state } = await serve()
  const response = await get('/parts')
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  expect((await reader?.read())?.value).toBe('<p>first</p>')
  state.part.resolve(html`<b>later</b>`)
  expect((await reader?.read())?.value).toBe('<b>later</b><p>end</p>')
  expect((await reader?.read())?.done).toBe(true)
  expect(await (await get('/parts')).text()).toBe('<p>first</p><b>later</b><p>end</p>')
})

it('goes on after a visitor who has left in the middle', async () => {
  const { get, state } = await serve()
  const response = await get('/parts')
  await response.body?.cancel()
  state.part.resolve(html`<b>later</b>`)
  expect((await get('/healthz')).status).toBe(200)
  expect(await (await get('/parts')).text()).toContain('later')
})
