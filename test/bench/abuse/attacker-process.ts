import { once } from 'node:events'
import { createServer, request } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { constants, setPriority } from 'node:os'
import { setTimeout } from 'node:timers/promises'
import { z } from 'zod'
import { commandPayload } from '../../fakes/slack/payloads.ts'
import { postSigned } from '../../fakes/slack/signed-request.ts'
import { WORKSPACE } from '../../fakes/slack/workspace.ts'
import { ATTACKS, type AttackKind } from './attacks.ts'

/** Attacks the bot at a URL until it is killed. */
const orderSchema = z.object({ url: z.string(), kind: z.enum(Object.values(ATTACKS)) })

// A real attacker has a machine of its own, and doesn't take the bot's processor time by building what it sends.
setPriority(constants.priority.PRIORITY_LOW)

const MALLORY = { id: 'U0MALLORY', name: 'mallory' }
const FILLING = Buffer.alloc(4e6, 'x')
const COMMANDS_A_SECOND = 30
/** The answers to the attacker's commands go here. */
const answers = createServer((incoming, response) => {
  incoming.resume()
  response.end('ok')
})
answers.listen(0, '127.0.0.1')
await once(answers, 'listening')
const responseUrl = `http://127.0.0.1:${(answers.address() as AddressInfo).port}/`

async function sendCommands(url: string, text: (count: number) => string): Promise<never> {
  for (let count = 0; ; count++) {
    const options = { workspace: WORKSPACE, triggerId: `m${count}`, responseUrl, user: MALLORY }
    const body = String(new URLSearchParams(commandPayload(text(count), options)))
    postSigned(`${url}/slack/events`, body, { secret: WORKSPACE.signingSecret }).catch(() => {})
    await setTimeout(1000 / COMMANDS_A_SECOND)
  }
}

/** Runs so many loops at once. A failure is followed by a short pause, as a real attacker's connections take a while. */
const loops = (count: number, step: () => Promise<unknown>): Promise<unknown> =>
  Promise.all(
    Array.from({ length: count }, async () => {
      for (;;) await step().catch(() => setTimeout(10))
    }),
  )

function askForPage(url: string): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>()
  request(url, { agent: false }, response => response.resume().once('close', resolve))
    .once('error', reject)
    .end()
  return promise
}

function sendBody(url: string, bytes: number, signed: boolean): Promise<unknown> {
  const timestamp = String(Math.floor(Date.now() / 1000))
  const headers = signed
    ? { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${'0'.repeat(64)}` }
    : {}
  const { promise, resolve, reject } = Promise.withResolvers<unknown>()
  const sending = request(`${url}/slack/events`, {
    agent: false,
    method: 'POST',
    headers: { ...headers, 'content-length': bytes },
  })
  sending.once('response', response => response.resume().once('close', resolve)).once('error', reject)
  // The last byte is never sent.
  sending.write(FILLING.subarray(0, bytes - 1))
  return promise
}

async function idle(url: string): Promise<unknown> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1').on('error', () => {})
  await once(socket.resume(), 'close')
  return setTimeout(20)
}

const PREFIXES =
  'co in re pr de st di mo ex tr se pe me ma ca pa al an ap su un ge en im le fo ha be po op ta fr'
const short = PREFIXES.split(' ')
  .map(letters => `${letters}*`)
  .join(' ')

const RUN: Record<AttackKind, (url: string) => Promise<unknown>> = {
  'searches that are refused': url => sendCommands(url, count => `search ${short} ${count}`),
  'searches that are cut off': url =>
    sendCommands(
      url,
      count => `search ${Array(7).fill('(the OR upvotes>9999999)').join(' ')} stars>${count}`,
    ),
  'look-ups': url => sendCommands(url, count => `show 2611.${10_000 + count}`),
  posts: url => sendCommands(url, () => 'post'),
  pages: url => loops(450, () => askForPage(url)),
  'bodies that are refused': url => loops(480, () => sendBody(url, 3.9e6, false)),
  'bodies that are read': url => loops(480, () => sendBody(url, 0.9e6, true)),
  'idle connections': url => loops(600, () => idle(url)),
}

process.once('message', async message => {
  const { url, kind } = orderSchema.parse(message)
  await RUN[kind](url)
})
process.send?.({ ready: true })
