import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { createBodyReader, type ReadBody } from '../../../adapters/shared/http/read-body.ts'

const IN_ALL = 100_000
const EACH = 60_000

/** A server that reads bodies with one reader. */
async function serve() {
  const bodies = createBodyReader(IN_ALL)
  const results: Promise<ReadBody>[] = []
  const server = createServer(request => void results.push(bodies.read(request, EACH)))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  /** Begins a request, with the beginning of its body. */
  async function begin(
    length: number,
    first: number,
  ): Promise<{ socket: Socket; result: Promise<ReadBody> }> {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
    socket.write(`POST / HTTP/1.1\r\nhost: a\r\ncontent-length: ${length}\r\n\r\n`)
    const [request]: IncomingMessage[] = await once(server, 'request')
    socket.write('x'.repeat(first))
    while (first > 0 && request && socket.bytesWritten > 0 && takenOf(request) < first)
      await once(request, 'data')
    const result = results.at(-1)
    if (!result) throw new Error('nothing is being read')
    return { socket, result }
  }
  return { begin }
}

const taken = new WeakMap<IncomingMessage, number>()
function takenOf(request: IncomingMessage): number {
  if (!taken.has(request)) {
    taken.set(request, 0)
    request.on('data', (chunk: Buffer) => taken.set(request, (taken.get(request) ?? 0) + chunk.length))
  }
  return taken.get(request) ?? 0
}

it('reads a body to its end', async () => {
  const { begin } = await serve()
  const { socket, result } = await begin(5, 3)
  socket.write('yz')
  expect(await result).toEqual({ kind: 'read', body: Buffer.from('xxxyz') })
})

it('drops the largest unfinished body when all together are too large', async () => {
  const { begin } = await serve()
  const large = await begin(EACH, 50_000)
  const smaller = await begin(EACH, 45_000)
  const latest = await begin(10_000, 9_000)
  expect(await large.result).toEqual({ kind: 'dropped' })
  latest.socket.write('x'.repeat(1_000))
  expect(await latest.result).toMatchObject({ kind: 'read' })
  smaller.socket.write('x'.repeat(15_000))
  expect(await smaller.result).toMatchObject({ kind: 'read' })
})

it('does not count what has ended', async () => {
  const { begin } = await serve()
  for (let each = 0; each < 5; each++) {
    const { result } = await begin(50_000, 50_000)
    expect(await result).toMatchObject({ kind: 'read' })
  }
})

it('refuses a body that is declared to be too large', async () => {
  const { begin } = await serve()
  expect(await (await begin(EACH + 1, 0)).result).toEqual({ kind: 'too large' })
})

it('notices when the other side breaks off', async () => {
  const { begin } = await serve()
  const { socket, result } = await begin(EACH, 10)
  socket.destroy()
  expect(await result).toEqual({ kind: 'broken off' })
})
