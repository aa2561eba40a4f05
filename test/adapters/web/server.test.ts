import { once } from 'node:events'
import { connect } from 'node:net'
import type { Context } from 'hono'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Mount, WebEnv } from '../../../adapters/web/app.ts'
import { listenError } from '../../../adapters/web/listen-error.ts'
import type { RawListeners } from '../../../adapters/web/listener.ts'
import { mountHealth } from '../../../adapters/web/routes/health.ts'
import { createWeb, type Web } from '../../../adapters/web/server.ts'
import { createRequests } from '../../../src/app/requests.ts'
import { currentReference } from '../../../src/lib/request-context.ts'
import type { Log } from '../../../src/ports/log.ts'
import { unmeasured } from '../../../src/ports/metrics.ts'
import { silentLog } from '../../fakes/silent-log.ts'

const nothing = () => {}
const running: Web[] = []

type Handler = (c: Context<WebEnv>) => Response | Promise<Response>

const at =
  (path: string, handler: Handler): Mount =>
  app =>
    void app.get(path, handler)
const hello = at('/', c => c.text('Hello\n'))

async function serve(mounts: readonly Mount[], raw: RawListeners = {}, host = '127.0.0.1') {
  const errors: Record<string, unknown>[] = []
  const log: Log = { debug: nothing, info: nothing, warn: nothing, error: fields => void errors.push(fields) }
  const web = createWeb({ host, port: 0, mounts, raw, log, newReference: () => 'ref-1' })
  running.push(web)
  return { web, errors, ...(await web.start()) }
}

afterEach(async () => {
  await Promise.all(running.splice(0).map(web => web.stop()))
})

