import type { Backoff } from '../../src/lib/backoff.ts'
import { messageOf } from '../../src/lib/errors.ts'
import type { ProxySettings } from '../../src/lib/proxy.ts'
import type { Pause } from '../../src/lib/retry.ts'
import { createTaskTracker } from '../../src/lib/task-tracker.ts'
import type { ChatParts, PlatformChat } from '../../src/ports/platform.ts'
import { untracked } from '../../src/ports/requests.ts'
import { createOnlyFirst } from '../shared/only-first.ts'
import { createRefuseInput } from '../shared/refused-input.ts'
import { CONNECT_BACKOFF, retryConnecting } from '../shared/retry-connecting.ts'
import { createByWorkspace } from './by-workspace.ts'
import { clientOptions, fetchWithTimeout, setUserAgent } from './clients.ts'
import { reasonOf, retryAfterMs } from './errors.ts'
import { type BotsByRequest, guardRequests, isMalformed } from './guard.ts'
import { createHandlers } from './handlers.ts'
import { createCheck, type Identity } from './identity.ts'
import { RATE_LIMITS } from './limits.ts'
import { register } from './listeners.ts'
import { createSdkLogger } from './logger.ts'
import { createManyWorkspaces } from './many-workspaces.ts'
import type { OAuthOptions } from './oauth.ts'
import { createHttpReceiver, EVENTS_PATH } from './receiver.ts'
import { App, webApi } from './sdk.ts'
import { createSingleWorkspace } from './single-workspace.ts'
import { createSocket } from './socket.ts'
import { createWorkspaceBot, type WorkspaceBot } from './workspace-bot.ts'
import { createWorkspaceChecks } from './workspace-checks.ts'

export interface SlackOptions extends ChatParts {
  /** Of one workspace. Either this or `oauth` is required. */
  botToken?: string | undefined
  /** For many workspaces, which install the app. */
  oauth?: OAuthOptions | undefined
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

/** The connection to Slack, for one workspace or many. @throws TypeError where what they need is missing */
export function createSlack(options: SlackOptions): PlatformChat {
  const { botToken, oauth, appToken, signingSecret, apiUrl, run, log, backoff = CONNECT_BACKOFF } = options
  setUserAgent(options.version)
  const stopping = new AbortController()
  const { signal } = stopping
  const postTimeoutMs = options.postTimeoutMs ?? POST_TIMEOUT_MS
  const tasks = createTaskTracker()
  const refuse = createRefuseInput('Slack', log)
  const isFirst = createOnlyFirst(REMEMBERED_IDS, id => options.isFirst(`slack ${id}`))
  const { now } = options.clock
  const { requests = untracked } = options

  const clientWith = (token: string): webApi.WebClient =>
    new webApi.WebClient(token, clientOptions(apiUrl, log, postTimeoutMs))
  const createBot = (
    client: webApi.WebClient,
    identity: Identity,
    onRefusal?: (code: string) => void,
  ): WorkspaceBot =>
    createWorkspaceBot({
      client,
      identity,
      run,
      keyValues: options.keyValues,
      log,
      now,
      postTimeoutMs,
      onRefusal,
    })
  const many = oauth ? createManyWorkspaces({ ...options, oauth, clientWith, createBot, now }) : undefined
  const workspaces =
    many?.workspaces ??
    createSingleWorkspace({
      ...options,
      botToken: botToken ?? '',
      client: clientWith(botToken ?? ''),
      createBot,
      retry: attempt =>
        retryConnecting(attempt, {
          signal,
          backoff,
          log,
          what: 'identifying the bot to Slack',
          reasonOf,
          retryAfterMs,
        }),
    })

  const socket = appToken ? createSocket({ ...options, appToken, backoff, signal, refuse }) : undefined
  const isReady = (): boolean => workspaces.isReady() && !signal.aborted
  const http =
    !socket && signingSecret ? createHttpReceiver({ signingSecret, log, isReady, refuse }) : undefined
  const receiver = socket?.receiver ?? http?.receiver
  if (!receiver) throw new TypeError('Slack needs an app token or a signing secret')

  const bots: BotsByRequest = new WeakMap()
  const botFor = (body: object): WorkspaceBot => {
    const bot = bots.get(body)
    if (!bot) throw new TypeError('a request passed the guard without a workspace')
    return bot
  }
  const app = new App({
    receiver,
    // Without a token: what we ask of Slack goes through the workspace's own client, never through Bolt's.
    async authorize(_source, body) {
      const { botId, botUserId } = botFor(Object(body)).identity
      return { botId, botUserId }
    },
    clientOptions: { slackApiUrl: apiUrl, fetch: fetchWithTimeout },
    convoStore: false,
    logger: createSdkLogger(log),
  })
  guardRequests(app, {
    workspaces,
    bots,
    refuse,
    requests,
    answerStranger: many?.answerStranger,
    intercept(body) {
      const work = many?.endInstallation(body)
      if (!work) return false
      tasks
        .run(() => work)
        .catch(error => log.error({ error: messageOf(error) }, 'could not end an installation'))
      return true
    },
  })
  app.error(async error => {
    if (isMalformed(error)) refuse('a request with fields missing')
    else log.error({ reason: reasonOf(error) }, 'could not answer a request from Slack')
  })
  register(app, createHandlers({ ...options, requests, isFirst, tasks, botFor }))

  return {
    platform: 'slack',
    rateLimits: RATE_LIMITS,
    ...createByWorkspace(workspaces),
    check: createCheck({
      checkAccess: workspaces.check,
      appClient: appToken ? new webApi.WebClient(appToken, clientOptions(apiUrl, log)) : undefined,
    }),
    ...(botToken && createWorkspaceChecks(clientWith(botToken))),
    async start() {
      const team = await workspaces.start()
      await socket?.start()
      if (isReady()) log.info({ team, mode: socket ? 'socket' : 'http' }, 'connected to Slack')
    },
    async stop() {
      stopping.abort()
      await Promise.all([socket?.stop(), tasks.idle(STOP_TIMEOUT_MS)])
    },
    connected: () => isReady() && (socket?.connected() ?? true),
    ...(http || many
      ? { routes: { ...(http && { [`POST ${EVENTS_PATH}`]: http.requestListener }), ...many?.routes } }
      : {}),
  }
}
