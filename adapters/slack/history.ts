import type { webApi } from '@slack/bolt'
import { z } from 'zod'
import { partsOf } from '../../src/channels/channel-id.ts'
import type { Found, Publisher, UncertainPost } from '../../src/ports/publisher.ts'
import { isMessageOf, toldSchema } from './edition-message.ts'
import { codeOf, reasonOf, retryAfterMs } from './errors.ts'
import type { Identity } from './identity.ts'

/** Messages on a page of a history, and how many pages are looked through. */
const PAGE = 100
const PAGES = 10
/** How much further back than our clock says we look: it and Slack's may differ, ms. */
const MARGIN_MS = 15 * 60_000

/** The history of this channel is not ours to read: the scope wasn't granted, or the bot isn't a member. */
const NOT_OURS: readonly string[] = ['missing_scope', 'not_in_channel', 'channel_not_found', 'no_permission']

const pageSchema = z.looseObject({
  messages: z.array(toldSchema),
  response_metadata: z.looseObject({ next_cursor: z.string().optional() }).optional(),
})

/**
 * Looks a message up by its metadata in the channel's history, or in its thread's, newest first.
 *
 * Where the history isn't ours to read (the optional scopes weren't granted, or the bot posts to a public channel without being
 * a member), the message may be sent again with the same `client_msg_id`: Slack's own clients rely on it to send nothing
 * twice, but it isn't documented for apps, so there a repeat is possible. A digest that is missed would be worse: nobody
 * would know.
 */
export function createReconcile(options: {
  client: webApi.WebClient
  identity: () => Identity | undefined
}): Publisher['reconcile'] {
  const { client } = options

  async function pageOf({ channel, threadId, step }: UncertainPost, cursor: string | undefined) {
    const asked = { channel: partsOf(channel).place, limit: PAGE, include_all_metadata: true, cursor }
    const answer =
      step > 0 && threadId
        ? await client.apiCall('conversations.replies', { ...asked, ts: threadId })
        : await client.apiCall('conversations.history', asked)
    const { messages, response_metadata: more } = pageSchema.parse(answer)
    return { messages, next: more?.next_cursor || undefined }
  }

  async function look(post: UncertainPost, botId: string, signal: AbortSignal): Promise<Found> {
    let cursor: string | undefined
    for (let page = 0; page < PAGES && !signal.aborted; page++) {
      const { messages, next } = await pageOf(post, cursor)
      const message = messages.find(told => isMessageOf(post.key, botId, told))
      if (message) return { kind: 'posted', messageId: message.ts }
      const oldest = Math.min(...messages.map(({ ts }) => Number(ts) * 1000))
      const isThread = post.step > 0
      if (!next || (!isThread && oldest < post.triedAt - MARGIN_MS)) return { kind: 'absent' }
      cursor = next
    }
    return { kind: 'unknown', reason: "the channel's history is too long to look through", mayRepeat: false }
  }

  return async (post, signal) => {
    const identity = options.identity()
    if (signal.aborted || !identity)
      return { kind: 'unknown', reason: 'not connected to Slack', mayRepeat: false }
    const mayRead = identity.scopes?.some(scope => scope.endsWith(':history')) ?? true
    const reason = "the bot may not read the channel's history"
    if (!mayRead) return { kind: 'unknown', reason, mayRepeat: true }
    try {
      return await look(post, identity.botId, signal)
    } catch (error) {
      if (NOT_OURS.includes(codeOf(error) ?? '')) return { kind: 'unknown', reason, mayRepeat: true }
      return {
        kind: 'unknown',
        reason: reasonOf(error),
        mayRepeat: false,
        afterMs: retryAfterMs(error) || undefined,
      }
    }
  }
}
