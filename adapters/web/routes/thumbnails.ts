import type { Rate } from '../../../src/lib/allowance.ts'
import type { FindThumbnail } from '../../../src/pages/thumbnails.ts'
import { paperIdOf } from '../../../src/papers/paper-link.ts'
import type { Mount } from '../app.ts'
import { decodedPath } from '../html.ts'
import { tooMany } from '../page-cache.ts'
import { createVisitorLimit } from '../visitor.ts'

/** A day: they hardly ever change. */
const CACHED = 'public, max-age=86400'

/**
 * An empty picture in place of one that isn't available, because otherwise browsers draw a broken image. It is shown whatever the
 * status is.
 */
const NOTHING = '<svg xmlns="http://www.w3.org/2000/svg" width="120" height="65"/>'
const IMAGE = { 'content-type': 'image/svg+xml' }

/** Serves the pictures of papers, so that a reader's browser contacts no other server. */
export const mountThumbnails =
  (options: {
    find: FindThumbnail
    perAddress: Rate
    /** ms of a monotonic clock */
    now: () => number
    wait?: ((ms: number) => Promise<void>) | undefined
  }): Mount =>
  app => {
    const holdBack = createVisitorLimit(options.perAddress, options.now, options.wait)
    app.get('/thumbnails/*', async c => {
      const waitMs = await holdBack(c.env.incoming)
      if (waitMs > 0) return tooMany(waitMs)
      const id = decodedPath(c.req.path).slice('/thumbnails/'.length)
      if (paperIdOf(id) !== id) return c.text('No such paper.\n', 404)
      const found = await options.find(id)
      switch (found.kind) {
        case 'found':
          return c.body(found.bytes, 200, { 'content-type': found.type, 'cache-control': CACHED })
        case 'none':
          return c.body(NOTHING, 404, IMAGE)
        case 'failed':
          return c.body(NOTHING, 503, { ...IMAGE, 'retry-after': '60' })
      }
    })
  }
