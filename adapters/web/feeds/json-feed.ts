import type { Feed } from '../../../src/pages/feed.ts'
import { type Base, feedUrls, itemViews } from './item.ts'

/** A feed as JSON Feed 1.1 (jsonfeed.org/version/1.1). */
export async function jsonFeed(feed: Feed, { base }: { base: Base }): Promise<string> {
  const { self, home } = feedUrls(feed, base, 'feed.json')
  const items = await itemViews(feed, base)
  const document = {
    version: 'https://jsonfeed.org/version/1.1',
    title: feed.title,
    home_page_url: home,
    feed_url: self,
    icon: `${base}/icon.svg`,
    language: 'en',
    items: items.map(({ id, url, title, summary, html, authors, tags, at }) => ({
      id,
      url,
      title,
      ...(summary && { summary }),
      content_html: html,
      date_published: new Date(at).toISOString(),
      ...(authors.length > 0 && { authors: authors.map(name => ({ name })) }),
      ...(tags.length > 0 && { tags }),
    })),
  }
  return `${JSON.stringify(document)}\n`
}
