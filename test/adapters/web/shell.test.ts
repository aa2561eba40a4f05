import { expect, it } from 'vitest'
import { candidate } from '../../fixtures/candidates.ts'
import { HOSTILE } from '../../fixtures/hostile.ts'
import { serveSite, textOf } from './site-harness.ts'

const HOSTILE_TITLE = '"><script>alert(1)</script><img src=x onerror=alert(1)>\u202egnp.exe & &lt;b&gt;'

const hostile = candidate('2611.00001', {
  paper: {
    title: HOSTILE_TITLE,
    abstract: `${HOSTILE_TITLE} agents.`,
    summary: HOSTILE_TITLE,
    authors: [HOSTILE_TITLE, 'O\'Brien "Bo"'],
    organization: HOSTILE_TITLE,
    keywords: [HOSTILE_TITLE, 'agents'],
    codeUrl: 'javascript:alert(1)',
    projectUrl: 'https://example.org/"><b>',
  },
})

const PATHS = [
  '/',
  '/week',
  '/month',
  '/search',
  '/search?q=agents',
  '/papers/2611.00001',
  '/try',
  '/try?q=agents',
  '/admin',
]

it.each(PATHS)('%s loads nothing from elsewhere, has no script, and a strict policy', async path => {
  const site = await serveSite({ papers: [hostile] })
  const response = await site.get(path)
  const html = await response.text()
  expect(response.status).toBe(200)
  expect(response.headers.get('content-security-policy')).toBe(
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  )
  expect(html).not.toMatch(/<(script|iframe|object|embed)|<[^>]*\s(on\w+|style)=|javascript:/i)
  for (const [, address = ''] of html.matchAll(/<(?:link|img)[^>]*\s(?:src|href)="([^"]*)"/g)) {
    expect(address).toMatch(/^\/(style|icon|feeds)/)
  }
})

/** Every tag of ours has one of these names. */
const NAMES = new Set(
  `html head meta title link body a header img nav form input button main footer p span h1 h2 h3 ol li ul bdi small strong code
  mark aside article dl dt dd figure figcaption svg polygon polyline line rect div pre details summary table thead tbody tr th td`.split(
    /\s+/,
  ),
)

it.each(PATHS)('%s shows hostile texts as text', async path => {
  const site = await serveSite({ papers: [hostile] })
  const html = await site.html(path)
  for (const [, name = ''] of html.matchAll(/<\/?([a-z!][^\s/>]*)/gi)) {
    if (name !== '!doctype') expect(NAMES).toContain(name)
  }
  expect(html).not.toMatch(/[\u202e\u0000]/)
  if (!['/search', '/try', '/admin'].includes(path))
    expect(textOf(html)).toContain('<script>alert(1)</script>')
})

it('every query is shown as text, and no page fails', async () => {
  const site = await serveSite({ papers: [hostile] })
  for (const [, text] of HOSTILE) {
    for (const path of ['/search', '/try', '/feeds/atom.xml', '/feeds/feed.json']) {
      const response = await site.get(`${path}?${new URLSearchParams({ q: text })}`)
      expect(response.status).toBeLessThan(500)
      const body = await response.text()
      if (response.headers.get('content-type')?.includes('html')) expect(body).not.toMatch(/<script/i)
    }
  }
})

it('has a page for unknown addresses', async () => {
  const site = await serveSite()
  for (const path of ['/nothing', '/papers', '/papers/hello', '/day', '/%', '/papers/%E0%A4%A']) {
    const response = await site.get(path)
    expect(response.status).toBe(404)
    expect(response.headers.get('content-type')).toMatch(/^text\/html/)
    expect(textOf(await response.text())).toContain('Page not found')
  }
  const response = await fetch(`${site.url}/search`, { method: 'POST' })
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
})

it('serves its style and icon for good, at addresses that change with them', async () => {
  const site = await serveSite()
  const html = await site.html('/')
  const [, style = ''] = /href="(\/style\.css\?v=[\w-]+)"/.exec(html) ?? []
  const [, icon = ''] = /href="(\/icon\.svg\?v=[\w-]+)"/.exec(html) ?? []
  for (const [path, type] of [
    [style, 'text/css; charset=utf-8'],
    [icon, 'image/svg+xml'],
  ] as const) {
    const response = await site.get(path)
    expect(response.headers.get('content-type')).toBe(type)
    expect(response.headers.get('cache-control')).toContain('immutable')
  }
  expect(await site.html(style)).toContain('prefers-color-scheme: dark')
  expect(await site.html('/robots.txt')).toBe('User-agent: *\nAllow: /feeds/\nDisallow: /\n')
})

it('has a skip link, one heading of the first level, and marks where one is', async () => {
  const site = await serveSite({ papers: [hostile] })
  for (const path of PATHS) {
    const html = await site.html(path)
    expect(html).toMatch(/<body>\s*<a class="skip" href="#main">/)
    expect(html.match(/<h1>/g)).toHaveLength(1)
    expect(html).toContain('<html lang="en">')
  }
  expect(await site.html('/')).toContain('<a href="/" aria-current="page">Today</a>')
})
