import { type Client, Events } from 'discord.js'
import { z } from 'zod'
import type { ChannelId } from '../../src/channels/channel-id.ts'
import { createBoundedMap } from '../../src/lib/bounded-map.ts'
import { messageOf } from '../../src/lib/errors.ts'
import type { Clock } from '../../src/time/clock.ts'
import { createRefuseInput } from '../shared/refused-input.ts'
import { retryConnecting } from '../shared/retry-connecting.ts'
import { endpointAdvice, type Identity, identify } from './application.ts'
import { createOfflineClient } from './clients.ts'
import { completeInteraction } from './complete-interaction.ts'
import { createEndpoint, INTERACTIONS_PATH, type RawInteraction } from './endpoint.ts'
import { reasonOf, retryAfterMs } from './errors.ts'
import type { Link, LinkOptions } from './link.ts'
import type { PostClient } from './post-client.ts'
import { createRestPlaces } from './rest-places.ts'
import { SIGNATURE_AGE_MS } from './signature.ts'

/** How often we look whether the bot may post again in paused channels, ms; no event tells us. */
const LOOK_EVERY_MS = 3_600_000
/** How many paused channels are checked at a time: Discord blocks clients that get 10,000 refusals in 10 minutes. */
const MAX_LOOKS = 1_000
/** The minimum time between two checks that activity in a server triggers, ms. */
const LOOK_IN_SERVER_MS = 60_000
const MAX_SERVERS = 10_000
/** How long the ids of interactions are stored, ms: as long as their signatures are accepted, on a clock that is behind or ahead. */
const REMEMBER_MS = 2 * SIGNATURE_AGE_MS

const actionsSchema = z.object({
  InteractionCreate: z.custom<{ handle(data: object): void }>(
    value => typeof value === 'object' && value !== null && 'handle' in value,
  ),
})

/**
 * Lets discord.js read an interaction as it does those of the gateway; the client emits it. It offers no method for that, so this calls
 * the one behind the gateway's event. @throws whatever discord.js throws on what it can't read
 */
function emitInteraction(client: Client, data: RawInteraction): void {
  const { InteractionCreate } = actionsSchema.parse(Reflect.get(client, 'actions'))
  // We use none, and discord.js would read them into an application that only the gateway gives it.
  InteractionCreate.handle({ ...completeInteraction(data), entitlements: [] })
}

/** The link over HTTP: any process that Discord's request reaches answers it, and none holds a connection. */
export function createEndpointLink(
  options: LinkOptions & {
    /** 64 lower-case hexadecimal digits. */
    publicKey: string
    posts: PostClient
    clock: Clock
    lookEveryMs?: number | undefined
  },
): Link {
  const { token, publicKey, posts, keyValues, clock, log, backoff, signal } = options
  const client = createOfflineClient(options.client)
  client.rest.setToken(token)
  client.on(Events.InteractionCreate, options.receive)
  client.on(Events.Error, error => log.error({ reason: reasonOf(error) }, 'discord.js reported an error'))
  let identity: Identity | undefined
  let looking: NodeJS.Timeout | undefined
  const isReady = (): boolean => identity !== undefined && !signal.aborted
  const places = createRestPlaces({ client, token, clock, botUserId: () => identity?.user.id })
  const looked = createBoundedMap<string, true>(MAX_SERVERS, { afterMs: LOOK_IN_SERVER_MS, now: clock.now })

  async function checkAccess(under: string): Promise<void> {
    let looks = 0
    const mayPost = async (id: ChannelId): Promise<boolean> =>
      isReady() && ++looks <= MAX_LOOKS && (await places.mayPost(id))
    await options.checkAccess(under, mayPost)
  }

  /** Whoever uses the bot in a server may just have let it in again. */
  function checkServer(guildId: unknown): void {
    if (typeof guildId !== 'string' || looked.has(guildId)) return
    looked.set(guildId, true)
    void checkAccess(`discord:${guildId}/`)
  }

  /** Where the store doesn't answer, the command itself says so. */
  async function isNew(id: string): Promise<boolean> {
    const name = `discord interaction ${id}`
    try {
      return await keyValues.add(name, '', clock.now() + REMEMBER_MS)
    } catch (error) {
      log.warn({ error: messageOf(error) }, 'could not look whether a command of Discord was repeated')
      return true
    }
  }

  const requestListener = createEndpoint({
    publicKey,
    isReady,
    refuse: createRefuseInput('Discord', log),
    log,
    receive(interaction) {
      places.note(interaction.channel)
      emitInteraction(client, interaction)
      checkServer(interaction.guild_id)
    },
  })

  return {
    places,
    isNew,
    async start() {
      const what = 'connecting to Discord'
      const attempt = (): Promise<Identity> => identify(posts, publicKey, signal)
      identity = await retryConnecting(attempt, { signal, backoff, log, what, reasonOf, retryAfterMs })
      if (!identity || signal.aborted) return undefined
      const { user, application } = identity
      const advice = endpointAdvice(application, publicKey)
      if (advice) log.warn({}, advice)
      looking = setInterval(() => void checkAccess('discord:'), options.lookEveryMs ?? LOOK_EVERY_MS).unref()
      return { user, application, rest: client.rest, details: { mode: 'http' } }
    },
    async stop() {
      clearInterval(looking)
      await client.destroy()
    },
    connected: isReady,
    // A check takes a few calls, so nothing waits for it.
    async checkAccess() {
      void checkAccess('discord:')
    },
    routes: { [`POST ${INTERACTIONS_PATH}`]: requestListener },
  }
}
