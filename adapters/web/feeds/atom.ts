import type { Feed } from '../../../src/pages/feed.ts'
import { type Base, feedUrls, type ItemView, itemViews } from './item.ts'

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** What XML 1.0 has no character for, not even escaped. */
const NO_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu

const escapeXml = (text: string): string =>
  text
    .toWellFormed()
    .replace(NO_XML, '')
    .replace(/[&<>"']/g, sign => ENTITIES[sign] ?? '')

const element = (name: string, text: string, attributes = ''): string =>
  `<${name}${attributes}>${escapeXml(text)}</${name}>`

const link = (rel: string, url: string, type?: string): string =>
  `<link rel="${rel}" href="${escapeXml(url)}"${type ? ` type="${type}"` : ''}/>`

const time = (at: number): string => new Date(at).toISOString()

const entryXml = ({ id, url, title, summary, html, authors, tags, at }: ItemView): string =>
  [
    '<entry>',
    element('id', id),
    element('title', title || id),
    link('alternate', url),
    element('published', time(at)),
    element('updated', time(at)),
    ...authors.map(name => `<author>${element('name', name)}</author>`),
    ...tags.map(tag => `<category term="${escapeXml(tag)}"/>`),
    ...(summary ? [element('summary', summary)] : []),
    element('content', html, ' type="html"'),
    '</entry>',
  ].join('\n')

/** A feed as Atom (RFC 4287). */
export async function atom(feed: Feed, { base, version }: { base: Base; version: string }): Promise<string> {
  const { self, home } = feedUrls(feed, base, 'atom.xml')
  const items = await itemViews(feed, base)
  return `${[
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">',
    element('id', self),
    element('title', feed.title),
    element('updated', time(feed.updatedAt)),
    link('self', self, 'application/atom+xml'),
    link('alternate', home, 'text/html'),
    element('icon', `${base}/icon.svg`),
    // Every entry needs an author, and a day or week has none of its own.
    `<author>${element('name', 'Paper Round')}</author>`,
    `<generator version="${escapeXml(version)}">Paper Round</generator>`,
    ...items.map(entryXml),
    '</feed>',
  ].join('\n')}\n`
}
