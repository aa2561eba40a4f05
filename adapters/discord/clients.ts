import {
  Client,
  DefaultRestOptions,
  GatewayIntentBits,
  Options,
  type RESTOptions,
  SimpleShardingStrategy,
} from 'discord.js'
import { within } from '../../src/lib/time-limit.ts'
import type { RefuseInput } from '../shared/refused-input.ts'
import type { GatewayBudget } from './gateway-budget.ts'
import { guardGateway } from './gateway-guard.ts'

const CALL_TIMEOUT_MS = 10_000
/** How long a call may wait for a rate limit, ms. By default discord.js waits silently for as long as it lasts. */
const MAX_RATE_LIMIT_WAIT_MS = 5_000
/** How long Discord may take to acknowledge our close, ms. */
const CLOSE_TIMEOUT_MS = 1_000
/** How many members and users are cached. Discord sends only those who use a command. */
const CACHED_USERS = 100

const userCache = {
  maxSize: CACHED_USERS,
  keepOverLimit: (person: { id: string; client: Client }) => person.id === person.client.user?.id,
}

/** Caches nothing that the bot never reads. Caches of guilds, channels, roles and overwrites must not be limited. */
const makeCache = Options.cacheWithLimits({
  AutoModerationRuleManager: 0,
  BaseGuildEmojiManager: 0,
  GuildBanManager: 0,
  GuildEmojiManager: 0,
  GuildInviteManager: 0,
  GuildMemberManager: userCache,
  GuildScheduledEventManager: 0,
  GuildStickerManager: 0,
  MessageManager: 0,
  PresenceManager: 0,
  ReactionManager: 0,
  ReactionUserManager: 0,
  StageInstanceManager: 0,
  ThreadMemberManager: 0,
  UserManager: userCache,
  VoiceStateManager: 0,
})

export interface ClientOptions {
  apiUrl: string
  version: string
  /** How long Discord may take to answer a call that isn't a post, ms. */
  callTimeoutMs?: number | undefined
}

/** Options of every REST client. */
export const restOptions = ({ apiUrl, version }: ClientOptions) => ({
  api: apiUrl,
  userAgentAppendix: `paper-round/${version}`,
})

/** A connection to the gateway, not yet open. */
export interface Connection {
  client: Client
  /** Closes it, whatever state it is in. */
  end(): Promise<void>
}

/**
 * Limits for calls that discord.js makes, such as answers to commands. Its own timeout ends when an answer begins, so an
 * answer that then stalls would block the calls queued behind it for ever.
 */
const callLimits = (timeoutMs: number): Partial<RESTOptions> => ({
  timeout: timeoutMs,
  retries: 1,
  rejectOnRateLimit: ({ timeToReset, retryAfter }) =>
    Math.max(timeToReset, retryAfter) > MAX_RATE_LIMIT_WAIT_MS,
  makeRequest(url, init) {
    const signals = [AbortSignal.timeout(2 * timeoutMs), ...(init.signal ? [init.signal] : [])]
    return DefaultRestOptions.makeRequest(url, { ...init, signal: AbortSignal.any(signals) })
  },
})

/** What all clients of discord.js have in common. */
const clientOptions = (options: ClientOptions) => ({
  makeCache,
  allowedMentions: { parse: [] },
  rest: { ...restOptions(options), ...callLimits(options.callTimeoutMs ?? CALL_TIMEOUT_MS) },
})

/** A client that only reads interactions and calls the API: it never connects. */
export const createOfflineClient = (options: ClientOptions): Client =>
  new Client({ ...clientOptions(options), intents: [] })

/** One of the shards that a bot's gateway is divided into. */
export interface Shard {
  id: number
  /** How many there are. */
  of: number
  budget: GatewayBudget
}

/**
 * A client that connects once; it can't be used again after it failed or was closed.
 * @param shard the only one that it opens; by default it opens all that Discord recommends
 */
export function createConnection(options: ClientOptions, refuse: RefuseInput, shard?: Shard): Connection {
  const shardStoppers: (() => void)[] = []
  const client = new Client({
    ...clientOptions(options),
    intents: [GatewayIntentBits.Guilds],
    ...(shard ? { shards: [shard.id], shardCount: shard.of } : { shards: 'auto' }),
    ws: {
      ...(shard && { buildIdentifyThrottler: async () => shard.budget }),
      buildStrategy(manager) {
        // A shard that is destroyed before it has connected would still connect half a second later. It asks for its session
        // first, so a promise that never resolves stops it.
        shardStoppers.push(() => {
          manager.options.retrieveSessionInfo = () => new Promise(() => {})
        })
        if (shard) manager.fetchGatewayInformation = shard.budget.information
        const strategy = new SimpleShardingStrategy(manager)
        guardGateway(strategy, refuse)
        return strategy
      },
    },
  })
  return {
    client,
    async end() {
      for (const stop of shardStoppers) stop()
      await within(client.destroy(), CLOSE_TIMEOUT_MS)
    },
  }
}
