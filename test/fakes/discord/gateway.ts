import { randomUUID } from 'node:crypto'
import type { IncomingMessage, Server } from 'node:http'
import { type WebSocket, WebSocketServer } from 'ws'
import { z } from 'zod'
import { createRecord, type Happened } from '../record.ts'
import { guildJson, readyJson } from './payloads.ts'
import type { World } from './world.ts'

const OP = { dispatch: 0, heartbeat: 1, identify: 2, resume: 6, reconnect: 7, invalid: 9, hello: 10, ack: 11 }
const AUTHENTICATION_FAILED = 4004

interface Session {
  id: string
  socket: WebSocket
  /** The number of the shard, and how many there are. */
  shard: readonly [number, number]
  /** Every event so far, for a resume. */
  events: { s: number; t: string; d: unknown }[]
}

export interface Identify {
  intents: number
}

/** A shard that was opened. */
export interface Opened {
  shard: readonly [number, number]
  socket: WebSocket
  /** Whether another connection had the same shard, or one of another number of shards, open at that moment. */
  isTwice: boolean
  /** By the gateway's clock, ms. */
  at: number
}

export interface Gateway {
  url(): string
  identifies: Happened<Identify>
  opened: Happened<Opened>
  /** One per resumed session, with the number of missed events that it received. */
  resumes: Happened<{ missed: number }>
  connections: Happened<WebSocket>
  /**
   * Sends an event to the newest session of its server's shard, once there is one, and to all others of that shard that are open. While
   * the newest one's socket is closed the event waits for a resume.
   */
  dispatch(type: string, data: unknown): Promise<void>
  /** Sends any text or bytes through all sockets. */
  sendRaw(data: string | Buffer): void
  /** Asks the bot to reconnect, as Discord does now and then. */
  reconnect(): void
  /** Breaks the connections without a close code. */
  cut(): void
  /** Closes the connections with one of Discord's close codes. */
  closeWith(code: number): void
  /** Resolves once no socket is open. */
  allClosed(): Promise<void>
  /** The close code for every identify; undefined to accept. */
  rejectsWith: number | undefined
  /** Whether new sockets get the hello (true). */
  sendsHello: boolean
  clock: () => number
  /** How many of the next sockets are rejected with the HTTP status 502. */
  failsNext: number
}

const messageSchema = z.looseObject({ op: z.number(), d: z.unknown() })
const identifySchema = z.looseObject({
  token: z.string(),
  intents: z.number(),
  shard: z.tuple([z.number(), z.number()]).default([0, 1]),
})
/** What says which server an event is about. */
const eventSchema = z.looseObject({ guild_id: z.string().optional(), id: z.string().optional() })
const resumeSchema = z.looseObject({ token: z.string(), session_id: z.string(), seq: z.number() })

/** The shard that gets the events of a server, of so many. */
export const shardOf = (guildId: string, count: number): number =>
  Number((BigInt(guildId) >> 22n) % BigInt(count))

const isOpen = ({ socket }: Pick<Session, 'socket'>): boolean => socket.readyState === socket.OPEN

