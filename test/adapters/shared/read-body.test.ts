import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type BodyLimits, createBodyReader, type ReadBody } from '../../../adapters/shared/http/read-body.ts'
import { collectGarbage } from '../../fixtures/garbage.ts'

const IN_ALL = 100_000
const EACH = 60_000
const LIMITS: BodyLimits = { inAll: IN_ALL, large: EACH, largeAtOnce: 2, largeMs: 60_000 }

/** A server that reads bodies with one reader. */
async function serve(changes: Partial<BodyLimits> = {}) {
  const bodies = createBodyReader({ ...LIMITS, ...changes })
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
    length: number | undefined,
    first: number,
  ): Promise<{ socket: Socket; request: IncomingMessage; result: Promise<ReadBody> }> {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
    const size = length === undefined ? 'transfer-encoding: chunked' : `content-length: ${length}`
    socket.write(`POST / HTTP/1.1\r\nhost: a\r\n${size}\r\n\r\n`)
    const [request]: IncomingMessage[] = await once(server, 'request')
    socket.write('x'.repeat(first))
    while (first > 0 && request && socket.bytesWritten > 0 && takenOf(request) < first)
      await once(request, 'data')
    const result = results.at(-1)
    if (!request || !result) throw new Error('nothing is being read')
    return { socket, request, result }
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

it('keeps nothing of a body that was aborted', async () => {
  const { begin } = await serve()
  const { socket, request, result } = await begin(EACH, 50_000)
  const chunk = new WeakRef(
    await new Promise<Buffer>(resolve => {
      request.once('data', resolve)
      socket.write('x'.repeat(5_000))
    }),
  )
  socket.destroy()
  expect(await result).toEqual({ kind: 'aborted' })
  await collectGarbage()
  expect(chunk.deref()).toBeUndefined()
  expect(request.complete).toBe(false)
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
  expect(await result).toEqual({ kind: 'aborted' })
})

describe('large bodies', () => {
  const FEW = { large: 1_000, largeAtOnce: 2 }
  const isPending = async (result: Promise<ReadBody>): Promise<boolean> =>
    (await Promise.race([result, 'pending'])) === 'pending'

  it('are read two at a time; small ones do not wait', async () => {
    const { begin } = await serve(FEW)
    const [first, second, third] = [await begin(1_001, 0), await begin(1_001, 0), await begin(1_001, 0)]
    third.socket.write('x'.repeat(1_001))
    const small = await begin(1_000, 0)
    small.socket.write('x'.repeat(1_000))
    expect(await small.result).toMatchObject({ kind: 'read' })
    expect(await isPending(third.result)).toBe(true)
    first.socket.write('x'.repeat(1_001))
    expect(await first.result).toMatchObject({ kind: 'read' })
    expect(await third.result).toMatchObject({ kind: 'read' })
    second.socket.destroy()
    expect(await second.result).toEqual({ kind: 'aborted' })
  })

  it('give up their turn when they are aborted, before it and after', async () => {
    const { begin } = await serve({ ...FEW, largeAtOnce: 1 })
    const [first, second, third] = [await begin(1_001, 0), await begin(1_001, 0), await begin(1_001, 0)]
    second.socket.destroy()
    expect(await second.result).toEqual({ kind: 'aborted' })
    first.socket.destroy()
    third.socket.write('x'.repeat(1_001))
    expect(await third.result).toMatchObject({ kind: 'read' })
    const [fourth, fifth] = [await begin(1_001, 0), await begin(1_001, 0)]
    fifth.socket.write('x'.repeat(1_001))
    expect(await isPending(fifth.result)).toBe(true)
    fourth.socket.write('x'.repeat(1_001))
    expect(await fifth.result).toMatchObject({ kind: 'read' })
  })

  it('are dropped when they take too long', async () => {
    const { begin } = await serve({ ...FEW, largeMs: 20 })
    expect(await (await begin(1_001, 0)).result).toEqual({ kind: 'dropped' })
  })

  it('are also those whose size is not declared', async () => {
    const { begin } = await serve({ ...FEW, largeMs: 20 })
    expect(await (await begin(undefined, 0)).result).toEqual({ kind: 'dropped' })
  })
})
