import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { messageOf } from '../../src/lib/errors.ts'
import type { Log } from '../../src/ports/log.ts'
import { type Answer, SECURITY_HEADERS, send, text } from './answer.ts'

export type RouteName = `${'GET' | 'POST'} /${string}`

/** Answers a request. An exception becomes a 500. A GET route also answers HEAD. */
export type Route = (request: IncomingMessage) => Answer | Promise<Answer>

/** A listener that handles request and response itself, such as Slack's in HTTP mode. */
export interface Delegate {
  delegate: RequestListener
}

/** By method and path, such as `GET /healthz`. */
export type Routes = Readonly<Partial<Record<RouteName, Route | Delegate>>>

const pathOf = (request: IncomingMessage): string => (request.url ?? '/').replace(/[?#].*$/s, '')

/** The answer if no route matches: 405 if the path has routes for other methods, else 404. */
function noRoute(routes: ReadonlyMap<string, unknown>, method: string, path: string): Answer {
  const methods = ['GET', 'POST'].filter(name => routes.has(`${name} ${path}`))
  if (methods.length === 0) return text('Page not found.', 404)
  const allowed = methods.flatMap(name => (name === 'GET' ? ['GET', 'HEAD'] : [name]))
  return {
    ...text(`${method} isn’t allowed here. Use ${allowed.join(' or ')}.`, 405),
    headers: { allow: allowed.join(', ') },
  }
}

/** A listener for `node:http` that never throws. */
export function createRouter(options: {
  routes: Routes
  log: Log
  newReference: () => string
}): RequestListener {
  const { log, newReference } = options
  const routes = new Map(Object.entries(options.routes))

  async function handle(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    const method = request.method ?? 'GET'
    const route = routes.get(`${method === 'HEAD' ? 'GET' : method} ${path}`)
    if (!route) return send(response, noRoute(routes, method, path))
    if (typeof route === 'function') return send(response, await route(request))
    await route.delegate(request, response)
  }

  function fail(request: IncomingMessage, response: ServerResponse, path: string, error: unknown): void {
    const reference = newReference()
    log.error({ reference, method: request.method, path, error: messageOf(error) }, 'a web request failed')
    if (response.writableEnded) return
    if (response.headersSent) response.destroy()
    else send(response, text(`Something went wrong. The log has details under ${reference}.`, 500))
  }

  return (request, response) => {
    const path = pathOf(request)
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value)
    handle(request, response, path).catch(error => fail(request, response, path, error))
  }
}
