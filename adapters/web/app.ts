import type { IncomingMessage } from 'node:http'
import { type Context, Hono } from 'hono'
import { messageOf } from '../../src/lib/errors.ts'
import { currentReference } from '../../src/lib/request-context.ts'
import type { Log } from '../../src/ports/log.ts'
import { HTML } from './html.ts'

/** What handlers get besides the request: the one of `node:http`, for its address. */
export interface WebEnv {
  Bindings: { incoming: IncomingMessage }
}

export type WebApp = Hono<WebEnv>

/** Adds its routes to the app. */
export type Mount = (app: WebApp) => void

/** The path of a request without its query. */
export function pathOf({ url = '/' }: IncomingMessage): string {
  const path = url.replace(/[?#].*$/s, '')
  // A client that takes us for a proxy sends the whole URL.
  return path.startsWith('/') ? path : (URL.parse(path)?.pathname ?? '/')
}

/** A path for the log, without the secret part of links in mails. */
export const loggedPath = (path: string): string => path.replace(/^(\/email\/[^/]*\/).+/s, '$1…')

const METHODS = ['GET', 'POST']

const isPlainText = ({ headers }: Response): boolean =>
  headers.get('content-type')?.startsWith('text/plain') ?? false

const isBrowser = (c: Context<WebEnv>): boolean => c.req.header('accept')?.includes('text/html') ?? false

/**
 * An app with these routes. An exception becomes a 500 with a reference to the log.
 * @param options.raw `POST /slack/events`: what is answered elsewhere, and so isn't a 404
 * @param options.notFound the page for an unknown path
 * @param options.refused the page that a browser gets instead of a line of text; undefined where the line is better
 */
export function createWebApp(options: {
  mounts: readonly Mount[]
  raw: readonly string[]
  notFound?: (() => string | Promise<string>) | undefined
  refused?: ((status: number, text: string) => Promise<string | undefined>) | undefined
  log: Log
  newReference: () => string
}): WebApp {
  const { log, newReference, notFound, refused } = options
  const app: WebApp = new Hono<WebEnv>()
  app.use(async (c, next) => {
    await next()
    if (!refused || c.res.status < 400 || !isPlainText(c.res) || !isBrowser(c)) return
    const { status, headers } = c.res
    const page = await refused(status, await c.res.clone().text())
    if (page === undefined) return
    c.res = new Response(page, { status, headers })
    c.res.headers.set('content-type', HTML)
    c.res.headers.set('vary', 'accept')
  })
  for (const mount of options.mounts) mount(app)

  const hasRoute = (method: string, path: string): boolean =>
    options.raw.includes(`${method} ${path}`) ||
    app.router.match(method, path)[0].some(([[, route]]) => route.method === method)

  app.notFound(async c => {
    const { path } = c.req
    // People and programs add a slash at the end.
    const trimmed = path.replace(/(?<!\/)\/$/, '')
    if (trimmed !== '' && trimmed !== path && c.req.method !== 'POST' && hasRoute('GET', trimmed))
      return c.redirect(`${trimmed}${URL.parse(c.req.url)?.search ?? ''}`, 301)
    const methods = METHODS.filter(method => hasRoute(method, path))
    if (methods.length === 0) {
      return notFound ? c.html(await notFound(), 404) : c.text('Page not found.\n', 404)
    }
    const allowed = methods.flatMap(name => (name === 'GET' ? ['GET', 'HEAD'] : [name]))
    const text = `${c.env.incoming.method} isn’t allowed here. Use ${allowed.join(' or ')}.\n`
    return c.text(text, 405, { allow: allowed.join(', ') })
  })

  app.onError((error, c) => {
    const reference = currentReference() ?? newReference()
    const { method } = c.env.incoming
    log.error(
      { reference, method, path: loggedPath(c.req.path), error: messageOf(error) },
      'a web request failed',
    )
    return c.text(`Something went wrong. The log has details under ${reference}.\n`, 500)
  })
  return app
}
