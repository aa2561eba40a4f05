import { type Client, Events } from 'discord.js'
import { partsOf } from '../../src/channels/channel-id.ts'
import type { Backoff } from '../../src/lib/backoff.ts'
import { createTaskTracker } from '../../src/lib/task-tracker.ts'
import type { Reply } from '../../src/messages/reply.ts'
import type { Chat } from '../../src/ports/chat.ts'
import type { ChatParts } from '../../src/ports/platform.ts'
import type { Post } from '../../src/ports/publisher.ts'
import { RefusedError } from '../../src/ports/refused-error.ts'
import { isNewToken } from '../shared/new-token.ts'
import { CONNECT_BACKOFF, retryConnecting } from '../shared/retry-connecting.ts'
import { createAccess, createAccessMonitor } from './access.ts'
import { createKindOf } from './channel-kind.ts'
import type { Message } from './components.ts'
import { createCrosspost } from './crosspost.ts'
import { reasonOf, retryAfterMs } from './errors.ts'
import { createGateway } from './gateway.ts'
import { createReconcile } from './history.ts'
import { createInteractionHandler } from './interactions.ts'
import { RATE_LIMITS } from './limits.ts'
import { createPostClient } from './post-client.ts'
import { createCheck, createCheckToken, createPublish, createSendDirectMessage } from './publisher.ts'
import { registerCommands } from './register-commands.ts'
import { renderReply } from './render-reply.ts'
import { createWelcome } from './welcome.ts'

export interface DiscordOptions extends ChatParts {
  token: string
  /** Without the version and a trailing slash. */
  apiUrl: string
  /** Registers the commands in this server only, where they show at once. */
  guildId?: string | undefined
  /** How long Discord may take to begin its answer to a post, ms. */
  postTimeoutMs?: number | undefined
  /** How long Discord may take to begin its answer to anything else, ms. */
  callTimeoutMs?: number | undefined
  /** How long a command may take before Discord shows "is thinking …", ms. Discord waits 3 s. */
  deferAfterMs?: number | undefined
  backoff?: Backoff | undefined
}

const POST_TIMEOUT_MS = 15_000
const DEFER_AFTER_MS = 800
/** How long a stop waits for running commands, ms. */
const STOP_TIMEOUT_MS = 3_000

/** Connects one bot to Discord and all the servers that it is in. */
export function createDiscord(options: DiscordOptions): Chat {
  const { token, run, keyValues, log, guildId, backoff = CONNECT_BACKOFF } = options
  const stopping = new AbortController()
  const { signal } = stopping
  const taskTracker = createTaskTracker()
  const isOpen = (): boolean => !signal.aborted
  const deferAfterMs = options.deferAfterMs ?? DEFER_AFTER_MS
  /** Of `/papers`, once it is registered. */
  let commandId: string | undefined
  const render = (reply: Reply): Message => renderReply(reply, commandId)
  const handle = createInteractionHandler({ ...options, render, deferAfterMs, taskTracker, isOpen })
  const welcome = createWelcome({ run, render, keyValues, log })
  let ready: Client<true> | undefined
  const access = createAccess(() => ready)
  const { accessRestored } = options
  const accessMonitor = createAccessMonitor({ access, accessRestored, run: taskTracker.run, log })
  const kindOf = createKindOf(() => ready)
  const gateway = createGateway({
    token,
    log,
    backoff,
    signal,
    client: options,
    reconnected: options.reconnected,
    listen(client) {
      client.on(Events.InteractionCreate, interaction => void handle(interaction))
      client.on(Events.GuildCreate, guild => void taskTracker.run(() => welcome(guild)))
      accessMonitor.listen(client)
    },
  })
  const client = createPostClient(token, options, options.postTimeoutMs ?? POST_TIMEOUT_MS)
  const publish = createPublish({ client, isOpen, kindOf })
  const reconcile = createReconcile({
    client,
    clock: options.clock,
    mayRead: access.mayRead,
    kindOf,
    botUserId: () => ready?.user.id,
  })
  const crosspost = createCrosspost({ client, clock: options.clock, log })

  /** Publishes a digest that arrived in an announcement channel. Delivery doesn't wait for it. */
  function announce({ channel, step }: Post, messageId: string): void {
    const { place } = partsOf(channel)
    if (step === 0 && kindOf(place).kind === 'announcement')
      void taskTracker.run(() => crosspost(place, messageId))
  }

  /** A new token may restore access that permissions don't show; permissions may have changed while we were stopped. */
  async function checkAccess(): Promise<void> {
    if (await isNewToken(keyValues, 'discord', token)) await accessRestored('discord:')
    else await accessMonitor.checkAll()
  }

  /** Nothing waits for this, because the bot posts without its commands too. */
  async function register(ready: Parameters<typeof registerCommands>[0]): Promise<void> {
    const what = 'registering /papers with Discord'
    try {
      const attempt = () => registerCommands(ready, { guildId, keyValues })
      const done = await retryConnecting(attempt, { signal, backoff, log, what, reasonOf, retryAfterMs })
      commandId = done?.commandId
      if (done?.changed) log.info({ guild: guildId }, 'registered /papers with Discord')
    } catch (error) {
      log.error({}, error instanceof RefusedError ? error.message : reasonOf(error))
    }
  }

  return {
    platform: 'discord',
    rateLimits: RATE_LIMITS,
    async publish(post, signal) {
      const verdict = await publish(post, signal)
      if (verdict.kind === 'sent') announce(post, verdict.messageId)
      return verdict
    },
    async reconcile(post, signal) {
      const found = await reconcile(post, signal)
      if (found.kind === 'posted') announce(post, found.messageId)
      return found
    },
    sendDirectMessage: createSendDirectMessage(client),
    checkToken: createCheckToken(client),
    check: createCheck(client),
    async start() {
      ready = await gateway.start()
      if (!ready) return
      log.info({ bot: ready.user.username, servers: ready.guilds.cache.size }, 'connected to Discord')
      const connected = ready
      void taskTracker.run(() => register(connected))
      await checkAccess()
    },
    async stop() {
      stopping.abort()
      await taskTracker.idle(STOP_TIMEOUT_MS)
      client.close()
      await gateway.stop()
    },
    connected: gateway.connected,
  }
}
