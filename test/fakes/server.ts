import http from 'node:http'
import type { AddressInfo } from 'node:net'

export interface FakeRequest {
  method: string
  /** Path and query of the request. */
  url: URL
  headers: http.IncomingHttpHeaders
  body: string
}

export interface FakeAnswer {
  status?: number
  headers?: Record<string, string>
  /** Sent as JSON unless it is a string. */
  body?: unknown
}

/** `hang` never answers, `stall` begins an answer that never ends, `reset` breaks the connection. */
export type Fault = 'hang' | 'stall' | 'reset'

/**
 * Called at each stage of a request: it was received, it was carried out, its answer was sent. If it returns true, the client
 * is dead, and the request is dropped at that stage: after `received` it isn't carried out.
 */
export type Passing = (stage: 'received' | 'recorded' | 'answered', request: FakeRequest) => boolean

export interface FakeServer {
  /** Without a trailing slash. */
  url: string
  server: http.Server
  close(): Promise<void>
}

/** A local HTTP server whose answers come from one function: the base of the platforms' test servers. */
export async function startFakeServer(
  answer: (request: FakeRequest) => FakeAnswer | Fault | Promise<FakeAnswer | Fault>,
  passing: Passing = () => false,
): Promise<FakeServer> {
  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = []
    try {
      for await (const chunk of request) chunks.push(chunk)
    } catch {
      return
    }
    const asked: FakeRequest = {
      method: request.method ?? 'GET',
      url: new URL(request.url ?? '/', 'http://fake'),
      headers: request.headers,
      body: Buffer.concat(chunks).toString(),
    }
    if (passing('received', asked)) return void request.socket.destroy()
    const reply = await answer(asked)
    if (passing('recorded', asked)) return void request.socket.destroy()
    if (reply === 'hang') return
    if (reply === 'stall') {
      response.writeHead(200, { 'content-type': 'application/json' })
      return void response.write('{')
    }
    if (reply === 'reset') return void request.socket.destroy()
    const isText = typeof reply.body === 'string'
    response.writeHead(reply.status ?? 200, {
      'content-type': isText ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8',
      ...reply.headers,
    })
    const text = reply.body === undefined ? '' : isText ? reply.body : JSON.stringify(reply.body)
    response.end(text, () => void passing('answered', asked))
  })
  // A connection that is closed just when it is used again would be a fault that no test planned.
  server.keepAliveTimeout = 60_000
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    server,
    async close() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
