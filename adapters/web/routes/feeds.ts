import { FEED_KINDS } from '../../../src/digests/feed-kind.ts'
import type { Feed } from '../../../src/pages/feed.ts'
import type { Mount } from '../app.ts'
import { atom } from '../feeds/atom.ts'
import { isUnchanged, validatorsOf } from '../feeds/conditional.ts'
import { jsonFeed } from '../feeds/json-feed.ts'
import type { Page } from '../page-cache.ts'
import type { SiteParts } from '../site-parts.ts'

type Write = (feed: Feed, context: { base: string; version: string }) => Promise<string>

/** Readers ask again after that, at the earliest; seconds. */
const MAX_AGE = 300

const refusal = (problem: string): Page => ({
  body: `${problem}\n`,
  status: 400,
  contentType: 'text/plain; charset=utf-8',
})

/** Feeds of topics, as Atom and as JSON Feed. */
export const mountFeeds =
  ({ pages, site, cache, publicUrl }: SiteParts): Mount =>
  app => {
    function mountFeed(path: string, contentType: string, write: Write): void {
      const make = cache(
        async c => {
          const by = c.req.query('by') ?? 'paper'
          const kind = FEED_KINDS.find(kind => kind === by)
          if (!kind) return refusal(`“by=${by}” isn’t known. Use by=paper, by=day or by=week.`)
          const result = await pages.feeds(c.req.query('q') ?? '', kind)
          if (!result.ok) return refusal(result.problem)
          const body = await write(result.feed, { base: publicUrl(), version: site.version })
          const { etag, lastModified } = validatorsOf(body, result.feed.updatedAt)
          const headers = {
            etag,
            'last-modified': lastModified,
            'cache-control': `max-age=${MAX_AGE}`,
          }
          return { body, contentType, headers }
        },
        { searches: true },
      )
      app.get(path, async c => {
        const response = await make(c)
        const { headers } = response
        const [etag, lastModified] = [headers.get('etag'), headers.get('last-modified')]
        if (!etag || !lastModified) return response
        const asked = {
          ifNoneMatch: c.req.header('if-none-match'),
          ifModifiedSince: c.req.header('if-modified-since'),
        }
        return isUnchanged({ etag, lastModified }, asked)
          ? new Response(null, { status: 304, headers })
          : response
      })
    }
    mountFeed('/feeds/atom.xml', 'application/atom+xml; charset=utf-8', atom)
    mountFeed('/feeds/feed.json', 'application/feed+json; charset=utf-8', jsonFeed)
  }
