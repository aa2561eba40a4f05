import { App, webApi } from '@slack/bolt'
import type { ChannelId } from '../../src/channels/channel-id.ts'
import type { Backoff } from '../../src/lib/backoff.ts'
import type { ProxySettings } from '../../src/lib/proxy.ts'
import type { Pause } from '../../src/lib/retry.ts'
import { createTaskTracker } from '../../src/lib/task-tracker.ts'
import type { ChatParts, PlatformChat } from '../../src/ports/platform.ts'
import { isNewToken } from '../shared/new-token.ts'
import { createOnlyFirst } from '../shared/only-first.ts'
import { createRefuseInput } from '../shared/refused-input.ts'
import { CONNECT_BACKOFF, retryConnecting } from '../shared/retry-connecting.ts'
import { type AccessRestored, parseAccessRestored } from './access-restored.ts'
import { createAnswer } from './answer.ts'
import { createPublishHome, parseHomeOpened } from './app-home.ts'
import { createChannelVisibility } from './channel-visibility.ts'
import { clientOptions, fetchWithTimeout, setUserAgent } from './clients.ts'
import { createSendDirectMessage } from './direct-message.ts'
import { reasonOf, retryAfterMs } from './errors.ts'
import { createGreet } from './greeting.ts'
import { guardRequests, isMalformed } from './guard.ts'
import { createReconcile } from './history.ts'
import { createCheck, createCheckToken, fetchIdentity, type Identity } from './identity.ts'
import { RATE_LIMITS } from './limits.ts'
import { register } from './listeners.ts'
import { createSdkLogger } from './logger.ts'
import { createPeople } from './people.ts'
import { createPublish } from './publisher.ts'
import { createHttpReceiver, EVENTS_PATH } from './receiver.ts'
import type { Workspace } from './render-reply.ts'
import { toSlackRequest } from './requests.ts'
import { parseSaid } from './said.ts'
import { createSocket } from './socket.ts'
import { submit } from './submissions.ts'

export interface SlackOptions extends ChatParts {
  botToken: string
  /** For Socket Mode. Either this or `signingSecret` is required; this one wins. */
  appToken?: string | undefined
  /** For HTTP mode. */
  signingSecret?: string | undefined
  /** With a trailing slash. */
  apiUrl: string
  /** What the socket goes through. */
  proxy?: ProxySettings | undefined
  /** How long Slack may take to answer a post, ms. */
  postTimeoutMs?: number | undefined
  backoff?: Backoff | undefined
  /** How to wait before connecting again; real time unless a test does otherwise. */
  pause?: Pause | undefined
}

const POST_TIMEOUT_MS = 15_000
/** How long a stop waits for running commands, ms. */
const STOP_TIMEOUT_MS = 3_000
/** Request ids to remember; Slack repeats a request within minutes. */
const REMEMBERED_IDS = 1_000

