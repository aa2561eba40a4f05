import { SnowflakeUtil } from 'discord.js'
import { partsOf } from '../../src/channels/channel-id.ts'
import type { Found, Publisher, UncertainPost } from '../../src/ports/publisher.ts'
import type { Clock } from '../../src/time/clock.ts'
import { isMessageOf } from './edition-message.ts'
import { UNSEEN_ERRORS } from './error-codes.ts'
import { codeOf, reasonOf, retryAfterMs } from './errors.ts'
import { PAGE, type PostClient } from './post-client.ts'
import { DIRECT } from './publisher.ts'

/** How many pages of a channel's messages are looked through. */
const PAGES = 10
/** How much further back than our clock says we look: it and Discord's may differ, ms. */
const MARGIN_MS = 15 * 60_000
/** How long we trust Discord to know a nonce again, ms. It says "the past few minutes". */
const NONCE_MS = 2 * 60_000

/**
 * Looks a message up among the latest of its channel, or of its thread. Where the bot may not read them, it may be sent again
 * while Discord still knows its nonce; after that nothing can be told of it, and it isn't sent any more.
 * @param options.me our own user's id, once it is known
 * @param options.mayRead whether we may read what was written in a channel. Discord shows an empty list where we may not.
 */
export function createReconcile(options: {
  client: PostClient
  me: () => string | undefined
  mayRead: (channelId: string) => boolean
  clock: Clock
}): Publisher['reconcile'] {
  const { client, clock } = options

  async function lookIn(
    channelId: string,
    post: UncertainPost,
    me: string,
    signal: AbortSignal,
  ): Promise<Found> {
    let before: string | undefined
    for (let page = 0; page < PAGES; page++) {
      const messages = await client.list(channelId, before, signal)
      const message = messages.find(told => isMessageOf(post, me, told))
      if (message) return { kind: 'posted', messageId: message.id }
      before = messages.at(-1)?.id
      const reachesBack = before && SnowflakeUtil.timestampFrom(before) < post.triedAt - MARGIN_MS
      if (messages.length < PAGE || reachesBack) return { kind: 'absent' }
    }
    return { kind: 'unknown', reason: 'the channel has too many messages to look through', mayRepeat: false }
  }

  /** A message of a thread may stand in it, or where there was none as a reply to its head. */
  async function look(post: UncertainPost, me: string, signal: AbortSignal): Promise<Found> {
    const { workspace, place } = partsOf(post.channel)
    if (post.step > 0 && post.threadId && workspace !== DIRECT) {
      const found = await lookIn(post.threadId, post, me, signal).catch(error => {
        if (UNSEEN_ERRORS.includes(codeOf(error) ?? 0)) return undefined
        throw error
      })
      if (found && found.kind !== 'absent') return found
    }
    return lookIn(place, post, me, signal)
  }

  return async (post, signal) => {
    const { workspace, place } = partsOf(post.channel)
    const me = options.me()
    if (!me || signal.aborted)
      return { kind: 'unknown', reason: 'not connected to Discord', mayRepeat: false }
    const mayRepeat = clock.now() - post.triedAt < NONCE_MS
    const reason = 'the bot may not read the message history of the channel'
    if (workspace !== DIRECT && !options.mayRead(place)) return { kind: 'unknown', reason, mayRepeat }
    try {
      return await look(post, me, signal)
    } catch (error) {
      if (UNSEEN_ERRORS.includes(codeOf(error) ?? 0)) return { kind: 'unknown', reason, mayRepeat }
      return { kind: 'unknown', reason: reasonOf(error), mayRepeat: false, afterMs: retryAfterMs(error) }
    }
  }
}
