import { createRecord, type Happened } from '../record.ts'
import type { FakeAnswer, FakeRequest, Fault } from '../server.ts'
import type { Commands } from './commands.ts'
import { answerWithFault, apiError, type Faults, OPERATIONS, type Operation } from './faults.ts'
import type { Inspector } from './inspect.ts'
import type { Interactions } from './interactions.ts'
import { type Messages, userJson } from './messages.ts'
import { guildJson } from './payloads.ts'
import { readBody, type UploadedFile } from './request-body.ts'
import type { World } from './world.ts'

/** A request, whether it succeeded or not. */
export interface Call {
  operation: Operation | undefined
  method: string
  /** Without `/api/v10`. */
  path: string
  body: unknown
  /** What was uploaded with it. */
  files: readonly UploadedFile[]
  userAgent: string | undefined
}

export interface Rest {
  calls: Happened<Call>
  answer(request: FakeRequest): FakeAnswer | Fault
}

/** Operations that need no bot token, because their path contains the interaction's token. */
const WITHOUT_BOT_TOKEN: readonly (Operation | undefined)[] = [
  'callback',
  'editOriginal',
  'deleteOriginal',
  'followUp',
]

export function createRest(options: {
  world: World
  faults: Faults
  inspector: Inspector
  commands: Commands
  messages: Messages
  interactions: Interactions
  gatewayUrl: () => string
  publicKey: string
}): Rest {
  const { world, faults, inspector, commands, messages, interactions } = options
  const calls = createRecord<Call>()

  const gateway = () => ({
    body: {
      url: options.gatewayUrl(),
      shards: world.shards,
      session_start_limit: {
        total: 1000,
        remaining: world.identifies.remaining,
        reset_after: world.identifies.resetAfterMs,
        max_concurrency: world.identifies.concurrency,
      },
    },
  })

  /** The handlers; `parts` are the first two variable parts of the path. */
  const operations: Record<Operation, (parts: [string, string], body: unknown) => FakeAnswer> = {
    gateway,
    listCommands: ([scope]) => commands.list(scope.split('/')[2]),
    putCommands: ([scope], body) => commands.overwrite(scope.split('/')[2], body),
    application: () => ({
      body: {
        id: world.applicationId,
        name: 'Paper Round',
        verify_key: options.publicKey,
        interactions_endpoint_url: world.endpointUrl,
        bot: userJson(world),
      },
    }),
    channel: ([channelId]) => messages.channel(channelId),
    guild: ([guildId]) =>
      guildId === world.guildId
        ? { body: { ...guildJson(world), channels: undefined, members: undefined, threads: undefined } }
        : apiError(404, 10004, 'Unknown Guild'),
    member: ([guildId, userId]) => {
      const member = guildJson(world).members.find(({ user }) => user.id === userId)
      return guildId === world.guildId && member ? { body: member } : apiError(404, 10007, 'Unknown Member')
    },
    me: () => ({ body: userJson(world) }),
    openDirect: (_, body) => messages.openDirect(body),
    postMessage: ([channelId], body) => messages.post(channelId, body),
    listMessages: ([channelId]) => messages.list(channelId),
    getMessage: ([channelId, messageId]) => messages.get(channelId, messageId),
    startPost: ([forumId], body) => messages.startPost(forumId, body),
    activeThreads: () => messages.listThreads(false),
    archivedThreads: ([forumId]) => messages.listThreads(true, forumId),
    crosspost: ([channelId, messageId]) => messages.crosspost(channelId, messageId),
    startThread: ([channelId, messageId], body) => messages.startThread(channelId, messageId, body),
    callback: ([id, token], body) => interactions.callback(id, token, body),
    editOriginal: ([token], body) => interactions.editOriginal(token, body),
    deleteOriginal: ([token]) => interactions.deleteOriginal(token),
    followUp: ([token], body) => interactions.followUp(token, body),
  }

  function find(method: string, path: string): { operation?: Operation; parts: [string, string] } {
    for (const [operation, pattern] of Object.entries(OPERATIONS)) {
      const match = pattern.exec(`${method} ${path}`)
      const isOurs = (name: string): name is Operation => name in OPERATIONS
      if (match && isOurs(operation)) return { operation, parts: [match[1] ?? '', match[2] ?? ''] }
    }
    return { parts: ['', ''] }
  }

  return {
    calls,
    answer(request) {
      const { method, url, headers } = request
      const path = decodeURIComponent(url.pathname).replace(/^\/api\/v\d+/, '')
      const { body, files } = readBody(request)
      const { operation, parts } = find(method, path)
      calls.add({ operation, method, path, body, files, userAgent: headers['user-agent'] })
      const fault = faults.take(operation)
      const failure = answerWithFault(fault)
      if (failure) return failure
      const isAllowed =
        WITHOUT_BOT_TOKEN.includes(operation) || headers.authorization === `Bot ${world.token}`
      if (!isAllowed) return apiError(401, 0, '401: Unauthorized')
      const rejection = inspector.rejectionOf(
        request,
        body,
        files.map(({ name }) => name),
      )
      const done = rejection ?? (operation && operations[operation](parts, body))
      const answer = done ?? apiError(404, 0, '404: Not Found')
      if (fault === 'lost') return 'reset'
      const more = typeof fault === 'object' && 'headers' in fault ? fault.headers : {}
      return { ...answer, headers: { ...answer.headers, ...more } }
    },
  }
}
