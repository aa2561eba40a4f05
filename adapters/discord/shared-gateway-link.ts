import { once } from 'node:events'
import { type Interaction, ShardClientUtil } from 'discord.js'
import { partsOf } from '../../src/channels/channel-id.ts'
import type { Together, WorkPart } from '../../src/ports/chat.ts'
import type { Clock } from '../../src/time/clock.ts'
import { retryConnecting } from '../shared/retry-connecting.ts'
import { type Identity, identify } from './application.ts'
import { createOfflineClient } from './clients.ts'
import { reasonOf, retryAfterMs } from './errors.ts'
import { createGatewayBudget } from './gateway-budget.ts'
import { createGatewayLink } from './gateway-link.ts'
import type { Link } from './link.ts'
import type { Places } from './places.ts'
import type { PostClient } from './post-client.ts'
import { DIRECT_MESSAGES } from './publisher.ts'
import { createRestPlaces } from './rest-places.ts'

type GatewayOptions = Parameters<typeof createGatewayLink>[0]

/**
 * The link by the gateway where several processes serve one bot. Discord sends the events of a server to whoever has opened its shard, so
 * each shard is opened by one process at a time. All of them post, and ask the API about channels whose shard another process has.
 */
export function createSharedGatewayLink(
  options: GatewayOptions & { together: Together; posts: PostClient; clock: Clock },
): Link {
  const { token, posts, clock, log, backoff, signal, together } = options
  const retrying = { signal, backoff, log, reasonOf, retryAfterMs }
  const client = createOfflineClient(options.client)
  client.rest.setToken(token)
  const budget = createGatewayBudget({
    get(route) {
      // A single 401 makes discord.js forget the token.
      client.rest.setToken(token)
      return client.rest.get(route)
    },
    together,
    log,
  })
  let identity: Identity | undefined
  /** How many shards there are, once that is known, and those that are open here, or being opened. */
  let total: number | undefined
  const shards = new Map<number, Link>()
  let dividing: Promise<void> = Promise.resolve()
  const asked = createRestPlaces({ client, token, clock, botUserId: () => identity?.user.id })

  /** What the gateway has sent us is quicker, and up to date. @param guildId undefined for direct messages, which come to the first shard */
  function placesIn(guildId: string | undefined): Places {
    const shard = shards.get(guildId ? ShardClientUtil.shardIdForGuildId(guildId, total ?? 1) : 0)
    return shard?.connected() ? shard.places : asked
  }

  function placesOf(channel: `${string}:${string}`): Places {
    const { workspace } = partsOf(channel)
    return placesIn(workspace === DIRECT_MESSAGES ? undefined : workspace)
  }

  const placesFor = ({ guildId }: Interaction): Places => placesIn(guildId ?? undefined)

  async function hold(part: WorkPart, recommended: number): Promise<void> {
    total = part.of
    const fields = part.of > 1 ? { shard: part.number, shards: part.of } : {}
    const what = part.of > 1 ? "a shard of Discord's gateway" : "Discord's gateway"
    if (recommended > part.of) {
      log.warn(
        { recommended, shards: part.of },
        'Discord recommends more shards; to use them, stop all processes of this bot for 15 seconds',
      )
    }
    const mine = createGatewayLink({
      ...options,
      shard: { id: part.number, of: part.of, budget },
      signal: part.signal,
      receive(interaction) {
        if (part.isOurs()) options.receive(interaction)
      },
    })
    shards.set(part.number, mine)
    try {
      const linked = await mine.start()
      if (!linked) return
      log.info({ ...linked.details, ...fields }, `opened ${what} for all processes`)
      // Waiting for the database would keep the shard open when it is lost.
      void mine.checkAccess()
      if (!part.signal.aborted) await once(part.signal, 'abort')
      log.info(fields, `closing ${what}, which another process may open`)
    } finally {
      shards.delete(part.number)
      await mine.stop()
    }
  }

  async function divide(): Promise<void> {
    const what = "asking for the number of Discord's shards"
    const information = await retryConnecting(budget.information, { ...retrying, what })
    if (!information) return
    const recommended = information.shards
    total ??= recommended
    const work = (part: WorkPart): Promise<void> => hold(part, recommended)
    await together.divideWork({ platform: 'discord', parts: recommended, work }, signal)
  }

  return {
    places: {
      mayRead: channel => placesOf(channel).mayRead(channel),
      kindOf: channel => placesOf(channel).kindOf(channel),
      placeOf: interaction => placesFor(interaction).placeOf(interaction),
      isMember: interaction => placesFor(interaction).isMember(interaction),
      isAnnouncement: channel => placesOf(channel).isAnnouncement(channel),
    },
    async start() {
      const what = 'connecting to Discord'
      const attempt = (): Promise<Identity> => identify(posts, undefined, signal)
      identity = await retryConnecting(attempt, { ...retrying, what })
      if (!identity || signal.aborted) return undefined
      dividing = divide()
      const { user, application } = identity
      return { user, application, rest: client.rest, details: { mode: 'shared gateway' } }
    },
    async stop() {
      await dividing
      await client.destroy()
    },
    // One shard that reconnects doesn't keep this process from its work: posts need none.
    connected: () =>
      identity !== undefined &&
      !signal.aborted &&
      (shards.size === 0 || [...shards.values()].some(shard => shard.connected())),
    shards() {
      if (total === undefined) return undefined
      const connected = [...shards.values()].filter(shard => shard.connected()).length
      return { total, held: shards.size, connected }
    },
    // Whoever opens a shard looks there.
    async checkAccess() {},
  }
}
