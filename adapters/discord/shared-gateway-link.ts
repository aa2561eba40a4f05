import { once } from 'node:events'
import type { InTurn } from '../../src/ports/chat.ts'
import type { Clock } from '../../src/time/clock.ts'
import { retryConnecting } from '../shared/retry-connecting.ts'
import { type Identity, identify } from './application.ts'
import { createOfflineClient } from './clients.ts'
import { reasonOf, retryAfterMs } from './errors.ts'
import { createGatewayLink } from './gateway-link.ts'
import type { Link } from './link.ts'
import type { Places } from './places.ts'
import type { PostClient } from './post-client.ts'
import { createRestPlaces } from './rest-places.ts'

type GatewayOptions = Parameters<typeof createGatewayLink>[0]

/** Of one bot; a bot has its database to itself. */
const TURN = 'discord gateway'

/**
 * The link by the gateway where several processes serve one bot: Discord would send each of them every event, so one at a time opens it.
 * The others post, ask the API about channels, and wait for their turn.
 */
export function createSharedGatewayLink(
  options: GatewayOptions & { inTurn: InTurn; posts: PostClient; clock: Clock },
): Link {
  const { token, posts, clock, log, backoff, signal, inTurn } = options
  const client = createOfflineClient(options.client)
  client.rest.setToken(token)
  let identity: Identity | undefined
  let gateway: Link | undefined
  let turns: Promise<void> = Promise.resolve()
  const asked = createRestPlaces({ client, token, clock, botUserId: () => identity?.user.id })
  /** What the gateway has sent us is quicker, and up to date. */
  const current = (): Places => (gateway?.connected() ? gateway.places : asked)

  async function hold(turn: AbortSignal): Promise<void> {
    const mine = createGatewayLink({ ...options, signal: turn })
    gateway = mine
    try {
      const linked = await mine.start()
      if (!linked) return
      log.info(linked.details, "opened Discord's gateway for all processes")
      await mine.checkAccess()
      if (!turn.aborted) await once(turn, 'abort')
      log.info({}, "closing Discord's gateway, which another process may open")
    } finally {
      gateway = undefined
      await mine.stop()
    }
  }

  return {
    places: {
      mayRead: channel => current().mayRead(channel),
      kindOf: channel => current().kindOf(channel),
      placeOf: interaction => current().placeOf(interaction),
      isMember: interaction => current().isMember(interaction),
      isAnnouncement: channel => current().isAnnouncement(channel),
    },
    async start() {
      const what = 'connecting to Discord'
      const attempt = (): Promise<Identity> => identify(posts, undefined, signal)
      identity = await retryConnecting(attempt, { signal, backoff, log, what, reasonOf, retryAfterMs })
      if (!identity || signal.aborted) return undefined
      turns = inTurn(TURN, hold, signal)
      const { user, application } = identity
      return { user, application, rest: client.rest, details: { mode: 'gateway in turn' } }
    },
    async stop() {
      await turns
      await client.destroy()
    },
    connected: () => identity !== undefined && !signal.aborted && (gateway?.connected() ?? true),
    // Whoever opens the gateway looks.
    async checkAccess() {},
  }
}
