import type { Digest } from '../../../src/messages/digest.ts'
import type { Platform } from '../../../src/ports/platform.ts'
import type { Mount } from '../app.ts'
import { MESSAGE_PREVIEWS } from '../message-previews/all.ts'
import { toPage } from '../page-cache.ts'
import { type Drawn, topicPage } from '../pages/topic.ts'
import type { SiteParts } from '../site-parts.ts'

/** The first message of a digest on each platform that has a preview. */
async function draw(digest: Digest | undefined, platforms: readonly Platform[]): Promise<Drawn[]> {
  if (!digest) return []
  const drawn = platforms.map(async ({ name, title, renderDigest }): Promise<Drawn[]> => {
    const preview = MESSAGE_PREVIEWS[name]
    return preview ? [{ title, message: preview(await renderDigest(digest, 0)) }] : []
  })
  return (await Promise.all(drawn)).flat()
}

/** Topics tried out. */
export const mountTopics =
  ({ pages, site, cache, platforms }: SiteParts): Mount =>
  app => {
    app.get(
      '/try',
      cache(
        async c => {
          const page = await pages.topic(c.req.query('q'))
          const drawn = await draw(page.kind === 'tried' ? page.digest : undefined, platforms)
          return toPage(topicPage(page, drawn, site), page.kind === 'refused' ? 400 : 200)
        },
        { searches: true },
      ),
    )
  }
