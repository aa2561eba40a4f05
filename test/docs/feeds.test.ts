import { describe, expect, it } from 'vitest'
import { serveSite } from '../adapters/web/site-harness.ts'
import { candidate } from '../fixtures/candidates.ts'
import { distinct, documentedCode } from './documented.ts'

const NOW = '2026-11-24T12:00Z'
const PAPERS = [
  candidate('2611.00001', { paper: { day: '2026-11-23', title: 'Agents That Plan' } }),
  candidate('2611.00002', { paper: { day: '2026-11-17', title: 'Diffusion Models for Agents' } }),
]

const FEED = /\/feeds\/[^\s']+/
const PAGE = /^http:\/\/127\.0\.0\.1:8080(\/[^\s]*)$/
const code = documentedCode()
const found = (pattern: RegExp, group = 0) =>
  distinct(
    code.flatMap(({ text, at }) => {
      const path = pattern.exec(text)?.[group]
      return path ? [{ text: path, at }] : []
    }),
  ).map(({ text, at }): [string, string] => [text, at])

describe('in the documentation', () => {
  it.each(found(FEED))('the feed %s (%s) is one, with papers', async (path, at) => {
    expect(at).not.toBe('')
    const { get } = await serveSite({ papers: PAPERS, now: NOW })
    const response = await get(path)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toMatch(/^application\/(atom\+xml|feed\+json);/)
    expect(await response.text()).toMatch(/Agents/)
    const etag = response.headers.get('etag') ?? ''
    expect((await get(path, { 'if-none-match': etag })).status).toBe(304)
  })

  it.each(found(PAGE, 1))('the page %s (%s) names a feed that is one', async path => {
    const { get, html } = await serveSite({ papers: PAPERS, now: NOW })
    const [, feed = ''] =
      /type="application\/atom\+xml" title="[^"]*" href="([^"]+)"/.exec(await html(path)) ?? []
    expect((await get(feed.replaceAll('&amp;', '&'))).status).toBe(200)
  })
})
