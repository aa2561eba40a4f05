import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createRandom } from '../search/random.ts'
import { createAllowance } from './limits.ts'
import { ME, type PlatformReport, toPlatforms } from './orders.ts'

/**
 * A process that accepts and lists both platforms' posts, with their limits: Discord's 50 a second for a bot and 5 in 5 s for a
 * channel, Slack's one a second for a channel. Faults are random, at the ordered rate.
 */

interface StoredMessage {
  id: string
  key: string
  payload: object
}

const discordBot = createAllowance(50, 1_000)
const discordChannel = createAllowance(5, 5_000)
const slackChannel = createAllowance(1, 1_000)
const messages = new Map<string, StoredMessage[]>()
const limited = { slack: 0, discord: 0 }
const random = createRandom(7)
let faultShare = 0
let lastId = (BigInt(Date.now()) - 1_420_070_400_000n) << 22n
function nextId(): string {
  lastId += 1n
  return String(lastId)
}
let firstAt = 0
let lastAt = 0

function store(place: string, message: StoredMessage): void {
  firstAt ||= performance.now()
  lastAt = performance.now()
  const stored = messages.get(place)
  if (stored) stored.push(message)
  else messages.set(place, [message])
}

type Fault = 'slow down' | 'broken' | 'lost answer' | 'hangs' | undefined
function chanceOfFault(): Fault {
  const chance = random()
  if (chance >= faultShare) return undefined
  const kinds = ['slow down', 'broken', 'lost answer', 'hangs'] as const
  return kinds[Math.floor((chance / faultShare) * kinds.length)]
}

const send = (response: ServerResponse, status: number, body: object, headers: Record<string, string> = {}) =>
  void response
    .writeHead(status, { 'content-type': 'application/json', ...headers })
    .end(JSON.stringify(body))

function slowDown(response: ServerResponse, platform: 'slack' | 'discord', ms: number, global = false) {
  limited[platform]++
  const seconds = String(Math.ceil(ms / 1000))
  if (platform === 'slack')
    return send(response, 429, { ok: false, error: 'ratelimited' }, { 'retry-after': seconds })
  const headers = { 'retry-after': seconds, ...(global && { 'x-ratelimit-global': 'true' }) }
  send(response, 429, { message: 'You are being rate limited.', retry_after: ms / 1000, global }, headers)
}

/** @returns whether the request is finished */
function meetFault(fault: Fault, response: ServerResponse, platform: 'slack' | 'discord'): boolean {
  if (fault === 'slow down') slowDown(response, platform, 1_000)
  else if (fault === 'broken') send(response, 500, { ok: false, error: 'internal_error' })
  else if (fault === 'hangs') setTimeout(() => response.destroy(), 15_000).unref()
  return fault === 'slow down' || fault === 'broken' || fault === 'hangs'
}

function answer(response: ServerResponse, fault: Fault, body: object): void {
  if (fault === 'lost answer') response.destroy()
  else send(response, 200, body)
}

function postToDiscord(channel: string, text: string, response: ServerResponse) {
  const now = performance.now()
  const wait = discordBot.take('bot', now)
  if (wait > 0) return slowDown(response, 'discord', wait, true)
  const own = discordChannel.take(channel, now)
  if (own > 0) return slowDown(response, 'discord', own)
  const fault = chanceOfFault()
  if (meetFault(fault, response, 'discord')) return
  const body: { nonce: string } = JSON.parse(text)
  const known = messages.get(channel)?.find(({ key }) => key === body.nonce)
  const id = known?.id ?? nextId()
  if (!known) store(channel, { id, key: body.nonce, payload: { ...body, id, author: { id: ME } } })
  answer(response, fault, { id })
}

function postToSlack(text: string, response: ServerResponse) {
  const form = new URLSearchParams(text)
  const channel = form.get('channel') ?? ''
  const wait = slackChannel.take(channel, performance.now())
  if (wait > 0) return slowDown(response, 'slack', wait)
  const fault = chanceOfFault()
  if (meetFault(fault, response, 'slack')) return
  const metadata: { event_payload: { key: string } } = JSON.parse(form.get('metadata') ?? '{}')
  const ts = `${Math.floor(Date.now() / 1000)}.${nextId().slice(-6)}`
  store(channel, { id: ts, key: metadata.event_payload.key, payload: { ts, metadata, bot_id: ME } })
  answer(response, fault, { ok: true, ts, channel })
}

async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const text = Buffer.concat(chunks).toString()
  const { pathname } = new URL(request.url ?? '/', 'http://localhost')
  const [, channel] = /^\/api\/v10\/channels\/(\d+)\/messages$/.exec(pathname) ?? []
  if (channel && request.method === 'POST') return postToDiscord(channel, text, response)
  const payloadsOf = (place: string) =>
    (messages.get(place) ?? [])
      .slice(-100)
      .reverse()
      .map(message => message.payload)
  if (channel) return send(response, 200, payloadsOf(channel))
  if (pathname.endsWith('/chat.postMessage')) return postToSlack(text, response)
  if (pathname.endsWith('/conversations.history')) {
    const place = new URLSearchParams(text).get('channel') ?? ''
    return send(response, 200, { ok: true, messages: payloadsOf(place) })
  }
  send(response, 404, { ok: false, error: 'unknown_method' })
}

function report(): PlatformReport {
  const all = [...messages].flatMap(([place, stored]) => stored.map(({ key }) => `${place} ${key}`))
  const different = new Set(all).size
  return { messages: all.length, different, limited, ms: lastAt - firstAt }
}

const server = createServer((request, response) => void respond(request, response)).listen(
  0,
  '127.0.0.1',
  () => process.send?.({ port: (server.address() as AddressInfo).port }),
)
process.on('message', message => {
  const order = toPlatforms.parse(message)
  if (order.kind === 'faults') faultShare = order.share
  else process.send?.(report())
})
