import type { Email } from '../../src/email/email.ts'
import type { Pages } from '../../src/pages/pages.ts'
import type { FindThumbnail } from '../../src/pages/thumbnails.ts'
import type { Platform } from '../../src/ports/platform.ts'
import type { ThumbnailSource } from '../../src/ports/thumbnails.ts'
import type { Clock } from '../../src/time/clock.ts'
import { createHoldBack } from '../shared/http/hold-back.ts'
import { isLoopback } from '../shared/loopback.ts'
import type { Mount } from './app.ts'
import { mountAssets } from './assets.ts'
import { ATTEMPTS, EMAIL_PAGES } from './limits.ts'
import type { RawListeners } from './listener.ts'
import { createOperatorAccess, type OperatorAccess } from './operator-access.ts'
import { createPageCache, type PageSettings } from './page-cache.ts'
import type { Site } from './pages/layout.ts'
import { notFoundPage } from './pages/not-found.ts'
import { refusedPage } from './pages/refused.ts'
import { createBounceHook } from './routes/bounce-hook.ts'
import { mountEmail } from './routes/email.ts'
import { mountFeeds } from './routes/feeds.ts'
import { mountLists } from './routes/lists.ts'
import { mountOperator } from './routes/operator.ts'
import { mountPapers } from './routes/papers.ts'
import { mountPrivacy } from './routes/privacy.ts'
import { mountSearch } from './routes/search.ts'
import { mountThumbnails } from './routes/thumbnails.ts'
import { mountTopics } from './routes/topics.ts'
import type { SiteParts, Welcome } from './site-parts.ts'
import { createVisitorLimit } from './visitor.ts'

const notFoundHtml = async (site: Site): Promise<string> => String(await notFoundPage(site))

/** The web pages: everything that people open in a browser. */
export function createSite(options: {
  pages: Pages
  welcome: () => Promise<Welcome>
  version: string
  /** Where the pictures of papers come from; without it none is shown. */
  thumbnails: { source: ThumbnailSource; find: FindThumbnail } | undefined
  platforms: readonly Platform[]
  publicUrl: () => string
  /** Undefined where it isn't set up. */
  email?: Email | undefined
  /** Where the server listens, and the token that opens the operator's page. */
  host: string
  token: string | undefined
  clock: Clock
  settings: PageSettings
  /** ms of a monotonic clock */
  now: () => number
  /** Waits `ms` milliseconds. */
  wait?: (ms: number) => Promise<void>
}): {
  mounts: readonly Mount[]
  raw: RawListeners
  access: OperatorAccess
  notFound: () => Promise<string>
  refused: (status: number, text: string) => Promise<string | undefined>
} {
  const { thumbnails, email } = options
  const site: Site = {
    version: options.version,
    hasThumbnail: url => thumbnails?.source.accepts(url) ?? false,
    hasEmail: email !== undefined,
  }
  const parts: SiteParts = {
    ...options,
    site,
    cache: createPageCache(options.settings, options.pages.revision, options.now, options.wait),
  }
  const access = createOperatorAccess({
    token: options.token,
    isLocal: () => isLoopback(options.host) && isLoopback(new URL(options.publicUrl()).hostname),
    now: options.clock.now,
  })
  // It is the same for every address, and nobody waits for it.
  const notFound = notFoundHtml(site)
  return {
    mounts: [
      mountAssets,
      mountLists(parts),
      mountSearch(parts),
      mountPapers(parts),
      mountTopics(parts),
      mountFeeds(parts),
      mountPrivacy(parts),
      ...(thumbnails
        ? [mountThumbnails({ ...options, find: thumbnails.find, perAddress: options.settings.thumbnails })]
        : []),
      mountOperator(parts, access, createHoldBack(ATTEMPTS, options.now, options.wait)),
      ...(email
        ? [mountEmail(parts, email, createVisitorLimit(EMAIL_PAGES, options.now, options.wait))]
        : []),
    ],
    access,
    raw: email
      ? createBounceHook(email, options.token, createHoldBack(ATTEMPTS, options.now, options.wait))
      : {},
    notFound: () => notFound,
    async refused(status, text) {
      const page = refusedPage(status, text, site)
      return page && String(await page)
    },
  }
}