/** The connection to one Slack workspace. @throws TypeError without an app token or a signing secret */
export function createSlack(options: SlackOptions): PlatformChat {
  const { botToken, appToken, signingSecret, apiUrl, run, log, backoff = CONNECT_BACKOFF } = options
  setUserAgent(options.version)
  const stopping = new AbortController()
  const { signal } = stopping
  const postTimeoutMs = options.postTimeoutMs ?? POST_TIMEOUT_MS
  const client = new webApi.WebClient(botToken, clientOptions(apiUrl, log, postTimeoutMs))
  const tasks = createTaskTracker()
  const refuse = createRefuseInput('Slack', log)
  const isFirst = createOnlyFirst(REMEMBERED_IDS, id => options.isFirst(`slack ${id}`))
  let identity: Identity | undefined
  const teamId = (): string => identity?.teamId ?? ''
  const { now } = options.clock
  const people = createPeople({ client, teamId, log, now })
  const visibility = createChannelVisibility({ client, people, log, now })
  const workspace = (): Workspace => ({ teamUrl: identity?.url })
  const publishHome = createPublishHome({ client, run, workspace })
  const answer = createAnswer({
    client,
    log,
    workspace,
    publishHome: (userId, reply) =>
      publishHome(toSlackRequest({ id: '', teamId: teamId(), userId, person: '', text: '' }).request, reply),
  })

  const greet = createGreet({ ...options, client, workspace })

  /** The bot can post in a channel again after it joined, or after someone unarchived the channel. */
  async function restoreAccess({ channel, user }: AccessRestored): Promise<void> {
    if (user !== undefined && user !== identity?.botUserId) return
    const id: ChannelId = `slack:${teamId()}/${channel}`
    await options.accessRestored(id, each => each === id)
    if (user !== undefined) await greet(teamId(), channel)
  }

  async function reportNewToken({ teamId }: Identity): Promise<void> {
    if (await isNewToken(options.keyValues, `slack ${teamId}`, botToken))
      await options.accessRestored(`slack:${teamId}/`)
  }

  /** Runs a command with the role of the person, except in direct messages, where all is theirs. */
  const runWithRole: typeof run = async request => {
    const isDirect = /\/[DU]/.test(request.channel)
    if (isDirect) return run(request)
    return run({ ...request, role: (await people.roleOf(request.personId)) ?? 'unknown' })
  }

  const socket = appToken ? createSocket({ ...options, appToken, backoff, signal, refuse }) : undefined
  const isReady = (): boolean => identity !== undefined && !signal.aborted
  const http =
    !socket && signingSecret ? createHttpReceiver({ signingSecret, log, isReady, refuse }) : undefined
  const receiver = socket?.receiver ?? http?.receiver
  if (!receiver) throw new TypeError('Slack needs an app token or a signing secret')

  const app = new App({
    receiver,
    authorize: async () => ({ botToken, botId: identity?.botId ?? '', botUserId: identity?.botUserId ?? '' }),
    clientOptions: { slackApiUrl: apiUrl, fetch: fetchWithTimeout },
    convoStore: false,
    logger: createSdkLogger(log),
  })
  guardRequests(app, { identity: () => identity, refuse })
  app.error(async error => {
    if (isMalformed(error)) refuse('a request with fields missing')
    else log.error({ reason: reasonOf(error) }, 'could not answer a request from Slack')
  })
  register(app, {
    suggest: options.suggest,
    teamId,
    async handle(incoming) {
      if (!(await isFirst(incoming.request.id))) return
      await tasks.run(async () => answer(await runWithRole(incoming.request), incoming))
    },
    async submit(incoming, ack) {
      if (!(await isFirst(incoming.request.id))) return ack()
      const decide = (decision: Parameters<typeof ack>[0]): Promise<void> =>
        decision ? ack(decision) : ack()
      await tasks.run(() =>
        submit(incoming, { run: () => runWithRole(incoming.request), decide, answer, workspace }),
      )
    },
    restoreAccess: payload => tasks.run(async () => restoreAccess(parseAccessRestored(payload))),
    async hear(payload) {
      const incoming = parseSaid(payload, teamId(), identity?.botUserId ?? '')
      if (!incoming || !(await isFirst(incoming.request.id))) return
      await tasks.run(async () => {
        const person = await people.nameOf(incoming.userId)
        await answer(await runWithRole({ ...incoming.request, person }), incoming)
      })
    },
    async openHome(payload) {
      const opened = parseHomeOpened(payload, teamId())
      if (!opened || !(await isFirst(opened.request.id))) return
      const { request, direct } = opened
      if (direct) visibility.noteDirect(request.personId, direct)
      await tasks.run(async () => publishHome(request, await run(request)))
    },
  })

  return {
    platform: 'slack',
    rateLimits: RATE_LIMITS,
    publish: createPublish({ client, timeoutMs: 2 * postTimeoutMs, teamId: () => identity?.teamId }),
    reconcile: createReconcile({ client, identity: () => identity }),
    sendDirectMessage: createSendDirectMessage({ client, workspace }),
    checkToken: createCheckToken(client),
    check: createCheck({
      client,
      appClient: appToken ? new webApi.WebClient(appToken, clientOptions(apiUrl, log)) : undefined,
    }),
    visibleChannels: visibility.visibleChannels,
    async start() {
      const what = 'identifying the bot to Slack'
      identity = await retryConnecting(() => fetchIdentity(client), {
        signal,
        backoff,
        log,
        what,
        reasonOf,
        retryAfterMs,
      })
      if (identity) await reportNewToken(identity)
      await socket?.start()
      if (isReady())
        log.info({ team: identity?.team, mode: socket ? 'socket' : 'http' }, 'connected to Slack')
    },
    async stop() {
      stopping.abort()
      await Promise.all([socket?.stop(), tasks.idle(STOP_TIMEOUT_MS)])
    },
    connected: () => isReady() && (socket?.connected() ?? true),
    ...(http ? { routes: { [`POST ${EVENTS_PATH}`]: http.requestListener } } : {}),
  }
}
