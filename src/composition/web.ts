import { createThumbnailSource } from '../../adapters/huggingface/thumbnails.ts'
import type { Prometheus } from '../../adapters/metrics/prometheus.ts'
import { createHoldBack } from '../../adapters/shared/http/hold-back.ts'
import { ATTEMPTS } from '../../adapters/web/limits.ts'
import type { RawListeners } from '../../adapters/web/listener.ts'
import { mountHealth } from '../../adapters/web/routes/health.ts'
import { mountMetrics } from '../../adapters/web/routes/metrics.ts'
import { createWeb, type Web } from '../../adapters/web/server.ts'
import { createSite } from '../../adapters/web/site.ts'
import type { Welcome } from '../../adapters/web/site-parts.ts'
import { PAGES } from '../../config/defaults.ts'
import type { Env } from '../../config/schema.ts'
import type { App } from '../app/app.ts'
import { createThumbnails } from '../pages/thumbnails.ts'
import type { Log } from '../ports/log.ts'
import type { Platform } from '../ports/platform.ts'
import type { Requests } from '../ports/requests.ts'
import type { Store } from '../ports/store.ts'
import type { Clock } from '../time/clock.ts'
import { VERSION } from './process.ts'

/** The pictures of papers for the web pages, loaded through this process. */
function thumbnailsOf(env: Env, { store, clock }: { store: Store; clock: Clock }) {
  const source = createThumbnailSource({ endpoint: env.HF_ENDPOINT })
  return { source, find: createThumbnails({ papers: store.papers, source, now: clock.now }) }
}

/**
 * The web server with its pages, unless they are turned off: then it has health, metrics and the platforms' endpoints.
 * @param parts.routes the platforms' endpoints
 * @param parts.now ms of a monotonic clock
 */
export function createWebServer(
  env: Env,
  parts: {
    app: App
    store: Store
    prometheus: Prometheus
    welcome: () => Promise<Welcome>
    platforms: readonly Platform[]
    routes: RawListeners | undefined
    publicUrl: () => string
    requests: Requests
    newReference: () => string
    clock: Clock
    now: () => number
    log: Log
  },
): Web {
  const { app, store, prometheus, welcome, platforms, publicUrl, clock, now } = parts
  const hasPages = env.WEB === 'on'
  const site = createSite({
    pages: app.pages,
    welcome,
    email: app.email,
    version: VERSION,
    thumbnails: env.THUMBNAILS === 'on' ? thumbnailsOf(env, { store, clock }) : undefined,
    platforms,
    publicUrl,
    host: env.HOST,
    token: env.WEB_TOKEN,
    clock,
    settings: PAGES,
    now,
  })
  const metricsPage = mountMetrics({
    access: site.access,
    holdBack: createHoldBack(ATTEMPTS, now),
    render: async () => prometheus.render(await app.state()),
    contentType: prometheus.contentType,
  })
  return createWeb({
    host: env.HOST,
    port: env.PORT,
    mounts: [mountHealth(app.obstacles, app.shards), metricsPage, ...(hasPages ? site.mounts : [])],
    raw: { ...parts.routes, ...(hasPages && site.raw) },
    ...(hasPages && { notFound: site.notFound, refused: site.refused }),
    log: parts.log,
    newReference: parts.newReference,
    requests: parts.requests,
    metrics: prometheus.metrics,
  })
}
