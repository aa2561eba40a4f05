import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { Webhook as Verifier } from 'standardwebhooks'
import { z } from 'zod'
import { type FakeAnswer, type FakeRequest, type Fault, type Passing, startFakeServer } from '../server.ts'

const schema = new URL('../../../docs/webhook.schema.json', import.meta.url)

/** Whether a body is what the documentation promises. */
export const isAsDocumented = new Ajv({ allErrors: true }).compile(JSON.parse(readFileSync(schema, 'utf8')))

const bodySchema = z.looseObject({
  channel: z.string(),
  title: z.string(),
  text: z.string(),
  papers: z.array(z.looseObject({ id: z.string() })),
  part: z.looseObject({ first: z.string().optional() }).optional(),
})

/** A message that the receiver accepted. */
export interface Received {
  /** The `webhook-id`. */
  id: string
  headers: FakeRequest['headers']
  raw: string
  body: z.infer<typeof bodySchema>
}

/** How the receiver answers the next request: as a status and body, not at all, or `lost`: it accepts the message and breaks off. */
export type ReceiverFault = FakeAnswer | Fault | 'lost'

/**
 * A server that receives webhooks as the standard says: it checks signatures by the standard's own library, and recognises what
 * is repeated by its id.
 * @param options.now ms UTC; the library refuses what was signed more than five minutes from it
 */
export async function startReceiver(
  options: { secret?: string; now?: () => number; passing?: Passing | undefined } = {},
) {
  const received: Received[] = []
  const requests: FakeRequest[] = []
  const problems: string[] = []
  const faults: ReceiverFault[] = []
  const waiting: (() => void)[] = []
  const secrets = new Set(options.secret ? [options.secret] : [])

  function verify({ headers, body }: FakeRequest): void {
    const given = Object.fromEntries(
      ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map(name => [name, String(headers[name])]),
    )
    const refusals = [...secrets].map(secret => {
      try {
        return void verifyAt(options.now?.(), () => new Verifier(secret).verify(body, given))
      } catch (error) {
        return String(error)
      }
    })
    if (!refusals.includes(undefined)) problems.push(`unsigned: ${refusals.join(', ')}`)
    if (!isAsDocumented(JSON.parse(body))) problems.push(JSON.stringify(isAsDocumented.errors))
  }

  function accept(request: FakeRequest): void {
    verify(request)
    const id = String(request.headers['webhook-id'])
    if (received.some(message => message.id === id)) return
    received.push({
      id,
      headers: request.headers,
      raw: request.body,
      body: bodySchema.parse(JSON.parse(request.body)),
    })
  }

  const server = await startFakeServer(request => {
    requests.push(request)
    for (const wake of waiting.splice(0)) wake()
    const fault = faults.shift()
    if (fault === 'lost') {
      accept(request)
      return 'reset'
    }
    const isAccepted = typeof fault === 'object' && (fault.status ?? 200) < 300
    if (fault && !isAccepted) return fault
    accept(request)
    return fault ?? { status: 204 }
  }, options.passing)

  return {
    ...server,
    /** What arrived, each message once. */
    received,
    /** All requests, repeated ones too. */
    requests,
    /** A secret that requests may be signed with. */
    trust: (secret: string) => void secrets.add(secret),
    fail: (fault: ReceiverFault) => void faults.push(fault),
    nextRequest: () => new Promise<void>(resolve => waiting.push(resolve)),
    /** Throws if a request had no valid signature, or a body that the documentation doesn't describe. */
    assertClean() {
      if (problems.length > 0) throw new Error(problems.join('; '))
    },
  }
}

export type Receiver = Awaited<ReturnType<typeof startReceiver>>

/** The library takes the time from the machine alone. */
function verifyAt(now: number | undefined, check: () => unknown): void {
  if (now === undefined) return void check()
  const machine = Date.now
  Date.now = () => now
  try {
    check()
  } finally {
    Date.now = machine
  }
}
