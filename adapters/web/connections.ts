import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

interface Connection {
  address: string
  /** The latest request on it. */
  exchange?: { request: IncomingMessage; response: ServerResponse } | undefined
}

type State = 'idle' | 'sending a body' | 'taking an answer' | 'waiting for a page' | 'waiting for an answer'

/** What may be closed for a new connection, in this order. A platform that waits for our answer to its POST isn't. */
const CLOSED_FIRST: readonly State[] = ['idle', 'sending a body', 'taking an answer', 'waiting for a page']

function stateOf({ exchange }: Connection): State {
  if (!exchange || exchange.response.closed) return 'idle'
  if (exchange.response.writableEnded) return 'taking an answer'
  if (!exchange.request.complete) return 'sending a body'
  return exchange.request.method === 'POST' ? 'waiting for an answer' : 'waiting for a page'
}

/**
 * Keeps a server at `most` connections: for each further one it closes an idle one, of the address with the most connections, the
 * oldest first. A new connection is refused only where all others wait for an answer.
 */
export function limitConnections(server: Server, most: number): void {
  // In the order in which they were made or had their last request.
  const connections = new Map<Socket, Connection>()

  function leastUseful(): Socket | undefined {
    const perAddress = new Map<string, number>()
    for (const { address } of connections.values())
      perAddress.set(address, (perAddress.get(address) ?? 0) + 1)
    let found: { socket: Socket; rank: number; count: number } | undefined
    for (const [socket, connection] of connections) {
      const rank = CLOSED_FIRST.indexOf(stateOf(connection))
      const count = perAddress.get(connection.address) ?? 0
      if (rank < 0) continue
      if (!found || rank < found.rank || (rank === found.rank && count > found.count)) {
        found = { socket, rank, count }
      }
    }
    return found?.socket
  }

  server.on('connection', socket => {
    if (connections.size >= most) {
      const victim = leastUseful() ?? socket
      connections.delete(victim)
      victim.destroy()
      if (victim === socket) return
    }
    connections.set(socket, { address: socket.remoteAddress ?? '' })
    socket.once('close', () => connections.delete(socket))
  })
  server.on('request', (request, response) => {
    const { socket } = request
    const connection = connections.get(socket)
    if (!connection) return
    connections.delete(socket)
    connections.set(socket, { ...connection, exchange: { request, response } })
  })
}
