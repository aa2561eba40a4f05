import type { Digest } from '../../src/messages/digest.ts'
import type { ReplySpan } from '../../src/messages/reply.ts'
import type { Pages } from '../../src/pages/pages.ts'
import type { Platform } from '../../src/ports/platform.ts'
import type { PageCache } from './page-cache.ts'
import type { Site } from './pages/layout.ts'

/** What the first page shows beside its list. */
export interface Welcome {
  /** How to connect a chat; empty where one is connected. */
  guide: readonly (readonly ReplySpan[])[]
  /** Shown where no paper was ever collected. */
  sample?: Digest | undefined
  status: string
}

/** What the routes of the pages are made of. */
export interface SiteParts {
  pages: Pages
  site: Site
  welcome: () => Promise<Welcome>
  cache: PageCache
  /** All chat platforms, set up or not. */
  platforms: readonly Platform[]
  /** What addresses in feeds begin with, without a slash at its end. */
  publicUrl: () => string
}
