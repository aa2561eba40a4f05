import { expect, it, onTestFinished } from 'vitest'
import { mountThumbnails } from '../../../adapters/web/routes/thumbnails.ts'
import { createWeb } from '../../../adapters/web/server.ts'
import { PAGES } from '../../../config/defaults.ts'
import { SourceError } from '../../../src/ports/source-error.ts'
import type { Thumbnail, ThumbnailSource } from '../../../src/ports/thumbnails.ts'
import { silentLog } from '../../fakes/silent-log.ts'
import { candidate } from '../../fixtures/candidates.ts'
import { serveSite } from './site-harness.ts'

const NOW = '2026-11-23T12:00Z'
const PICTURE: Thumbnail = { type: 'image/png', bytes: Uint8Array.from([1, 2, 3]) }

const PAPERS = [
  candidate('2611.00001', { paper: { thumbnailUrl: 'https://pictures.example/1.png' } }),
  candidate('2611.00002', { paper: { thumbnailUrl: 'https://elsewhere.example/2.png' } }),
  candidate('2611.00003'),
]

/** Pages whose source of pictures answers as a test says. */
async function siteWith(load: () => Promise<Thumbnail | undefined>) {
  const loaded: string[] = []
  const source: ThumbnailSource = {
    accepts: url => url?.startsWith('https://pictures.example/') ?? false,
    load: url => {
      loaded.push(url)
      return load()
    },
  }
  const site = await serveSite({ papers: PAPERS, now: NOW, thumbnails: source })
  return { ...site, loaded }
}

it('lists show the pictures that this server can load, with a size of their own', async () => {
  const { html, loaded } = await siteWith(async () => PICTURE)
  for (const path of ['/', '/week', '/month/2026-11']) {
    expect((await html(path)).match(/<img class="picture"[^>]*>/g)).toEqual([
      '<img class="picture" src="/thumbnails/2611.00001" alt="" width="120" height="65" loading="lazy" decoding="async">',
    ])
  }
  expect(loaded).toEqual([])
})

it('a picture is loaded once, and comes from this server', async () => {
  const { get, loaded } = await siteWith(async () => PICTURE)
  for (const _ of [1, 2]) {
    const response = await get('/thumbnails/2611.00001')
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('image/png')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(response.headers.get('cache-control')).toBe('public, max-age=86400')
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(PICTURE.bytes)
  }
  expect(loaded).toEqual(['https://pictures.example/1.png'])
})

it.each([
  ['the address is of another server', '2611.00002'],
  ['the paper has none', '2611.00003'],
  ['the paper isn’t stored', '2611.09999'],
  ['it isn’t an id', '..%2Fadmin'],
  ['it is an address', 'https%3A%2F%2Fpictures.example%2F1.png'],
])('nothing is asked for where %s', async (_why, id) => {
  const { get, loaded } = await siteWith(async () => PICTURE)
  expect((await get(`/thumbnails/${id}`)).status).toBe(404)
  expect(loaded).toEqual([])
})

it('one that isn’t there is remembered, one that can’t be loaded now is asked for again', async () => {
  const none = await siteWith(async () => undefined)
  expect((await none.get('/thumbnails/2611.00001')).status).toBe(404)
  expect((await none.get('/thumbnails/2611.00001')).status).toBe(404)
  expect(none.loaded).toHaveLength(1)
  const down = await siteWith(() => Promise.reject(new SourceError('It is down.')))
  const response = await down.get('/thumbnails/2611.00001')
  expect([response.status, response.headers.get('retry-after')]).toEqual([503, '60'])
  // Browsers show nothing for an empty picture, and a broken one if there is none.
  expect(response.headers.get('content-type')).toBe('image/svg+xml')
  expect((await down.get('/thumbnails/2611.00001')).status).toBe(503)
  expect(down.loaded).toHaveLength(2)
})

it('one address gets 600 a minute', async () => {
  const clock = { now: 0 }
  const waits: number[] = []
  const web = createWeb({
    host: '127.0.0.1',
    port: 0,
    mounts: [
      mountThumbnails({
        find: async () => ({ kind: 'none' }),
        perAddress: { ...PAGES.thumbnails, count: 2 },
        now: () => clock.now,
        wait: async ms => void waits.push(ms),
      }),
    ],
    log: silentLog,
    newReference: () => 'ref-1',
  })
  const { url } = await web.start()
  onTestFinished(() => web.stop())
  const statusOf = async () => (await fetch(`${url}/thumbnails/2611.00001`)).status
  expect([await statusOf(), await statusOf(), await statusOf()]).toEqual([404, 404, 429])
  expect(waits).toHaveLength(1)
  clock.now = 60_000
  expect(await statusOf()).toBe(404)
  expect(PAGES.thumbnails).toEqual({ count: 600, perMs: 60_000 })
})

it('with pictures off, pages show none and the address is unknown', async () => {
  const { get, html } = await serveSite({ papers: PAPERS, now: NOW })
  expect(await html('/')).not.toContain('class="picture"')
  expect((await get('/thumbnails/2611.00001')).status).toBe(404)
})
