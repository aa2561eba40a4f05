import { type ChannelId, partsOf } from '../../src/channels/channel-id.ts'
import type { Backoff } from '../../src/lib/backoff.ts'
import { messageOf } from '../../src/lib/errors.ts'
import { createTaskTracker } from '../../src/lib/task-tracker.ts'
import type { Reply } from '../../src/messages/reply.ts'
import type { ChatParts, PlatformChat } from '../../src/ports/platform.ts'
import type { Post } from '../../src/ports/publisher.ts'
import { RefusedError } from '../../src/ports/refused-error.ts'
import { untracked } from '../../src/ports/requests.ts'
import { isNewToken } from '../shared/new-token.ts'
import { CONNECT_BACKOFF, retryConnecting } from '../shared/retry-connecting.ts'
import { createCheckAccess } from './access.ts'
import { createAdvice } from './advise.ts'
import { createCheck } from './application.ts'
import type { Message } from './components.ts'
import { createCrosspost } from './crosspost.ts'
import { createEndpointLink } from './endpoint-link.ts'
import { reasonOf, retryAfterMs } from './errors.ts'
import { createGatewayLink } from './gateway-link.ts'
import { createReconcile } from './history.ts'
import { createInteractionHandler } from './interactions.ts'
import { RATE_LIMITS } from './limits.ts'
import type { Link, Linked, LinkOptions } from './link.ts'
import { createPostClient } from './post-client.ts'
import { createPublish, createSendDirectMessage } from './publisher.ts'
import { registerCommands } from './register-commands.ts'
import { createCheckRemoved, createCheckToken, REMOVED } from './removed.ts'
import { renderReply } from './render-reply.ts'
import { createSharedGatewayLink } from './shared-gateway-link.ts'
import { createWelcome } from './welcome.ts'

export interface DiscordOptions extends ChatParts {
  token: string
  /** Without the version and a trailing slash. */
  apiUrl: string
  /** Registers the commands in this server only, where they show at once. */
  guildId?: string | undefined
  /** The application's public key, 64 lower-case hexadecimal digits. With it, interactions come over HTTP and are signed. */
  publicKey?: string | undefined
  /** How often paused channels are looked at where interactions come over HTTP, ms. */
  lookEveryMs?: number | undefined
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
export function createDiscord(options: DiscordOptions): PlatformChat {
  const { token, run, keyValues, log, guildId, publicKey, backoff = CONNECT_BACKOFF } = options
  const stopping = new AbortController()
  const { signal } = stopping
  const taskTracker = createTaskTracker()
  const isOpen = (): boolean => !signal.aborted
  const deferAfterMs = options.deferAfterMs ?? DEFER_AFTER_MS
  /** The id of `/papers`, once it is registered. */
  let commandId: string | undefined
  let linked: Linked | undefined
  const render = (reply: Reply): Message => renderReply(reply, commandId)
  const client = createPostClient(token, options, options.postTimeoutMs ?? POST_TIMEOUT_MS)
  const { accessRestored } = options
  const linkOptions: LinkOptions = {
    token,
    keyValues,
    log,
    backoff,
    signal,
    taskTracker,
    client: options,
    receive: interaction => void handle(interaction),
    checkAccess: createCheckAccess({ run: taskTracker.run, accessRestored, log }),
  }
  /** If this fails, the next post in the server finds out. */
  const removed = (guildId: string): Promise<void> =>
    taskTracker
      .run(() => options.accessLost(`discord:${guildId}/`, REMOVED))
      .catch(error =>
        log.warn({ error: messageOf(error) }, 'could not record that the bot was removed from a server'),
      )
  const gatewayOptions = {
    ...linkOptions,
    reconnected: options.reconnected,
    removed,
    welcome: createWelcome({ run, render, keyValues, log }),
  }

  function createLink(): Link {
    const { together, clock } = options
    if (publicKey) return createEndpointLink({ ...options, ...linkOptions, publicKey, posts: client })
    if (together) return createSharedGatewayLink({ ...gatewayOptions, together, clock, posts: client })
    return createGatewayLink(gatewayOptions)
  }

  const link = createLink()
  const { places, isNew } = link
  const handle = createInteractionHandler({
    ...options,
    requests: options.requests ?? untracked,
    render,
    deferAfterMs,
    taskTracker,
    places,
    isNew,
    isOpen,
  })
  const publish = createPublish({ client, isOpen, kindOf: places.kindOf })
  const reconcile = createReconcile({
    client,
    clock: options.clock,
    places,
    botUserId: () => linked?.user.id,
  })
  const checkRemoved = createCheckRemoved(client)
  const crosspost = createCrosspost({ client, clock: options.clock, log })

  async function announceIfPossible(channel: ChannelId, messageId: string): Promise<void> {
    try {
      if (await places.isAnnouncement(channel)) await crosspost(partsOf(channel).place, messageId)
    } catch (error) {
      log.info({ channel, reason: reasonOf(error) }, 'could not learn whether a channel is for announcements')
    }
  }

  /** Publishes a digest that arrived in an announcement channel. Delivery doesn't wait for it. */
  function announce({ channel, step }: Post, messageId: string): void {
    if (step === 0) void taskTracker.run(() => announceIfPossible(channel, messageId))
  }

  /** A new token may restore access that permissions don't show; permissions may have changed while we were stopped. */
  async function checkAccess(): Promise<void> {
    if (await isNewToken(keyValues, 'discord', token)) await accessRestored('discord:')
    else await link.checkAccess()
  }

  /** Nothing waits for this, because the bot posts without its commands too. */
  async function register(bot: Linked): Promise<void> {
    const what = 'registering /papers with Discord'
    try {
      const attempt = () => registerCommands(bot, { guildId, keyValues })
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
      const verdict = await checkRemoved(post.channel, await publish(post, signal), signal)
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
    check: createCheck(client, publicKey),
    ...createAdvice(client, options),
    async start() {
      linked = await link.start()
      if (!linked) return
      const bot = linked
      log.info({ bot: bot.user.username, ...bot.details }, 'connected to Discord')
      void taskTracker.run(() => register(bot))
      await checkAccess()
    },
    async stop() {
      stopping.abort()
      await taskTracker.idle(STOP_TIMEOUT_MS)
      client.close()
      await link.stop()
    },
    connected: link.connected,
    ...(link.shards && { shards: link.shards }),
    ...(link.routes && { routes: link.routes }),
  }
}
