import { EventEmitter, once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { mountHealth } from '../../../adapters/web/routes/health.ts'
import { createWeb } from '../../../adapters/web/server.ts'
import { silentLog } from '../../fakes/silent-log.ts'

const MOST = 4

/** A server for four connections, one of whose pages waits, and how to connect to it. */
async function serve() {
  const answer = Promise.withResolvers<void>()
  const asked = new EventEmitter()
  let count = 0
  const web = createWeb({
    host: '127.0.0.1',
    port: 0,
    mounts: [
      mountHealth(() => []),
      app => {
        app.get('/slow', c => answer.promise.then(() => c.text('slow\n')))
        app.post('/slow', async c => {
          asked.emit(`request ${++count}`)
          await answer.promise
          return c.text('slow\n')
        })
      },
    ],
    raw: { 'POST /': request => void request.resume() },
    log: silentLog,
    newReference: () => '',
    maxConnections: MOST,
  })
  const { url } = await web.start()
  const sockets: Socket[] = []
  onTestFinished(async () => {
    // Otherwise the server would wait for them.
    for (const socket of sockets) socket.destroy()
    await web.stop()
  })
  async function open(sent = ''): Promise<Socket> {
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    sockets.push(socket)
    socket.on('error', () => {}).resume()
    await once(socket, 'connect')
    socket.write(sent)
    return socket
  }
  const fill = (count: number, sent = ''): Promise<Socket[]> =>
    Promise.all(Array.from({ length: count }, () => open(sent)))
  const get = async (path: string, method = 'GET'): Promise<string> => {
    const response = await fetch(`${url}${path}`, { method, headers: { connection: 'close' } })
    return response.text()
  }
  return {
    get,
    open,
    fill,
    answer /** Resolves when so many wait for their answer. */,
    asked: (number: number): Promise<unknown> => once(asked, `request ${number}`),
  }
}

const isClosed = async (socket: Socket): Promise<unknown> => socket.closed || once(socket, 'close')

it.each([
  ['that say nothing', ''],
  ['that wait for a page', 'GET /slow HTTP/1.1\r\nhost: a\r\n\r\n'],
  ['with half a header', 'GET / HTTP/1.1\r\nhost: a\r\n'],
  ['with half a body', 'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 9\r\n\r\nhalf'],
])('health checks get through beside connections %s', async (_, sent) => {
  const { fill, get } = await serve()
  await fill(3 * MOST, sent)
  for (let each = 0; each < 10; each++) expect(await get('/healthz')).toBe('ok\n')
})

it('a request that waits for its answer keeps its connection', async () => {
  const { fill, get, answer, asked } = await serve()
  const isAsked = asked(1)
  const slow = get('/slow', 'POST')
  await isAsked
  await fill(3 * MOST)
  expect(await get('/healthz')).toBe('ok\n')
  answer.resolve()
  expect(await slow).toBe('slow\n')
})

it('idle connections are closed before those that send a body, the oldest first', async () => {
  const { open, get } = await serve()
  const sending = await open('POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 9\r\n\r\nhalf')
  const oldest = await open()
  const others = [await open(), await open()]
  await get('/healthz')
  await isClosed(oldest)
  expect([sending, ...others].map(({ closed }) => closed)).toEqual([false, false, false])
})

it('refuses a new connection where all wait for an answer', async () => {
  const { fill, get, open, answer, asked } = await serve()
  const isAsked = asked(MOST)
  const waiting = await fill(
    MOST,
    'POST /slow HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-length: 0\r\n\r\n',
  )
  await isAsked
  const refused = await open()
  await isClosed(refused)
  answer.resolve()
  await Promise.all(waiting.map(isClosed))
  expect(await get('/healthz')).toBe('ok\n')
})
