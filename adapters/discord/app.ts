import { type Client, Events } from 'discord.js'
import type { Rejections } from '../../src/delivery/suspensions.ts'
import type { Backoff } from '../../src/lib/backoff.ts'
import { createTaskTracker } from '../../src/lib/task-tracker.ts'
import type { Chat, RunCommand, Suggest } from '../../src/ports/chat.ts'
import type { KeyValueStore } from '../../src/ports/key-value-store.ts'
import type { Log } from '../../src/ports/log.ts'
import { RefusedError } from '../../src/ports/refused-error.ts'
import type { Clock } from '../../src/time/clock.ts'
import { isNewToken } from '../shared/new-token.ts'
import { CONNECT_BACKOFF, retryConnecting } from '../shared/retry-connecting.ts'
import { createAccess } from './access.ts'
import { createReopening } from './access-restored.ts'
import { createTell, createWorks } from './direct-message.ts'
import { reasonOf, retryAfterMs } from './errors.ts'
import { createGateway } from './gateway.ts'
import { createReconcile } from './history.ts'
import { createInteractionHandler } from './interactions.ts'
import { RATE_LIMITS } from './limits.ts'
import { createPostClient } from './post-client.ts'
import { createPublish } from './publisher.ts'
import { registerCommands } from './register-commands.ts'
import { createWelcome } from './welcome.ts'

export interface DiscordOptions {
  token: string
  /** Without the version and a trailing slash. */
  apiUrl: string
  /** Registers the commands in this server only, where they show at once. */
  guildId?: string | undefined
  run: RunCommand
  suggest: Suggest
  /** ProximityHints which channels the bot may post in again. */
  accessRestored: Rejections['accessRestored']
  keyValues: KeyValueStore
  clock: Clock
  log: Log
  version: string
  /** How long Discord may take to begin its answer to a post, ms. */
  postTimeoutMs?: number | undefined
  /** How long Discord may take to begin its answer to anything else, ms. */
  callTimeoutMs?: number | undefined
  /** How long a command may take until its asker is told that we think, ms. Discord waits 3 s. */
  deferAfterMs?: number | undefined
  backoff?: Backoff | undefined
}

const POST_TIMEOUT_MS = 15_000
const DEFER_AFTER_MS = 800
/** How long a stop waits for commands under way, ms. */
const STOP_TIMEOUT_MS = 3_000

/** The connection of one bot to Discord, with all servers that it is in. */
export function createDiscord(options: DiscordOptions): Chat {
  const { token, run, keyValues, log, guildId, backoff = CONNECT_BACKOFF } = options
  const stopping = new AbortController()
  const { signal } = stopping
  const underWay = createTaskTracker()
  const isOpen = (): boolean => !signal.aborted
  const deferAfterMs = options.deferAfterMs ?? DEFER_AFTER_MS
  const handle = createInteractionHandler({ ...options, deferAfterMs, underWay, isOpen })
  const welcome = createWelcome({ run, keyValues, log })
  let ready: Client<true> | undefined
  const access = createAccess(() => ready)
  const { accessRestored } = options
  const reopening = createReopening({ access, reopened: accessRestored, run: underWay.run })
  const gateway = createGateway({
    ...{ token, log, backoff, signal },
    client: options,
    listen(client) {
      client.on(Events.InteractionCreate, interaction => void handle(interaction))
      client.on(Events.GuildCreate, guild => void underWay.run(() => welcome(guild)))
      reopening.listen(client)
    },
  })
  const client = createPostClient(token, options, options.postTimeoutMs ?? POST_TIMEOUT_MS)

  /** What a new token mends can't be told by permissions; and those may have changed while we were away. */
  async function greet(): Promise<void> {
    if (await isNewToken(keyValues, 'discord', token)) await accessRestored('discord:')
    else await reopening.checkAll()
  }

  /** Without our commands the bot still posts, so nothing waits for them. */
  async function register(ready: Parameters<typeof registerCommands>[0]): Promise<void> {
    const what = 'registering /papers with Discord'
    try {
      const attempt = (): Promise<boolean> => registerCommands(ready, { guildId, keyValues })
      const changed = await retryConnecting(attempt, { signal, backoff, log, what, reasonOf, retryAfterMs })
      if (changed) log.info({ guild: guildId }, 'registered /papers with Discord')
    } catch (error) {
      log.error({}, error instanceof RefusedError ? error.message : reasonOf(error))
    }
  }

  return {
    platform: 'discord',
    rateLimits: RATE_LIMITS,
    publish: createPublish({ client, isOpen }),
    reconcile: createReconcile({
      ...{ client, clock: options.clock, mayRead: access.mayRead },
      me: () => ready?.user.id,
    }),
    sendDirectMessage: createTell(client),
    checkToken: createWorks(client),
    async start() {
      ready = await gateway.start()
      if (!ready) return
      log.info({ bot: ready.user.username, servers: ready.guilds.cache.size }, 'connected to Discord')
      const connected = ready
      void underWay.run(() => register(connected))
      await greet()
    },
    async stop() {
      stopping.abort()
      await underWay.idle(STOP_TIMEOUT_MS)
      client.close()
      await gateway.stop()
    },
    connected: gateway.connected,
  }
}