describe('the web server', () => {
  it('serves a page with strict security headers', async () => {
    const { url } = await serve([at('/', c => c.html('<p>Hello</p>'))])
    const response = await fetch(`${url}/?from=test`)
    expect(response.status).toBe(200)
    expect(await response.text()).toBe('<p>Hello</p>')
    expect(response.headers.get('content-type')).toBe('text/html; charset=UTF-8')
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(response.headers.get('referrer-policy')).toBe('no-referrer')
  })

  it('answers HEAD like GET, without the body', async () => {
    const { url } = await serve([hello])
    const response = await fetch(url, { method: 'HEAD' })
    expect(response.status).toBe(200)
    expect(response.headers.get('content-length')).toBe('6')
    expect(await response.text()).toBe('')
  })

  it('answers 404 to an unknown path', async () => {
    const { url } = await serve([hello])
    const response = await fetch(`${url}/favicon.ico`)
    expect(response.status).toBe(404)
    expect(response.headers.get('content-type')).toBe('text/plain; charset=UTF-8')
    expect(await response.text()).toBe('Page not found.\n')
  })

  it('answers 405 to an unsupported method, and lists the supported ones', async () => {
    const { url } = await serve([hello])
    const response = await fetch(url, { method: 'DELETE', body: 'x' })
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe('GET, HEAD')
    expect(await response.text()).toBe('DELETE isn’t allowed here. Use GET or HEAD.\n')
  })

  it('answers 500 with a reference from the log, without details of the error', async () => {
    const { url, errors } = await serve([
      at('/', () => {
        throw new Error('the secret is 42')
      }),
      at('/later', () => Promise.reject(new Error('later'))),
    ])
    const response = await fetch(url)
    expect(response.status).toBe(500)
    expect(await response.text()).toBe('Something went wrong. The log has details under ref-1.\n')
    expect((await fetch(`${url}/later?token=secret`)).status).toBe(500)
    expect(errors).toEqual([
      { reference: 'ref-1', method: 'GET', path: '/', error: 'the secret is 42' },
      { reference: 'ref-1', method: 'GET', path: '/later', error: 'later' },
    ])
  })

  it('follows requests: each has one reference, also in its 500, and its status is counted', async () => {
    const references: unknown[] = []
    const record = (fields: Record<string, unknown>) => void references.push(fields.reference)
    const served: number[] = []
    let count = 0
    const web = createWeb({
      host: '127.0.0.1',
      port: 0,
      mounts: [
        at('/', () => {
          references.push(currentReference())
          throw new Error('fails')
        }),
      ],
      raw: {
        'POST /raw': () => {
          references.push(currentReference())
          throw new Error('fails')
        },
      },
      log: { debug: record, info: record, warn: record, error: record },
      newReference: () => 'another',
      requests: createRequests({
        metrics: unmeasured,
        log: silentLog,
        newReference: () => `ref-${++count}`,
        now: () => 0,
      }),
      metrics: { served: status => void served.push(status) },
    })
    running.push(web)
    const { url } = await web.start()
    expect(await (await fetch(url)).text()).toContain(' ref-1.')
    await fetch(`${url}/raw`, { method: 'POST' })
    await fetch(`${url}/missing`)
    expect(references).toEqual(['ref-1', 'ref-1', 'ref-2', 'ref-2'])
    await vi.waitFor(() => expect(served).toEqual([500, 500, 404]), 30_000)
  })

  it('hands a request to a listener of its own', async () => {
    const { url } = await serve([], {
      'POST /slack/events': async (request, response) => {
        const chunks: Buffer[] = []
        for await (const chunk of request) chunks.push(chunk)
        response.writeHead(202).end(`got ${Buffer.concat(chunks)}`)
      },
    })
    const response = await fetch(`${url}/slack/events`, { method: 'POST', body: 'an event' })
    expect(response.status).toBe(202)
    expect(await response.text()).toBe('got an event')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect((await fetch(`${url}/slack/events`)).status).toBe(405)
  })

  it('survives a listener that throws before or during its response', async () => {
    const { url, errors } = await serve([], {
      'POST /at-once': () => {
        throw new Error('at once')
      },
      'POST /half-way': async (_request, response) => {
        response.writeHead(200).write('half')
        throw new Error('half way')
      },
    })
    expect((await fetch(`${url}/at-once`, { method: 'POST' })).status).toBe(500)
    await expect(
      fetch(`${url}/half-way`, { method: 'POST' }).then(response => response.text()),
    ).rejects.toThrow()
    expect(errors.map(({ error }) => error)).toEqual(['at once', 'half way'])
  })

  it('reads a form, and refuses one that is too large', async () => {
    const { url } = await serve([
      app =>
        void app.post('/', async c => {
          const { name } = await c.req.parseBody()
          return c.text(`${name} from ${c.env.incoming.socket.remoteAddress}`)
        }),
    ])
    const post = (name: string) => fetch(url, { method: 'POST', body: new URLSearchParams({ name }) })
    expect(await (await post('Ada')).text()).toBe('Ada from 127.0.0.1')
    expect((await post('x'.repeat(33_000))).status).toBe(413)
  })

  it.each([
    ['the whole address', 'GET http://elsewhere.example/page?a=1 HTTP/1.1', '/page?a=1'],
    ['two slashes', 'GET //elsewhere.example/page HTTP/1.1', '//elsewhere.example/page'],
    ['no host, as in HTTP 1.0', 'GET /page HTTP/1.0', '/page'],
  ])('takes the path of a request with %s', async (_, line, expected) => {
    const { url } = await serve([
      app => void app.get('*', c => c.text(c.req.url.replace('http://localhost', ''))),
    ])
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    socket.write(`${line}\r\nhost: bad host!\r\nconnection: close\r\n\r\n`)
    const chunks: Buffer[] = []
    for await (const chunk of socket) chunks.push(chunk)
    expect(Buffer.concat(chunks).toString().split('\r\n\r\n')[1]).toBe(expected)
  })

  it('answers 405 to a method that fetch knows nothing of', async () => {
    const { url } = await serve([hello])
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    socket.write('TRACE / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n')
    const [answer] = await once(socket, 'data')
    expect(String(answer)).toMatch(/^HTTP\/1\.1 405 /)
    socket.destroy()
  })

  it('answers 431 to oversized headers', async () => {
    const { url } = await serve([hello])
    expect((await fetch(url, { headers: { 'x-long': 'x'.repeat(20_000) } })).status).toBe(431)
  })

  it('answers 400 to what is not HTTP', async () => {
    const { url } = await serve([hello])
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    socket.write('not http\r\n\r\n')
    const [answer] = await once(socket, 'data')
    expect(String(answer)).toMatch(/^HTTP\/1\.1 400 /)
    socket.destroy()
  })
})

