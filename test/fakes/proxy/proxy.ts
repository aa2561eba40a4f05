import { readFileSync } from 'node:fs'
import http, { type IncomingMessage, type RequestListener } from 'node:http'
import https from 'node:https'
import net, { type AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'

const read = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8')

/** The certificate of the hosts behind the proxy, for NODE_EXTRA_CA_CERTS. */
export const CERTIFICATE = fileURLToPath(new URL('certificate.pem', import.meta.url))
/** Its private key, which is a secret of nobody. */
export const KEY = fileURLToPath(new URL('key.pem', import.meta.url))

export interface FakeProxy {
  /** With a user name and a password. */
  url: string
  /** `host:port` of each tunnel that was asked for, and `CONNECT`'s credentials. */
  tunnels: { to: string; credentials: string }[]
  /** `wss:` hosts to which a socket was opened through a tunnel. */
  sockets: string[]
  close(): Promise<void>
}

/**
 * A proxy that only knows CONNECT. Behind it are hosts with TLS, which don't exist elsewhere: each is one of the tests' servers.
 * @param hosts the address of the server that is behind a host
 */
export async function startProxy(hosts: Readonly<Record<string, string>>): Promise<FakeProxy> {
  const tunnels: FakeProxy['tunnels'] = []
  const sockets: string[] = []
  const open = new Set<net.Socket>()
  const keep = (socket: net.Socket): void => {
    open.add(socket)
    socket.on('close', () => open.delete(socket))
    socket.on('error', () => socket.destroy())
  }
  const targetOf = ({ headers }: IncomingMessage): URL =>
    new URL(hosts[headers.host ?? ''] ?? 'http://none.invalid')

  const forward: RequestListener = async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const { origin, host } = targetOf(request)
    const {
      host: name,
      connection: _,
      'content-length': __,
      'transfer-encoding': ___,
      ...headers
    } = request.headers
    const answer = await fetch(`${origin}${request.url}`, {
      method: request.method ?? 'GET',
      headers: Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]),
      ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
    })
    // A server announces the address of its socket, which is behind the proxy too.
    const body = (await answer.text()).replaceAll(`ws://${host}`, `wss://${name}`)
    const type = answer.headers.get('content-type') ?? 'text/plain'
    response.writeHead(answer.status, { 'content-type': type }).end(body)
  }

  const behind = https.createServer(
    { key: read('key.pem'), cert: read('certificate.pem') },
    (...exchange) => {
      void Promise.resolve(forward(...exchange)).catch(() => exchange[1].destroy())
    },
  )
  behind.on('upgrade', (request, socket, head) => {
    sockets.push(request.headers.host ?? '')
    const { hostname, port } = targetOf(request)
    const server = net.connect(Number(port), hostname, () => {
      const lines = Object.entries(request.headers).map(([name, value]) => `${name}: ${value}`)
      server.write([`GET ${request.url} HTTP/1.1`, ...lines, '', ''].join('\r\n'))
      server.write(head)
      server.pipe(socket).pipe(server)
    })
    for (const end of [server, socket]) end.on('error', () => [server, socket].map(each => each.destroy()))
    keep(server)
  })

  const proxy = http.createServer((_, response) => response.writeHead(405).end())
  proxy.on('connect', ({ url = '', headers }, socket: net.Socket) => {
    tunnels.push({ to: url, credentials: headers['proxy-authorization'] ?? '' })
    keep(socket)
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
    behind.emit('connection', socket)
  })
  await new Promise<void>(resolve => proxy.listen(0, '127.0.0.1', resolve))
  const { port } = proxy.address() as AddressInfo
  return {
    url: `http://ada:pass%20word@127.0.0.1:${port}`,
    tunnels,
    sockets,
    async close() {
      for (const socket of open) socket.destroy()
      proxy.closeAllConnections()
      await new Promise(resolve => proxy.close(resolve))
    },
  }
}
