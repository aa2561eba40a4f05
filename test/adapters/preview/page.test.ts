import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { renderPage } from '../../../adapters/preview/page.ts'
import type { Digest } from '../../../src/messages/digest.ts'
import { everydayDigest, fullestDigest, hostileDigest, plainEntry } from '../../fixtures/digests.ts'

const page = (digest?: Digest) =>
  renderPage({
    digest,
    status: [
      [{ text: 'Set ' }, { text: 'A<B', style: 'code' }],
      [],
      [{ text: 'there', url: 'https://example.org/?a=1&b="' }],
    ],
    version: '0.1.0',
    generatedAt: Date.parse('2026-11-23T09:00Z'),
  })

const bodyOf = (html: string): string => html.slice(html.indexOf('<body>'))

/** Every tag allowed in the page's body; any other was injected by a text. */
const TAG =
  /<(?:\/?(?:body|html|main|aside|footer|h1|h2|ol|li|p|span|bdi|strong|small|code|a|time)|(?:p|aside) class="[a-z]+"|a href="https?:\/\/[^"<>\s]*" rel="noopener noreferrer"|time datetime="[\dTZ:.-]+")>/g

const ENTITIES: Record<string, string> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
}
const textOf = (html: string): string =>
  bodyOf(html)
    .replace(TAG, '')
    .replace(/&(?:lt|gt|quot|#39|amp);/g, entity => ENTITIES[entity] ?? '')

describe('the preview page', () => {
  it('shows a digest with its links', () => {
    const html = page(everydayDigest)
    expect(html).toContain('<title>Papers for Monday, 23 November · Paper Round</title>')
    expect(html).toContain(`<a href="${plainEntry.url}" rel="noopener noreferrer">${plainEntry.title}</a>`)
    expect(textOf(html)).toContain(
      '▲ 163 (+41 since yesterday) · ★ 1.2k · Example Lab · 12 authors · code · agents',
    )
    expect(textOf(html)).toContain('18 more are listed today: see them all')
    expect(textOf(html)).toContain('Paper Round 0.1.0 · made 2026-11-23 09:00 UTC')
  })

  it('says below the title what is true of all papers', () => {
    const html = page({ ...everydayDigest, subtitle: 'All from Friday 20 November' })
    expect(html).toContain('</h1>\n<p class="notes">All from Friday 20 November</p>\n<ol>')
  })

  it.each([
    ['everyday', everydayDigest],
    ['fullest', fullestDigest],
    ['hostile', hostileDigest],
  ])('has no tag but its own in the %s digest', (_name, digest) => {
    expect(bodyOf(page(digest)).replace(TAG, '')).not.toMatch(/[<>]/)
  })

  it('shows hostile texts as text', () => {
    const shown = textOf(page(hostileDigest))
    expect(shown).toContain('Papers for <!here> @everyone')
    expect(shown).toContain("Let's <think> about `code`, *bold*, _under_, ~strike~ and ||spoiler||")
    expect(shown).toContain('gnp.exe & &amp; &lt;script&gt;')
    expect(shown).not.toMatch(/[\u202e\u200f\u0000]/)
  })

  it('has no script, no image and nothing from elsewhere', () => {
    const html = page(fullestDigest)
    expect(html).not.toMatch(/<(script|img|link|iframe|object)|\ssrc=|\son\w+=|url\(|@import/i)
    expect(html).toContain('default-src &#39;none&#39;')
  })

  it('allows by its policy the very style that it holds', () => {
    const html = page(everydayDigest)
    const style = /<style>(.*)<\/style>/s.exec(html)?.[1] ?? ''
    expect(html).toContain(`sha256-${createHash('sha256').update(style).digest('base64')}`)
  })

  it('links to web addresses only', () => {
    const digest = {
      ...everydayDigest,
      entries: [
        { ...plainEntry, url: 'javascript:alert(1)', facts: [{ text: 'x', url: 'data:text/html,<b>' }] },
      ],
    }
    expect(page(digest)).not.toMatch(/javascript:|data:/)
    expect(textOf(page(digest))).toContain(plainEntry.title)
  })

  it('cannot be broken out of by an address', () => {
    const url = 'https://example.org/"><b>\'&amp;'
    expect(
      bodyOf(page({ ...everydayDigest, entries: [{ ...plainEntry, url }] })).replace(TAG, ''),
    ).not.toMatch(/[<>]/)
  })

  it('says so where there is no digest yet', () => {
    expect(textOf(page())).toContain('No digest yet')
    expect(textOf(page())).toContain('Set A<B')
  })

  it('is laid out for phones, and for the dark', () => {
    expect(page()).toContain('width=device-width')
    expect(page()).toContain('prefers-color-scheme: dark')
  })
})
