import http from 'node:http'
import type { AddressInfo } from 'node:net'

export interface FakeRequest {
  method: string
  /** Path and query, as asked for. */
  url: URL
  headers: http.IncomingHttpHeaders
  body: string
}

export interface FakeAnswer {
  status?: number
  headers?: Record<string, string>
  /** Sent as JSON unless it is text. */
  body?: unknown
}

/** `hang` never answers, `stall` begins to and never ends, `reset` breaks the connection. */
export type Fault = 'hang' | 'stall' | 'reset'

export interface FakeServer {
  /** Without a trailing slash. */
  url: string
  server: http.Server
  close(): Promise<void>
}

/** A local HTTP server that answers by one function: the base of the platforms' test servers. */
export async function startFakeServer(
  answer: (request: FakeRequest) => FakeAnswer | Fault | Promise<FakeAnswer | Fault>,
): Promise<FakeServer> {
  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const reply = await answer({
      method: request.method ?? 'GET',
      url: new URL(request.url ?? '/', 'http://fake'),
      headers: request.headers,
      body: Buffer.concat(chunks).toString(),
    })
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
    response.end(reply.body === undefined ? undefined : isText ? reply.body : JSON.stringify(reply.body))
  })
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
