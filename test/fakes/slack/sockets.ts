import { randomUUID } from 'node:crypto'
import type { IncomingMessage, Server } from 'node:http'
import { type WebSocket, WebSocketServer } from 'ws'
import { createRecord, type Happened } from '../record.ts'

/** The bot's acknowledgement of an envelope. */
export interface Ack {
  envelopeId: string
  payload?: unknown
}

export interface Sockets {
  /** Sockets that got a hello. */
  connections: Happened<WebSocket>
  acks: Happened<Ack>
  /** A new address with a ticket for one socket. */
  createUrl(): string
  /** Sends an envelope through one socket, waiting for one. @returns the envelope's id */
  send(
    type: 'slash_commands' | 'interactive' | 'events_api',
    payload: unknown,
    copies?: number,
  ): Promise<string>
  /** Asks the bot to reconnect, as Slack does every few hours. */
  disconnect(reason: 'warning' | 'refresh_requested' | 'link_disabled'): void
  /** Sends any text or bytes through all sockets. */
  sendRaw(data: string | Buffer): void
  /** Breaks the connections without closing them. */
  cut(): void
  /** Resolves when no socket is open. */
  allClosed(): Promise<void>
  /** Which of the open sockets the next envelope goes to; the newest at first. */
  choose: (open: readonly WebSocket[]) => WebSocket | undefined
  /** Whether new sockets get a hello; true at first. */
  sendsHello: boolean
}

/** The socket side of Socket Mode, on an existing server. */
export function createSockets(server: Server, options: { baseUrl: () => string; appId: string }): Sockets {
  const connections = createRecord<WebSocket>()
  const acks = createRecord<Ack>()
  const tickets = new Set<string>()
  const wss = new WebSocketServer({ noServer: true })
  const waiting: ((socket: WebSocket) => void)[] = []

  function sendHello(socket: WebSocket): void {
    socket.send(
      JSON.stringify({
        type: 'hello',
        num_connections: wss.clients.size,
        debug_info: { host: 'applink-made-up', build_number: 1, approximate_connection_time: 18060 },
        connection_info: { app_id: options.appId },
      }),
    )
    connections.add(socket)
    for (const resolve of waiting.splice(0)) resolve(socket)
  }

  function listen(socket: WebSocket): void {
    socket.on('message', data => {
      const { envelope_id: envelopeId, payload } = JSON.parse(String(data))
      acks.add({ envelopeId, payload })
    })
    if (sockets.sendsHello) sendHello(socket)
  }

  server.on('upgrade', (request: IncomingMessage, stream, head) => {
    const ticket = new URL(request.url ?? '/', 'http://fake').searchParams.get('ticket') ?? ''
    if (!tickets.delete(ticket)) return void stream.end('HTTP/1.1 401 Unauthorized\r\n\r\n')
    wss.handleUpgrade(request, stream, head, listen)
  })

  /** An open socket, or the next one. */
  async function chosen(): Promise<WebSocket> {
    const open = connections.all.filter(socket => socket.readyState === socket.OPEN)
    return sockets.choose(open) ?? new Promise(resolve => waiting.push(resolve))
  }

  const sockets: Sockets = {
    connections,
    acks,
    choose: open => open.at(-1),
    sendsHello: true,
    async allClosed() {
      await Promise.all([...wss.clients].map(socket => new Promise(resolve => socket.once('close', resolve))))
    },
    createUrl() {
      const ticket = randomUUID()
      tickets.add(ticket)
      return `${options.baseUrl().replace('http', 'ws')}/link/?ticket=${ticket}&app_id=${options.appId}`
    },
    async send(type, payload, copies = 1) {
      const envelopeId = randomUUID()
      const socket = await chosen()
      const envelope = { envelope_id: envelopeId, type, accepts_response_payload: true, payload }
      for (let copy = 0; copy < copies; copy++) socket.send(JSON.stringify(envelope))
      return envelopeId
    },
    disconnect(reason) {
      const message = { type: 'disconnect', reason, debug_info: { host: 'applink-made-up' } }
      for (const socket of wss.clients) socket.send(JSON.stringify(message))
    },
    sendRaw(data) {
      for (const socket of wss.clients) socket.send(data)
    },
    cut() {
      for (const socket of wss.clients) socket.terminate()
    },
  }
  return sockets
}
