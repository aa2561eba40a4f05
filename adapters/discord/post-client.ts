import { setTimeout as sleep } from 'node:timers/promises'
import { REST, Routes } from 'discord.js'
import { withTimeLimit } from '../common/time-limit.ts'
import { type ClientOptions, restOptions } from './clients.ts'
import { THREAD_EXISTS } from './error-codes.ts'
import { codeOf, retryAfterMs } from './errors.ts'

/** How long one post may wait for Discord's limits, ms: 5 messages in 5 s to a channel. Longer waits are the ledger's. */
const PATIENCE_MS = 6_000
/** The least that a wait uses up of the patience, ms. */
const LEAST_WAIT_MS = 100
/** Minutes without a message after which a thread leaves the list of channels. */
const THREAD_HIDES_AFTER = 1_440

/** Makes a call, again after each short wait that Discord asks for: nothing was done then. */
async function patiently<Result>(call: () => Promise<Result>, signal: AbortSignal): Promise<Result> {
  for (let patience = PATIENCE_MS; ; ) {
    try {
      return await call()
    } catch (error) {
      const wait = retryAfterMs(error)
      if (!wait || wait > patience) throw error
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

/** What posting needs of Discord's API. Rejects as discord.js does. */
export interface PostClient {
  /** @returns the message's id */
  send(channelId: string, body: object, signal: AbortSignal): Promise<string>
  /** Starts the thread below a message, if there is none yet. It gets the message's id. */
  startThread(channelId: string, messageId: string, name: string, signal: AbortSignal): Promise<void>
  close(): void
}

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
  })

  const call = (route: `/${string}`, body: object, signal: AbortSignal): Promise<unknown> =>
    patiently(() => {
      // A single 401 makes the client forget its token.
      rest.setToken(token)
      return withTimeLimit(2 * timeoutMs, signal, limited => rest.post(route, { body, signal: limited }))
    }, signal)

  return {
    send: async (channelId, body, signal) =>
      idIn(await call(Routes.channelMessages(channelId), body, signal)),
    async startThread(channelId, messageId, name, signal) {
      const body = { name, auto_archive_duration: THREAD_HIDES_AFTER }
      await call(Routes.threads(channelId, messageId), body, signal).catch(error => {
        if (codeOf(error) !== THREAD_EXISTS) throw error
      })
    },
    close() {
      rest.clearHandlerSweeper()
      rest.clearHashSweeper()
    },
  }
}