/** Discord's gateway on an existing HTTP server: JSON, no compression. */
export function createGateway(server: Server, world: World, baseUrl: () => string): Gateway {
  const identifies = createRecord<Identify>()
  const opened = createRecord<Opened>()
  const resumes = createRecord<{ missed: number }>()
  const connections = createRecord<WebSocket>()
  const sessions: Session[] = []
  let waiting: { guildId: string | undefined; resolve: (session: Session) => void }[] = []
  const wss = new WebSocketServer({ noServer: true })

  const send = (socket: WebSocket, op: number, d: unknown, more = {}): void =>
    socket.send(JSON.stringify({ op, d, s: null, t: null, ...more }))

  function sendEvent(session: Session, t: string, d: unknown): void {
    const s = session.events.length + 1
    session.events.push({ s, t, d })
    if (isOpen(session)) send(session.socket, OP.dispatch, d, { s, t })
  }

  /** @param guildId undefined for what concerns no server, which the first shard gets */
  const getsEvents = ({ shard: [number, count] }: Session, guildId: string | undefined): boolean =>
    number === (guildId === undefined ? 0 : shardOf(guildId, count))

  function isRejected(socket: WebSocket, token: string): boolean {
    const code = gateway.rejectsWith ?? (token === world.token ? undefined : AUTHENTICATION_FAILED)
    if (code) socket.close(code)
    return code !== undefined
  }

  function identify(socket: WebSocket, data: unknown): void {
    const { token, intents, shard } = identifySchema.parse(data)
    identifies.add({ intents })
    if (isRejected(socket, token)) return
    const isTwice = sessions.some(
      other => isOpen(other) && (other.shard[0] === shard[0] || other.shard[1] !== shard[1]),
    )
    const session: Session = { id: randomUUID().replaceAll('-', ''), socket, shard, events: [] }
    sessions.push(session)
    opened.add({ shard, socket, isTwice, at: gateway.clock() })
    const servers = [
      { guildId: world.guildId, channels: world.channels },
      ...world.otherServers.map(({ guildId, channelId }) => ({
        guildId,
        channels: [{ id: channelId, type: 0 }],
      })),
    ].filter(({ guildId }) => getsEvents(session, guildId))
    const guildIds = servers.map(({ guildId }) => guildId)
    sendEvent(session, 'READY', readyJson(world, { id: session.id, shard, guildIds }, gateway.url()))
    for (const server of servers) sendEvent(session, 'GUILD_CREATE', guildJson({ ...world, ...server }))
    const due = waiting.filter(({ guildId }) => getsEvents(session, guildId))
    waiting = waiting.filter(each => !due.includes(each))
    for (const { resolve } of due) resolve(session)
  }

  function resume(socket: WebSocket, data: unknown): void {
    const { token, session_id: id, seq } = resumeSchema.parse(data)
    if (isRejected(socket, token)) return
    const session = sessions.find(candidate => candidate.id === id)
    if (!session) return void send(socket, OP.invalid, false)
    session.socket = socket
    const missed = session.events.filter(({ s }) => s > seq)
    for (const { s, t, d } of missed) send(socket, OP.dispatch, d, { s, t })
    sendEvent(session, 'RESUMED', {})
    resumes.add({ missed: missed.length })
  }

  function listen(socket: WebSocket): void {
    connections.add(socket)
    socket.on('message', text => {
      const { op, d } = messageSchema.parse(JSON.parse(String(text)))
      if (op === OP.heartbeat) send(socket, OP.ack, null)
      if (op === OP.identify) identify(socket, d)
      if (op === OP.resume) resume(socket, d)
    })
    if (gateway.sendsHello) send(socket, OP.hello, { heartbeat_interval: 41_250 })
  }

  server.on('upgrade', (request: IncomingMessage, stream, head) => {
    if (gateway.failsNext-- > 0) return void stream.end('HTTP/1.1 502 Bad Gateway\r\n\r\n')
    wss.handleUpgrade(request, stream, head, listen)
  })

  const gateway: Gateway = {
    url: () => baseUrl().replace('http', 'ws'),
    identifies,
    opened,
    resumes,
    connections,
    rejectsWith: undefined,
    sendsHello: true,
    failsNext: 0,
    clock: () => performance.now(),
    async dispatch(type, data) {
      const event = eventSchema.safeParse(data).data
      const guildId = event?.guild_id ?? (type.startsWith('GUILD_') ? event?.id : undefined)
      const ofShard = sessions.filter(session => getsEvents(session, guildId))
      const newest =
        ofShard.at(-1) ?? (await new Promise<Session>(resolve => waiting.push({ guildId, resolve })))
      sendEvent(newest, type, data)
      for (const other of ofShard) if (other !== newest && isOpen(other)) sendEvent(other, type, data)
    },
    sendRaw(data) {
      for (const socket of wss.clients) socket.send(data)
    },
    reconnect() {
      for (const socket of wss.clients) send(socket, OP.reconnect, null)
    },
    cut() {
      for (const socket of wss.clients) socket.terminate()
    },
    closeWith(code) {
      for (const socket of wss.clients) socket.close(code)
    },
    async allClosed() {
      await Promise.all([...wss.clients].map(socket => new Promise(resolve => socket.once('close', resolve))))
    },
  }
  return gateway
}