describe('health', () => {
  it('is ok while the process runs, ready or not', async () => {
    const { url } = await serve([mountHealth(() => ['Slack is not connected.'])])
    const response = await fetch(`${url}/healthz`)
    expect([response.status, await response.text()]).toEqual([200, 'ok\n'])
  })

  it('answers 503 with the reasons until everything is ready', async () => {
    let reasons = ['Slack is not connected.']
    const { url } = await serve([mountHealth(async () => reasons)])
    const before = await fetch(`${url}/readyz`)
    expect([before.status, await before.json()]).toEqual([503, { ready: false, reasons }])
    reasons = []
    const after = await fetch(`${url}/readyz`)
    expect([after.status, await after.json()]).toEqual([200, { ready: true }])
  })

  it('says how many shards this process has, where processes divide them', async () => {
    let reasons = ['Slack is not connected.']
    const shards = [{ platform: 'discord', total: 4, held: 2, connected: 1 }]
    const { url } = await serve([
      mountHealth(
        () => reasons,
        () => shards,
      ),
    ])
    const read = async () => (await fetch(`${url}/readyz`)).json()
    expect(await read()).toEqual({ ready: false, reasons, shards })
    reasons = []
    expect(await read()).toEqual({ ready: true, shards })
  })
})

describe('starting and stopping', () => {
  it('reports a port in use, and what to do', async () => {
    const { url } = await serve([])
    const { port } = new URL(url)
    const log: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing }
    const second = createWeb({
      host: '127.0.0.1',
      port: Number(port),
      mounts: [],
      log,
      newReference: () => '',
    })
    await expect(second.start()).rejects.toThrow(
      `Port ${port} on 127.0.0.1 is in use (EADDRINUSE). Set PORT to a free one, or stop the other process.`,
    )
    await second.stop()
  })

  it('reports a host that is not of this machine', async () => {
    await expect(serve([], {}, '192.0.2.1')).rejects.toThrow(
      /^192\.0\.2\.1 isn't an address of this machine \(EADDRNOTAVAIL\)/,
    )
  })

  it('reports a forbidden port, and which ports are allowed', () => {
    const refused = Object.assign(new Error('listen EACCES'), { code: 'EACCES' })
    const error = listenError(refused, '127.0.0.1', 80)
    expect(error.message).toBe(
      'This user may not listen on port 80 of 127.0.0.1 (EACCES). Set PORT to one above 1023.',
    )
    expect(error.cause).toBe(refused)
  })

  it('names an address that a browser can open when it listens on all', async () => {
    const { url } = await serve([hello], {}, '0.0.0.0')
    expect(url).toMatch(/^http:\/\/localhost:\d+$/)
  })

  it('finishes a running response, then frees the port', async () => {
    const asked = Promise.withResolvers<void>()
    const answer = Promise.withResolvers<void>()
    const { url, web } = await serve([
      at('/', async c => {
        asked.resolve()
        await answer.promise
        return c.text('Hello\n')
      }),
    ])
    const response = fetch(url)
    await asked.promise
    const stopped = web.stop()
    answer.resolve()
    expect(await (await response).text()).toBe('Hello\n')
    await stopped
    await expect(fetch(url)).rejects.toThrow()
  })

  it('aborts a response that does not end', async () => {
    const asked = Promise.withResolvers<void>()
    const { url, web } = await serve([], { 'POST /': () => asked.resolve() })
    const response = fetch(url, { method: 'POST' })
    const outcome = expect(response).rejects.toThrow()
    await asked.promise
    await web.stop()
    await outcome
  })

  it('can be stopped twice, and before it was started', async () => {
    const { web } = await serve([])
    await web.stop()
    await web.stop()
  })
})
