import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { messageOf } from '../../src/lib/errors.ts'
import { currentReference } from '../../src/lib/request-context.ts'
import type { Log } from '../../src/ports/log.ts'
import { type Requests, untracked } from '../../src/ports/requests.ts'
import { createBodyReader } from '../shared/http/read-body.ts'
import { loggedPath, pathOf, type WebApp } from './app.ts'
import { FORM_LIMITS, MAX_FORM_BYTES } from './limits.ts'

/** By method and path, such as `POST /slack/events`: listeners that handle request and response themselves; bodies are unread. */
export type RawListeners = Readonly<Record<string, RequestListener>>

/** For every response, including those of raw listeners. */
const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
}

/** Our pages load only their own style and images, and submit only to themselves. */
const CONTENT_POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

/** Methods of `fetch`; the others have no route anyway. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

/** A request as hono takes it. Its address has a constant host, because nothing may depend on what a client claims. */
function toRequest(incoming: IncomingMessage, body?: Buffer): Request {
  const { method = 'GET', headers, url = '/' } = incoming
  const query = /\?[^#]*/.exec(url)?.[0] ?? ''
  // A HEAD is answered like a GET, without the body; that way its length is known.
  const shown = method === 'HEAD' ? 'GET' : METHODS.has(method) ? method : 'OPTIONS'
  return new Request(`http://localhost${pathOf(incoming)}${query}`, {
    method: shown,
    headers: Object.entries(headers).flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[name, String(value)]],
    ),
    ...(body && { body: new Uint8Array(body) }),
  })
}

/** For HEAD, Node sends only the headers. */
async function send(response: ServerResponse, answer: Response): Promise<void> {
  const headers = {
    'content-security-policy': CONTENT_POLICY,
    'cache-control': 'no-store',
    ...Object.fromEntries(answer.headers),
  }
  if (answer.body && answer.headers.get('transfer-encoding') === 'chunked') {
    response.writeHead(answer.status, headers)
    // A visitor who has left needs no end.
    return pipeline(Readable.fromWeb(answer.body), response).catch(() => {})
  }
  const body = Buffer.from(await answer.arrayBuffer())
  const length = answer.status === 304 ? {} : { 'content-length': body.length }
  response.writeHead(answer.status, { ...headers, ...length })
  response.end(body)
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { connection: 'close' })
  response.end()
}

/** A listener for `node:http` that never throws: raw listeners first, else the app. */
export function createListener(options: {
  app: WebApp
  raw: RawListeners
  log: Log
  newReference: () => string
  requests?: Requests | undefined
}): RequestListener {
  const { app, log, newReference, requests = untracked } = options
  const raw = new Map(Object.entries(options.raw))
  const bodies = createBodyReader(FORM_LIMITS)

  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const listener = raw.get(`${incoming.method} ${pathOf(incoming)}`)
    if (listener) return void (await listener(incoming, response))
    if (incoming.method !== 'POST') return send(response, await app.fetch(toRequest(incoming), { incoming }))
    const read = await bodies.read(incoming, MAX_FORM_BYTES)
    if (read.kind !== 'read') return refuse(response, read.kind === 'too large' ? 413 : 400)
    await send(response, await app.fetch(toRequest(incoming, read.body), { incoming }))
  }

  /** What the app doesn't catch itself: mostly faults of raw listeners. */
  function fail(incoming: IncomingMessage, response: ServerResponse, error: unknown): void {
    const reference = currentReference() ?? newReference()
    const { method } = incoming
    log.error(
      { reference, method, path: loggedPath(pathOf(incoming)), error: messageOf(error) },
      'a web request failed',
    )
    if (response.writableEnded) return
    if (response.headersSent) response.destroy()
    else refuse(response, 500)
  }

  return (incoming, response) => {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value)
    void requests.handle('web', () =>
      handle(incoming, response).catch(error => fail(incoming, response, error)),
    )
  }
}
