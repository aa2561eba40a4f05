import { SnowflakeUtil } from 'discord.js'
import { partsOf } from '../../src/channels/channel-id.ts'
import { unlessAborted } from '../../src/lib/time-limit.ts'
import type { Found, Publisher, UncertainPost } from '../../src/ports/publisher.ts'
import type { Clock } from '../../src/time/clock.ts'
import { isMessageOf } from './edition-message.ts'
import { NO_ACCESS_ERRORS } from './error-codes.ts'
import { codeOf, reasonOf, retryAfterMs } from './errors.ts'
import { findForumPost } from './forum-history.ts'
import type { Places } from './places.ts'
import { PAGE, type PostClient } from './post-client.ts'
import { DIRECT_MESSAGES } from './publisher.ts'

/** How many pages of a channel's messages we search. */
const MAX_PAGES = 10
/** How much further back we search because our clock and Discord's may differ, ms. */
const CLOCK_MARGIN_MS = 15 * 60_000
/** How long we trust Discord to recognise a nonce, ms. Its documentation says "the past few minutes". */
const NONCE_VALID_MS = 2 * 60_000

/**
 * Looks for a message among the latest of its channel or thread. Where the bot may not read the history, the message may be
 * sent again while Discord recognises its nonce. After that we can't know whether it arrived, and it isn't sent again.
 * @param options.botUserId undefined until we are connected
 */
export function createReconcile(options: {
  client: PostClient
  botUserId: () => string | undefined
  places: Places
  clock: Clock
}): Publisher['reconcile'] {
  const { client, clock, places } = options

  async function findIn(
    channelId: string,
    post: UncertainPost,
    botUserId: string,
    signal: AbortSignal,
  ): Promise<Found> {
    let before: string | undefined
    for (let page = 0; page < MAX_PAGES; page++) {
      const messages = await client.list(channelId, before, signal)
      const found = messages.find(message => isMessageOf(post, botUserId, message))
      if (found) return { kind: 'posted', messageId: found.id }
      before = messages.at(-1)?.id
      const reachesBack = before && SnowflakeUtil.timestampFrom(before) < post.triedAt - CLOCK_MARGIN_MS
      if (messages.length < PAGE || reachesBack) return { kind: 'absent' }
    }
    return { kind: 'unknown', reason: 'the channel has too many messages to look through', mayRepeat: false }
  }

  /** A thread's message is in the thread, or in the channel as a reply to the head where no thread could be started. */
  async function find(
    post: UncertainPost,
    { botUserId, isForum, signal }: { botUserId: string; isForum: boolean; signal: AbortSignal },
  ): Promise<Found> {
    const { workspace, place } = partsOf(post.channel)
    if (post.step > 0 && post.threadId && workspace !== DIRECT_MESSAGES) {
      const found = await findIn(post.threadId, post, botUserId, signal).catch(error => {
        if (NO_ACCESS_ERRORS.includes(codeOf(error) ?? 0)) return undefined
        throw error
      })
      if (found && found.kind !== 'absent') return found
    }
    if (isForum) {
      if (post.step > 0) return { kind: 'absent' }
      const since = post.triedAt - CLOCK_MARGIN_MS
      const forum = { guildId: workspace, forumId: place }
      return findForumPost(client, forum, post, { botUserId, since, signal })
    }
    return findIn(place, post, botUserId, signal)
  }

  return async (post, signal) => {
    const { workspace } = partsOf(post.channel)
    const botUserId = options.botUserId()
    if (!botUserId || signal.aborted)
      return { kind: 'unknown', reason: 'not connected to Discord', mayRepeat: false }
    let mayRepeat = false
    const reason = 'the bot may not read the message history of the channel'
    try {
      const isForum = (await unlessAborted(places.kindOf(post.channel), signal)).kind === 'forum'
      // A forum takes no nonce.
      const hasNonce = post.step > 0 || !isForum
      mayRepeat = hasNonce && clock.now() - post.triedAt < NONCE_VALID_MS
      const isDirect = workspace === DIRECT_MESSAGES
      if (!isDirect && !(await unlessAborted(places.mayRead(post.channel), signal)))
        return { kind: 'unknown', reason, mayRepeat }
      return await find(post, { botUserId, isForum, signal })
    } catch (error) {
      if (NO_ACCESS_ERRORS.includes(codeOf(error) ?? 0)) return { kind: 'unknown', reason, mayRepeat }
      return { kind: 'unknown', reason: reasonOf(error), mayRepeat: false, afterMs: retryAfterMs(error) }
    }
  }
}
