import type { Rate } from '../../src/lib/allowance.ts'
import type { FindThumbnail } from '../../src/pages/thumbnails.ts'
import { paperIdOf } from '../../src/papers/paper-link.ts'
import { createHoldBack } from '../shared/http/hold-back.ts'
import type { Mount } from './app.ts'
import { decodedPath } from './html.ts'
import { tooMany } from './pages.ts'

/** A day: they hardly ever change. */
const CACHED = 'public, max-age=86400'

/** The pictures of papers, so that a reader's browser asks nobody but this server for them. */
export const mountThumbnails =
  (options: {
    find: FindThumbnail
    perAddress: Rate
    /** ms of a monotonic clock */
    now: () => number
    wait?: ((ms: number) => Promise<void>) | undefined
  }): Mount =>
  app => {
    const holdBack = createHoldBack(options.perAddress, options.now, options.wait)
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
          return c.text('This paper has no picture.\n', 404)
        case 'failed':
          return c.text('The picture can’t be loaded now.\n', 503, { 'retry-after': '60' })
      }
    })
  }
