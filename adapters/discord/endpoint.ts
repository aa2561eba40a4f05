import type { RequestListener, ServerResponse } from 'node:http'
import { z } from 'zod'
import { messageOf } from '../../src/lib/errors.ts'
import type { Log } from '../../src/ports/log.ts'
import { createSignedRequests } from '../shared/http/signed-requests.ts'
import type { RefuseInput } from '../shared/refused-input.ts'
import { BODY_LIMITS, HOLD_BACK_MS, MAX_BODY_BYTES, REFUSALS_PER_ADDRESS } from './limits.ts'
import { createVerify, isFresh, signedHeadersOf } from './signature.ts'

/** Where Discord sends interactions. */
export const INTERACTIONS_PATH = '/discord/interactions'

const PING = 1
const PONG = JSON.stringify({ type: 1 })

const interactionSchema = z.looseObject({ id: z.string(), type: z.number() })

/** An interaction as Discord sends it, with the parts that all have. */
export type RawInteraction = z.infer<typeof interactionSchema>

function parse(body: Buffer): RawInteraction | undefined {
  try {
    return interactionSchema.safeParse(JSON.parse(body.toString())).data
  } catch {
    return undefined
  }
}

/**
 * Takes Discord's interactions over HTTP. Each is acknowledged with 202 and answered by the API, as those of the gateway are.
 * @param options.publicKey 64 hexadecimal digits
 * @param options.isReady if false, requests are answered with 503
 * @param options.receive starts to answer an interaction; throws if it can't be read
 */
export function createEndpoint(options: {
  publicKey: string
  isReady: () => boolean
  receive: (interaction: RawInteraction) => void
  refuse: RefuseInput
  log: Log
}): RequestListener {
  const { receive, refuse } = options
  const verify = createVerify(options.publicKey)
  const listener = createSignedRequests({
    platform: 'Discord',
    limits: BODY_LIMITS,
    refusalsPerAddress: REFUSALS_PER_ADDRESS,
    holdBackMs: HOLD_BACK_MS,
    isReady: options.isReady,
    maxBytesOf(request) {
      const signed = signedHeadersOf(request)
      if (!signed) return 0
      if (isFresh(signed, Date.now())) return MAX_BODY_BYTES
      refuse('a stale request (unless the clock here is wrong)')
      return 0
    },
    log: options.log,
  })

  /** Whether discord.js could read it. */
  function isReceived(interaction: RawInteraction): boolean {
    try {
      receive(interaction)
      return true
    } catch (error) {
      refuse('an interaction that discord.js could not read', { reason: messageOf(error) })
      return false
    }
  }

  function answer(response: ServerResponse, { type }: RawInteraction): void {
    if (type === PING) response.writeHead(200, { 'content-type': 'application/json' }).end(PONG)
    else response.writeHead(202).end()
  }

  return listener(async (request, response, body) => {
    const signed = signedHeadersOf(request)
    if (!signed || !verify(signed, body)) {
      refuse('a request without a valid signature')
      return 401
    }
    const interaction = parse(body)
    if (!interaction) refuse('a malformed request')
    if (interaction && (interaction.type === PING || isReceived(interaction)))
      return void answer(response, interaction)
    return 400
  })
}
