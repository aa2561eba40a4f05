import type { RequestListener } from 'node:http'
import { App, webApi } from '@slack/bolt'
import type { ChannelId } from '../../src/channels/channel-id.ts'
import type { Rejections } from '../../src/delivery/suspensions.ts'
import type { Backoff } from '../../src/lib/backoff.ts'
import { createDeduplicator } from '../../src/lib/deduplicator.ts'
import { createTaskTracker } from '../../src/lib/task-tracker.ts'
import type { Chat, RunCommand, Suggest } from '../../src/ports/chat.ts'
import type { KeyValueStore } from '../../src/ports/key-value-store.ts'
import type { Log } from '../../src/ports/log.ts'
import { isNewToken } from '../shared/new-token.ts'
import { CONNECT_BACKOFF, retryConnecting } from '../shared/retry-connecting.ts'
import { parseReopened, type Reopened } from './access-restored.ts'
import { createAnswer } from './answer.ts'
import { clientOptions, fetchWithTimeout, introduce } from './clients.ts'
import { createTell, createWorks } from './direct-message.ts'
import { reasonOf, retryAfterMs } from './errors.ts'
import { createReconcile } from './history.ts'
import { createPublishHome, parseHomeOpened } from './home.ts'
import { fetchIdentity, type Identity } from './identity.ts'
import { RATE_LIMITS } from './limits.ts'
import { register } from './listeners.ts'
import { createSdkLogger } from './logger.ts'
import { createPublish } from './publisher.ts'
import { createHttpReceiver } from './receiver.ts'
import type { Where } from './render-reply.ts'
import { askedOf } from './requests.ts'
import { createSocket } from './socket.ts'
import { submit } from './submissions.ts'

export interface SlackOptions {
  botToken: string
  /** For Socket Mode. One of this and `signingSecret` must be there; this one wins. */
  appToken?: string | undefined
  /** For HTTP mode. */
  signingSecret?: string | undefined
  /** With a trailing slash. */
  apiUrl: string
  run: RunCommand
  suggest: Suggest
  /** ProximityHints which channels the bot may post in again. */
  accessRestored: Rejections['accessRestored']
  keyValues: KeyValueStore
  log: Log
  version: string
  /** How long Slack may take to answer a post, ms. */
  postTimeoutMs?: number | undefined
  backoff?: Backoff | undefined
}

export type SlackChat = Chat & {
  /** In HTTP mode: to be given the requests for `POST /slack/events`, their bodies unread. */
  requestListener?: RequestListener
}

const POST_TIMEOUT_MS = 15_000
/** How long a stop waits for commands under way, ms. */
const STOP_TIMEOUT_MS = 3_000
/** Ids of requests that are remembered; Slack repeats one within minutes. */
const REMEMBERED = 1_000

/** The connection to one Slack workspace. @throws TypeError without an app token or a signing secret */
export function createSlack(options: SlackOptions): SlackChat {
  const { botToken, appToken, signingSecret, apiUrl, run, log, backoff = CONNECT_BACKOFF } = options
  introduce(options.version)
  const stopping = new AbortController()
  const { signal } = stopping
  const postTimeoutMs = options.postTimeoutMs ?? POST_TIMEOUT_MS
  const client = new webApi.WebClient(botToken, clientOptions(apiUrl, log, postTimeoutMs))
  const underWay = createTaskTracker()
  const isFirst = createDeduplicator(REMEMBERED)
  let identity: Identity | undefined
  const where = (): Where => ({ teamUrl: identity?.url })
  const publishHome = createPublishHome({ client, run, where })
  const answer = createAnswer({
    ...{ client, log, where },
    publishHome: (userId, reply) =>
      publishHome(
        askedOf({ id: '', teamId: identity?.teamId ?? '', userId, person: '', text: '' }).request,
        reply,
      ),
  })

  /** A channel is open to the bot again once the bot itself joins it, or someone takes it out of the archive. */
  async function reopen({ team, channel, user }: Reopened): Promise<void> {
    if (user !== undefined && user !== identity?.botUserId) return
    const id: ChannelId = `slack:${team}/${channel}`
    await options.accessRestored(id, each => each === id)
  }

  async function greetToken({ teamId }: Identity): Promise<void> {
    if (await isNewToken(options.keyValues, `slack ${teamId}`, botToken))
      await options.accessRestored(`slack:${teamId}/`)
  }

  const socket = appToken ? createSocket({ appToken, apiUrl, log, backoff, signal }) : undefined
  const isOpen = (): boolean => identity !== undefined && !signal.aborted
  const http = !socket && signingSecret ? createHttpReceiver({ signingSecret, log, isOpen }) : undefined
  const receiver = socket?.receiver ?? http?.receiver
  if (!receiver) throw new TypeError('Slack needs an app token or a signing secret')

  const app = new App({
    receiver,
    authorize: async () => ({ botToken, botId: identity?.botId ?? '', botUserId: identity?.botUserId ?? '' }),
    clientOptions: { slackApiUrl: apiUrl, fetch: fetchWithTimeout },
    convoStore: false,
    logger: createSdkLogger(log),
  })
  app.error(async error => log.error({ reason: reasonOf(error) }, 'could not answer a request from Slack'))
  register(app, {
    suggest: options.suggest,
    async handle(asked) {
      if (!isFirst(asked.request.id)) return
      await underWay.run(async () => answer(await run(asked.request), asked))
    },
    async submit(asked, ack) {
      if (!isFirst(asked.request.id)) return ack()
      const decide = (decision: Parameters<typeof ack>[0]): Promise<void> =>
        decision ? ack(decision) : ack()
      await underWay.run(() => submit(asked, { run: () => run(asked.request), decide, answer, where }))
    },
    reopen: payload => underWay.run(async () => reopen(parseReopened(payload))),
    async openHome(payload) {
      const request = parseHomeOpened(payload)
      if (!request || !isFirst(request.id)) return
      await underWay.run(async () => publishHome(request, await run(request)))
    },
  })

  return {
    platform: 'slack',
    rateLimits: RATE_LIMITS,
    publish: createPublish({ client, timeoutMs: 2 * postTimeoutMs, teamId: () => identity?.teamId }),
    reconcile: createReconcile({ client, identity: () => identity }),
    sendDirectMessage: createTell({ client, where }),
    checkToken: createWorks(client),
    async start() {
      const what = 'asking Slack who we are'
      identity = await retryConnecting(() => fetchIdentity(client), {
        signal,
        backoff,
        log,
        what,
        reasonOf,
        retryAfterMs,
      })
      if (identity) await greetToken(identity)
      await socket?.start()
      if (isOpen()) log.info({ team: identity?.team, mode: socket ? 'socket' : 'http' }, 'connected to Slack')
    },
    async stop() {
      stopping.abort()
      await Promise.all([socket?.stop(), underWay.idle(STOP_TIMEOUT_MS)])
    },
    connected: () => isOpen() && (socket?.connected() ?? true),
    ...(http ? { requestListener: http.requestListener } : {}),
  }
}
