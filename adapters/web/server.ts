import { createServer } from 'node:http'
import { messageOf } from '../../src/lib/errors.ts'
import type { Log } from '../../src/ports/log.ts'
import { type Metrics, unmeasured } from '../../src/ports/metrics.ts'
import type { Requests } from '../../src/ports/requests.ts'
import { createWebApp, type Mount } from './app.ts'
import { limitConnections } from './connections.ts'
import { LIMITS, MAX_CONNECTIONS, STOP_GRACE_MS } from './limits.ts'
import { listen, urlOf } from './listen.ts'
import { createListener, type RawListeners } from './listener.ts'

export interface Web {
  /** `url` works on this machine. @throws ListenError if the address is unavailable */
  start(): Promise<{ url: string }>
  /** Stops listening, and gives running requests a second. */
  stop(): Promise<void>
}

/**
 * The web server, which everything that speaks HTTP shares.
 * @param options.port 0 picks a free one
 * @param options.mounts what adds its routes to the app
 * @param options.raw listeners of `node:http`, such as those of platforms
 * @param options.notFound the page for an unknown path; by default a line of text
 * @param options.refused see `createWebApp`
 * @param options.newReference creates a short text to find an error in the log by
 */
export function createWeb(options: {
  host: string
  port: number
  mounts: readonly Mount[]
  raw?: RawListeners | undefined
  notFound?: (() => string | Promise<string>) | undefined
  refused?: ((status: number, text: string) => Promise<string | undefined>) | undefined
  log: Log
  newReference: () => string
  requests?: Requests | undefined
  metrics?: Pick<Metrics, 'served'> | undefined
  maxConnections?: number | undefined
}): Web {
  const { host, port, log, metrics = unmeasured } = options
  const { raw = {} } = options
  const app = createWebApp({ ...options, raw: Object.keys(raw) })
  const server = createServer(LIMITS, createListener({ ...options, app, raw }))
  limitConnections(server, options.maxConnections ?? MAX_CONNECTIONS)
  // Clients keep connections open; during shutdown, each is closed after its last response.
  server.on('request', (_request, response) => {
    response.once('close', () => {
      metrics.served(response.statusCode)
      if (!server.listening) server.closeIdleConnections()
    })
  })

  return {
    async start() {
      await listen(server, host, port)
      server.on('error', error => log.error({ error: messageOf(error) }, 'the web server failed'))
      const address = server.address()
      return { url: urlOf(host, address && typeof address === 'object' ? address.port : port) }
    },
    async stop() {
      if (!server.listening) return
      const closed = new Promise<void>(resolve => server.close(() => resolve()))
      const cutOff = setTimeout(() => server.closeAllConnections(), STOP_GRACE_MS)
      await closed
      clearTimeout(cutOff)
    },
  }
}
