import { randomUUID } from 'node:crypto'
import { createRecord, type Happened } from '../record.ts'
import type { FakeAnswer, FakeRequest, Fault } from '../server.ts'
import { createDirectory } from './directory.ts'
import { answerOf, type Faults } from './faults.ts'
import { createHistory } from './history.ts'
import type { Inspector } from './inspect.ts'
import type { Tenant, Tenants } from './tenants.ts'
import { createUploads, type SharedFile, type Uploads } from './uploads.ts'
import type { Views } from './views.ts'
import type { Workspace } from './workspace.ts'

type Arguments = Record<string, unknown>

/** A call of a Web API method, successful or not. */
export interface Call {
  method: string
  args: Arguments
  userAgent: string | undefined
  /** Whose token it came with, of those that installed the app. */
  tenant?: Tenant | undefined
}

/** A message in a channel; if posted with `chat.postEphemeral`, visible to one user. */
export interface Posted {
  ts: string
  channel: string
  user?: string | undefined
  text: string
  blocks: unknown[]
  threadTs?: string | undefined
  args: Arguments
  /** Whose token it came with, of those that installed the app. */
  tenant?: Tenant | undefined
}

export interface WebApi {
  calls: Happened<Call>
  posts: Happened<Posted>
  ephemerals: Happened<Posted>
  /** Files that were uploaded and shared. */
  files: Happened<SharedFile>
  /** Messages with one workspace's token to another's channel. */
  mixUps: readonly string[]
  upload: Uploads['upload']
  answer(request: FakeRequest): FakeAnswer | Fault
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
const refuse = (error: string): Arguments => ({ ok: false, error })

export function createWebApi(options: {
  workspace: Workspace
  faults: Faults
  inspector: Inspector
  /** A new address for one socket. */
  socketUrl: () => string
  views: Views
  baseUrl: () => string
  tenants: Tenants
}): WebApi {
  const { workspace, faults, inspector, tenants } = options
  const mixUps: string[] = []
  const calls = createRecord<Call>()
  const posts = createRecord<Posted>()
  const ephemerals = createRecord<Posted>()
  let clock = 1_790_000_000_000_000

  function postedOf(args: Arguments, tenant: Tenant | undefined): Posted {
    clock += 1_000_001
    const ts = `${String(clock).slice(0, 10)}.${String(clock).slice(10)}`
    const [channel, text, user, threadTs] = [args.channel, args.text, args.user, args.thread_ts].map(textOf)
    const blocks = Array.isArray(args.blocks) ? args.blocks : []
    return {
      ts,
      channel: channel ?? '',
      text: text ?? '',
      blocks,
      args,
      user,
      threadTs: threadTs || undefined,
      tenant,
    }
  }

  const files = createUploads({ scopes: workspace.scopes, baseUrl: options.baseUrl })
  const isVisible = (channel: unknown): boolean => workspace.channels?.includes(textOf(channel)) ?? true

  /** People and direct messages are everywhere the same. */
  function isOwn(channel: unknown, tenant: Tenant | undefined): boolean {
    if (!tenant || /^[DU]/.test(textOf(channel)) || tenant.channels.includes(textOf(channel))) return true
    mixUps.push(`${textOf(channel)} with the token of ${tenant.teamId}`)
    return false
  }

  /** If the workspace deduplicates, a repeated `client_msg_id` is answered with the message that was posted first. */
  function postMessage(args: Arguments, tenant?: Tenant): Arguments {
    if (!isVisible(args.channel) || !isOwn(args.channel, tenant)) return refuse('channel_not_found')
    const isDuplicate = (post: Posted): boolean =>
      post.args.client_msg_id === args.client_msg_id && post.channel === args.channel
    const earlier = workspace.deduplicates && args.client_msg_id ? posts.all.find(isDuplicate) : undefined
    const post = earlier ?? postedOf(args, tenant)
    if (!earlier) posts.add(post)
    return {
      ok: true,
      // A message to a person is in the direct messages with them.
      channel: post.channel.replace(/^U/, 'D'),
      ts: post.ts,
      message: { type: 'message', ts: post.ts, text: post.text },
    }
  }

  function postEphemeral(args: Arguments, tenant?: Tenant): Arguments {
    if (!isVisible(args.channel) || !isOwn(args.channel, tenant)) return refuse('channel_not_found')
    const post = postedOf(args, tenant)
    ephemerals.add(post)
    return { ok: true, message_ts: post.ts }
  }

  const { teamId, botUserId, botId } = workspace
  const methods: Record<
    string,
    { token: 'bot' | 'app' | 'none'; run: (args: Arguments, tenant?: Tenant) => Arguments }
  > = {
    'auth.test': {
      token: 'bot',
      run: (_, tenant) => ({
        ok: true,
        url: `https://${tenant?.teamId.toLowerCase() ?? 'made-up'}.slack.com/`,
        team: tenant?.name ?? 'Made Up',
        user: 'paper-round',
        team_id: tenant?.teamId ?? teamId,
        user_id: tenant?.botUserId ?? botUserId,
        bot_id: tenant?.botId ?? botId,
        is_enterprise_install: false,
      }),
    },
    'apps.connections.open': { token: 'app', run: () => ({ ok: true, url: options.socketUrl() }) },
    'oauth.v2.access': { token: 'none', run: args => tenants.access(args) },
    'chat.postMessage': { token: 'bot', run: postMessage },
    'chat.postEphemeral': { token: 'bot', run: postEphemeral },
    ...files.methods,
    ...createDirectory(workspace),
    ...createHistory({ workspace, posts: posts.all, isVisible }),
    ...Object.fromEntries(
      Object.entries(options.views.methods).map(([name, run]) => [
        `views.${name}`,
        { token: 'bot' as const, run },
      ]),
    ),
  }

  const tokenOf = ({ headers }: FakeRequest): string | undefined =>
    /^Bearer (.*)$/.exec(headers.authorization ?? '')?.[1]

  function tokenError(request: FakeRequest, wanted: 'bot' | 'app' | 'none'): string | undefined {
    const token = tokenOf(request)
    if (wanted === 'none') return token ? 'not_allowed_token_type' : undefined
    const issued = token ? tenants.tokens.get(token) : undefined
    if (issued) return issued.error ?? (wanted === 'bot' ? undefined : 'not_allowed_token_type')
    const kinds = new Map([
      [workspace.botToken, 'bot'],
      [workspace.appToken, 'app'],
    ])
    if (!token) return 'not_authed'
    const kind = kinds.get(token)
    if (!kind) return 'invalid_auth'
    return kind === wanted ? undefined : 'not_allowed_token_type'
  }

  return {
    calls,
    posts,
    ephemerals,
    mixUps,
    files: files.shared,
    upload: files.upload,
    answer(request) {
      const name = request.url.pathname.replace(/^\/api\//, '')
      const { args, refusal } = inspector.call(name, request.headers['content-type'], request.body)
      const { tenant } = tenants.tokens.get(tokenOf(request) ?? '') ?? {}
      calls.add({ method: name, args, userAgent: request.headers['user-agent'], tenant })
      const fault = faults.take(name, tenant?.teamId)
      if (fault && fault !== 'lost') return answerOf(fault)
      const method = methods[name]
      const denied = method ? tokenError(request, method.token) : 'unknown_method'
      const body = denied ? refuse(denied) : (refusal ?? method?.run(args, tenant))
      if (fault === 'lost') return 'reset'
      const headers = { 'x-oauth-scopes': workspace.scopes.join(','), 'x-slack-req-id': randomUUID() }
      return { body, headers }
    },
  }
}
