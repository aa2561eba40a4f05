import {
  Client,
  DefaultRestOptions,
  GatewayIntentBits,
  Options,
  type RESTOptions,
  SimpleShardingStrategy,
} from 'discord.js'
import { within } from '../../src/lib/time-limit.ts'

const CALL_TIMEOUT_MS = 10_000
/** How long a call may wait for Discord's limits, ms. discord.js would wait in silence for as long as they last. */
const PATIENCE_MS = 5_000
/** How long Discord may take to answer that we close, ms. */
const CLOSE_TIMEOUT_MS = 1_000
/** Members and users that are remembered; only those who gave a command come. */
const REMEMBERED_PEOPLE = 100

const people = {
  maxSize: REMEMBERED_PEOPLE,
  keepOverLimit: (person: { id: string; client: Client }) => person.id === person.client.user?.id,
}

/** What the bot never looks at isn't kept. Guilds, channels, roles and overwrites must not be limited. */
const makeCache = Options.cacheWithLimits({
  AutoModerationRuleManager: 0,
  BaseGuildEmojiManager: 0,
  GuildBanManager: 0,
  GuildEmojiManager: 0,
  GuildInviteManager: 0,
  GuildMemberManager: people,
  GuildScheduledEventManager: 0,
  GuildStickerManager: 0,
  MessageManager: 0,
  PresenceManager: 0,
  ReactionManager: 0,
  ReactionUserManager: 0,
  StageInstanceManager: 0,
  ThreadMemberManager: 0,
  UserManager: people,
  VoiceStateManager: 0,
})

export interface ClientOptions {
  apiUrl: string
  version: string
  /** How long Discord may take to answer what isn't a post, ms. */
  callTimeoutMs?: number | undefined
}

/** What every client of the REST API goes by. */
export const restOptions = ({ apiUrl, version }: ClientOptions) => ({
  api: apiUrl,
  userAgentAppendix: `paper-round/${version}`,
})

/** A connection to the gateway that isn't made yet. */
export interface Connection {
  client: Client
  /** Ends it, whatever state it is in. */
  end(): Promise<void>
}

/**
 * For calls that discord.js makes by itself, such as answers to commands. Its own timeout ends when an answer begins, so
 * one that then stalls would hold up what queues behind it for ever.
 */
const limited = (timeoutMs: number): Partial<RESTOptions> => ({
  timeout: timeoutMs,
  retries: 1,
  rejectOnRateLimit: ({ timeToReset, retryAfter }) => Math.max(timeToReset, retryAfter) > PATIENCE_MS,
  makeRequest(url, init) {
    const signals = [AbortSignal.timeout(2 * timeoutMs), ...(init.signal ? [init.signal] : [])]
    return DefaultRestOptions.makeRequest(url, { ...init, signal: AbortSignal.any(signals) })
  },
})

/** A client that is to connect once: after it failed, or ended, it is of no more use. */
export function createConnection(options: ClientOptions): Connection {
  const silenced: (() => void)[] = []
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    shards: 'auto',
    makeCache,
    allowedMentions: { parse: [] },
    rest: { ...restOptions(options), ...limited(options.callTimeoutMs ?? CALL_TIMEOUT_MS) },
    ws: {
      buildStrategy(manager) {
        // A shard that is destroyed while it connects, or waits to do so, would connect all the same half a second later.
        // Before that it asks for its session; here it never hears of it.
        silenced.push(() => {
          manager.options.retrieveSessionInfo = () => new Promise(() => {})
        })
        return new SimpleShardingStrategy(manager)
      },
    },
  })
  return {
    client,
    async end() {
      for (const silence of silenced) silence()
      await within(client.destroy(), CLOSE_TIMEOUT_MS)
    },
  }
}
