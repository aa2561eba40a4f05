import type { Pages } from '../../src/pages/pages.ts'
import type { Mount } from './app.ts'
import { mountAssets } from './assets.ts'
import { mountLists } from './lists.ts'
import type { Site } from './pages/layout.ts'
import { notFoundPage } from './pages/not-found.ts'
import { createPageCache, type PageSettings } from './pages.ts'
import type { SiteParts, Welcome } from './site-parts.ts'

/** The web pages: everything that people open in a browser. */
export function createSite(options: {
  pages: Pages
  welcome: () => Promise<Welcome>
  version: string
  settings: PageSettings
  /** ms of a monotonic clock */
  now: () => number
}): { mounts: readonly Mount[]; notFound: () => Promise<string> } {
  const site: Site = { version: options.version }
  const parts: SiteParts = { ...options, site, cache: createPageCache(options.settings, options.now) }
  return {
    mounts: [mountAssets, mountLists(parts)],
    notFound: async () => String(await notFoundPage(site)),
  }
}
