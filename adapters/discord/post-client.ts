import { setTimeout as sleep } from 'node:timers/promises'
import { REST, Routes } from 'discord.js'
import { z } from 'zod'
import { withTimeLimit } from '../../src/lib/time-limit.ts'
import { type ClientOptions, restOptions } from './clients.ts'
import { THREAD_EXISTS } from './error-codes.ts'
import { codeOf, isGlobal, retryAfterMs } from './errors.ts'

/** How long one post may wait for Discord's limits, ms: 5 messages in 5 s to a channel. Longer waits are the outbox's. */
const PATIENCE_MS = 6_000
/** The least that a wait uses up of the patience, ms. */
const LEAST_WAIT_MS = 100
/** Minutes without a message after which a thread leaves the list of channels. */
const THREAD_HIDES_AFTER = 1_440

/**
 * Makes a call, again after each short wait that Discord asks for: nothing was done then. What all channels have to wait for
 * is the rateLimiter's, or all would come back at once.
 */
async function patiently<Result>(call: () => Promise<Result>, signal: AbortSignal): Promise<Result> {
  for (let patience = PATIENCE_MS; ; ) {
    try {
      return await call()
    } catch (error) {
      const wait = retryAfterMs(error)
      if (!wait || wait > patience || isGlobal(error)) throw error
      patience -= Math.max(wait, LEAST_WAIT_MS)
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

/** A message as Discord lists it; of its components, what we mark ours by. */
const toldSchema = z.looseObject({
  id: z.string(),
  author: userSchema,
  content: z.string().default(''),
  nonce: z.union([z.string(), z.number()]).optional(),
  components: z.array(z.looseObject({ id: z.number().optional() })).default([]),
})
export type ProximityHints = z.infer<typeof toldSchema>

/** What posting needs of Discord's API. Rejects as discord.js does. */
export interface PostClient {
  /** @returns the message's id */
  send(channelId: string, body: object, signal: AbortSignal): Promise<string>
  /** Starts the thread below a message, if there is none yet. It gets the message's id. */
  startThread(channelId: string, messageId: string, name: string, signal: AbortSignal): Promise<void>
  /** Messages of a channel or thread before one of them, or the latest, newest first: at most `PAGE`. */
  list(channelId: string, before: string | undefined, signal: AbortSignal): Promise<ProximityHints[]>
  /** Whose the token is. @returns the user's id */
  me(signal: AbortSignal): Promise<string>
  /** Opens the conversation with a person. @returns the channel's id */
  openDirect(personId: string, signal: AbortSignal): Promise<string>
  close(): void
}

/** Messages on a page of a list. */
export const PAGE = 100

/**
 * A client for posts. It makes one attempt, for discord.js's own retries come at once and hide what happened.
 * @param timeoutMs how long Discord may take to begin its answer; as long again may pass before and after that
 */
export function createPostClient(token: string, options: ClientOptions, timeoutMs: number): PostClient {
  const rest = new REST({
    ...restOptions(options),
    retries: 0,
    timeout: timeoutMs,
    rejectOnRateLimit: () => true,
    // Deliveries are limited, and more exactly so: this would count what waits in its own queue as sent.
    globalRequestsPerSecond: Number.MAX_SAFE_INTEGER,
  })

  type Options = { body?: object; query?: URLSearchParams }

  const ask = (
    method: 'get' | 'post',
    route: `/${string}`,
    options: Options,
    signal: AbortSignal,
  ): Promise<unknown> =>
    patiently(() => {
      // A single 401 makes the client forget its token.
      rest.setToken(token)
      return withTimeLimit(2 * timeoutMs, signal, limited =>
        rest[method](route, { ...options, signal: limited }),
      )
    }, signal)

  const call = (route: `/${string}`, body: object, signal: AbortSignal): Promise<unknown> =>
    ask('post', route, { body }, signal)

  return {
    send: async (channelId, body, signal) =>
      idIn(await call(Routes.channelMessages(channelId), body, signal)),
    async startThread(channelId, messageId, name, signal) {
      const body = { name, auto_archive_duration: THREAD_HIDES_AFTER }
      await call(Routes.threads(channelId, messageId), body, signal).catch(error => {
        if (codeOf(error) !== THREAD_EXISTS) throw error
      })
    },
    async list(channelId, before, signal) {
      const query = new URLSearchParams({ limit: String(PAGE), ...(before && { before }) })
      return z.array(toldSchema).parse(await ask('get', Routes.channelMessages(channelId), { query }, signal))
    },
    me: async signal => idIn(await ask('get', Routes.user(), {}, signal)),
    openDirect: async (personId, signal) =>
      idIn(await call(Routes.userChannels(), { recipient_id: personId }, signal)),
    close() {
      rest.clearHandlerSweeper()
      rest.clearHashSweeper()
    },
  }
}
