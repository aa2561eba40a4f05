import type { Pages } from '../../src/pages/pages.ts'
import type { Platform } from '../../src/ports/platform.ts'
import type { Clock } from '../../src/time/clock.ts'
import { createHoldBack } from '../shared/http/hold-back.ts'
import { isLoopback } from '../shared/loopback.ts'
import type { Mount } from './app.ts'
import { mountAssets } from './assets.ts'
import { mountFeeds } from './feed-routes.ts'
import { ATTEMPTS } from './limits.ts'
import { mountLists } from './lists.ts'
import { mountOperator } from './operator.ts'
import { createOperatorAccess } from './operator-access.ts'
import type { Site } from './pages/layout.ts'
import { notFoundPage } from './pages/not-found.ts'
import { createPageCache, type PageSettings } from './pages.ts'
import { mountPapers } from './papers.ts'
import { mountPrivacy } from './privacy.ts'
import type { SiteParts, Welcome } from './site-parts.ts'
import { mountTopics } from './topics.ts'

const notFoundHtml = async (site: Site): Promise<string> => String(await notFoundPage(site))

/** The web pages: everything that people open in a browser. */
export function createSite(options: {
  pages: Pages
  welcome: () => Promise<Welcome>
  version: string
  platforms: readonly Platform[]
  publicUrl: () => string
  /** Where the server listens, and the token that opens the operator's part. */
  host: string
  token: string | undefined
  clock: Clock
  settings: PageSettings
  /** ms of a monotonic clock */
  now: () => number
  /** Waits so many ms. */
  wait?: (ms: number) => Promise<void>
}): { mounts: readonly Mount[]; notFound: () => Promise<string> } {
  const site: Site = { version: options.version }
  const parts: SiteParts = {
    ...options,
    site,
    cache: createPageCache(options.settings, options.now, options.wait),
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
      mountPapers(parts),
      mountTopics(parts),
      mountFeeds(parts),
      mountPrivacy(parts),
      mountOperator(parts, access, createHoldBack(ATTEMPTS, options.now, options.wait)),
    ],
    notFound: () => notFound,
  }
}
