import { setTimeout as sleep } from 'node:timers/promises'
import { REST, Routes } from 'discord.js'
import { z } from 'zod'
import { withTimeLimit } from '../../src/lib/time-limit.ts'
import { type ClientOptions, restOptions } from './clients.ts'
import { THREAD_EXISTS } from './error-codes.ts'
import { codeOf, isGlobal, isNoAccess, retryAfterMs } from './errors.ts'

/** How long one call may wait for rate limits in all, ms: enough for a channel's 5 s. The outbox handles longer waits. */
const MAX_TOTAL_WAIT_MS = 6_000
/** The least that each wait counts, ms, so that the loop ends. */
const MIN_WAIT_MS = 100
/** Minutes without a message after which Discord archives a thread. */
const THREAD_ARCHIVE_MINUTES = 1_440

/**
 * Makes a call, and repeats it after each short wait that Discord asks for; a rate-limited call did nothing. Global limits are
 * left to the rate limiter, because otherwise all channels would retry at once.
 */
async function withRateLimitRetries<Result>(
  call: () => Promise<Result>,
  signal: AbortSignal,
): Promise<Result> {
  for (let remainingMs = MAX_TOTAL_WAIT_MS; ; ) {
    try {
      return await call()
    } catch (error) {
      const wait = retryAfterMs(error)
      if (!wait || wait > remainingMs || isGlobal(error)) throw error
      remainingMs -= Math.max(wait, MIN_WAIT_MS)
      await sleep(wait, undefined, { signal }).catch(() => {
        throw error
      })
    }
  }
}

function idIn(answer: unknown): string {
  if (typeof answer === 'object' && answer !== null && 'id' in answer && typeof answer.id === 'string') {
    return answer.id
  }
  throw new TypeError("Discord's answer was not understood")
}

const userSchema = z.looseObject({ id: z.string() })
const meSchema = z.looseObject({ id: z.string(), username: z.string() })

/** A message as Discord lists it; of its components, only the ids that we recognise ours by. */
const messageSchema = z.looseObject({
  id: z.string(),
  author: userSchema,
  content: z.string().default(''),
  nonce: z.union([z.string(), z.number()]).optional(),
  components: z.array(z.looseObject({ id: z.number().optional() })).default([]),
})
export type PostedMessage = z.infer<typeof messageSchema>

const threadsSchema = z.looseObject({
  threads: z.array(
    z.looseObject({
      id: z.string(),
      parent_id: z.string().nullish(),
      owner_id: z.string().nullish(),
    }),
  ),
})
type ListedThread = z.infer<typeof threadsSchema>['threads'][number]

const applicationSchema = z.looseObject({
  id: z.string(),
  verify_key: z.string(),
  interactions_endpoint_url: z.string().nullish(),
})

/** The application that a bot belongs to. */
export interface Application {
  id: string
  /** Hexadecimal. */
  publicKey: string
  /** Where Discord sends interactions; by the gateway if it is undefined. */
  endpointUrl: string | undefined
}

/** The calls to Discord's API that posting needs. Rejects with discord.js's errors. */
export interface PostClient {
  /** @returns the message's id */
  send(channelId: string, body: object, signal: AbortSignal): Promise<string>
  /** Starts a post in a forum. @returns its id, which is that of its first message too */
  startPost(forumId: string, body: object, signal: AbortSignal): Promise<string>
  /** Starts the thread below a message unless it exists. Its id is the message's. */
  startThread(channelId: string, messageId: string, name: string, signal: AbortSignal): Promise<void>
  /** At most `PAGE` messages of a channel or thread, newest first: those before `before`, or the latest. */
  list(channelId: string, before: string | undefined, signal: AbortSignal): Promise<PostedMessage[]>
  message(channelId: string, messageId: string, signal: AbortSignal): Promise<PostedMessage>
  /** The open threads of a server, forum posts included. */
  activeThreads(guildId: string, signal: AbortSignal): Promise<ListedThread[]>
  /** The latest closed posts of a forum. */
  archivedThreads(forumId: string, signal: AbortSignal): Promise<ListedThread[]>
  /** Publishes a message of an announcement channel. */
  crosspost(channelId: string, messageId: string, signal: AbortSignal): Promise<void>
  /** The token's user. */
  me(signal: AbortSignal): Promise<{ id: string; username: string }>
  application(signal: AbortSignal): Promise<Application>
  /** Whether the bot is in a server. */
  isInServer(guildId: string, signal: AbortSignal): Promise<boolean>
  /** Opens the direct messages with a person. @returns the channel's id */
  openDirect(personId: string, signal: AbortSignal): Promise<string>
  close(): void
}

