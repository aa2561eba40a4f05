import { createServer } from 'node:http'
import { messageOf } from '../../src/lib/errors.ts'
import type { Log } from '../../src/ports/log.ts'
import { LIMITS, MAX_CONNECTIONS, STOP_GRACE_MS } from './limits.ts'
import { listenError } from './listen-error.ts'
import { createRouter, type Routes } from './router.ts'

export interface Web {
  /** Rejects with ListenError where the address can't be had. `url` is where a person on this machine finds it. */
  start(): Promise<{ url: string }>
  /** Takes no more requests, and gives those under way a second. */
  stop(): Promise<void>
}

/** Addresses that mean "all of this machine's" are no place to go to. */
const ALL_ADDRESSES = ['0.0.0.0', '::', '']

function urlOf(host: string, port: number): string {
  const name = ALL_ADDRESSES.includes(host) ? 'localhost' : host
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`
}

/**
 * The web server: routes by method and path, each with an answer or a listener of its own.
 * @param options.port 0 takes a free one
 * @param options.newReference makes a short text that a person can read out, and that is found in the log
 */
export function createWeb(options: {
  host: string
  port: number
  routes: Routes
  log: Log
  newReference: () => string
}): Web {
  const { host, port, log } = options
  const server = createServer(LIMITS, createRouter(options))
  server.maxConnections = MAX_CONNECTIONS
  // A client keeps its connection for more; once stopping there is no more, and the last answer ends it.
  server.on('request', (_request, response) => {
    response.once('close', () => {
      if (!server.listening) server.closeIdleConnections()
    })
  })

  return {
    async start() {
      await new Promise<void>((resolve, reject) => {
        server.once('error', error => reject(listenError(error, host, port)))
        server.listen(port, host, resolve)
      })
      server
        .removeAllListeners('error')
        .on('error', error => log.error({ error: messageOf(error) }, 'the web server has a fault'))
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