/** Messages on a page of the history. */
export const PAGE = 100

/**
 * A client for posts. It makes one attempt, because discord.js's own retries come at once and hide what happened.
 * @param timeoutMs how long Discord may take to begin its answer; the whole call may take twice that
 */
export function createPostClient(token: string, options: ClientOptions, timeoutMs: number): PostClient {
  const rest = new REST({
    ...restOptions(options),
    retries: 0,
    timeout: timeoutMs,
    rejectOnRateLimit: () => true,
    // Our rate limiter is more exact: discord.js would count requests that wait in its own queue as sent.
    globalRequestsPerSecond: Number.MAX_SAFE_INTEGER,
  })

  type Options = { body?: object; query?: URLSearchParams }

  const request = (
    method: 'get' | 'post',
    route: `/${string}`,
    options: Options,
    signal: AbortSignal,
  ): Promise<unknown> =>
    withRateLimitRetries(() => {
      // A single 401 makes discord.js forget the token.
      rest.setToken(token)
      return withTimeLimit(2 * timeoutMs, signal, timedSignal =>
        rest[method](route, { ...options, signal: timedSignal }),
      )
    }, signal)

  const post = (route: `/${string}`, body: object, signal: AbortSignal): Promise<unknown> =>
    request('post', route, { body }, signal)

  return {
    send: async (channelId, body, signal) =>
      idIn(await post(Routes.channelMessages(channelId), body, signal)),
    startPost: async (forumId, body, signal) =>
      idIn(
        await post(
          Routes.threads(forumId),
          { ...body, auto_archive_duration: THREAD_ARCHIVE_MINUTES },
          signal,
        ),
      ),
    async startThread(channelId, messageId, name, signal) {
      const body = { name, auto_archive_duration: THREAD_ARCHIVE_MINUTES }
      await post(Routes.threads(channelId, messageId), body, signal).catch(error => {
        if (codeOf(error) !== THREAD_EXISTS) throw error
      })
    },
    async list(channelId, before, signal) {
      const query = new URLSearchParams({ limit: String(PAGE), ...(before && { before }) })
      return z
        .array(messageSchema)
        .parse(await request('get', Routes.channelMessages(channelId), { query }, signal))
    },
    message: async (channelId, messageId, signal) =>
      messageSchema.parse(await request('get', Routes.channelMessage(channelId, messageId), {}, signal)),
    activeThreads: async (guildId, signal) =>
      threadsSchema.parse(await request('get', Routes.guildActiveThreads(guildId), {}, signal)).threads,
    archivedThreads: async (forumId, signal) =>
      threadsSchema.parse(await request('get', Routes.channelThreads(forumId, 'public'), {}, signal)).threads,
    async crosspost(channelId, messageId, signal) {
      await request('post', Routes.channelMessageCrosspost(channelId, messageId), {}, signal)
    },
    me: async signal => meSchema.parse(await request('get', Routes.user(), {}, signal)),
    async application(signal) {
      const answer = await request('get', Routes.currentApplication(), {}, signal)
      const { id, verify_key: publicKey, interactions_endpoint_url: url } = applicationSchema.parse(answer)
      return { id, publicKey: publicKey.toLowerCase(), endpointUrl: url || undefined }
    },
    isInServer: (guildId, signal) =>
      request('get', Routes.guild(guildId), {}, signal).then(
        () => true,
        error => {
          if (isNoAccess(error)) return false
          throw error
        },
      ),
    openDirect: async (personId, signal) =>
      idIn(await post(Routes.userChannels(), { recipient_id: personId }, signal)),
    close() {
      rest.clearHandlerSweeper()
      rest.clearHashSweeper()
    },
  }
}
