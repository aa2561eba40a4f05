import type { webApi } from '@slack/bolt'
import { z } from 'zod'
import { partsOf } from '../../src/channels/channel-id.ts'
import type { Found, Publisher, UncertainPost } from '../../src/ports/publisher.ts'
import { historyMessageSchema, isMessageOf } from './edition-message.ts'
import { codeOf, reasonOf, retryAfterMs } from './errors.ts'
import type { Identity } from './identity.ts'
import { NOT_CONNECTED } from './publisher.ts'

/** Messages on a page, and how many pages are read. */
const PAGE_SIZE = 100
const MAX_PAGES = 10
/** How far our clock may be ahead of Slack's, ms. */
const CLOCK_MARGIN_MS = 15 * 60_000

/** We may not read the channel's history: the scope wasn't granted, or the bot isn't a member. */
const UNREADABLE: readonly string[] = [
  'missing_scope',
  'not_in_channel',
  'channel_not_found',
  'no_permission',
]

const pageSchema = z.looseObject({
  messages: z.array(historyMessageSchema),
  response_metadata: z.looseObject({ next_cursor: z.string().optional() }).optional(),
})

/**
 * Searches the history of the channel or thread for the message's metadata. The newest pages of a channel come first.
 *
 * If we may not read the history (the optional scopes weren't granted, or the bot posts to a public channel without being a
 * member), the message may be sent again with the same `client_msg_id`. Slack's own clients rely on it against duplicates,
 * but it isn't documented for apps, so a duplicate is possible. A missing digest would be worse, because nobody would notice.
 */
export function createReconcile(options: {
  client: webApi.WebClient
  identity: Identity
}): Publisher['reconcile'] {
  const { client, identity } = options

  async function fetchPage({ channel, threadId, step }: UncertainPost, cursor: string | undefined) {
    const query = { channel: partsOf(channel).place, limit: PAGE_SIZE, include_all_metadata: true, cursor }
    const answer =
      step > 0 && threadId
        ? await client.apiCall('conversations.replies', { ...query, ts: threadId })
        : await client.apiCall('conversations.history', query)
    const { messages, response_metadata: more } = pageSchema.parse(answer)
    return { messages, next: more?.next_cursor || undefined }
  }

  async function searchHistory(post: UncertainPost, botId: string, signal: AbortSignal): Promise<Found> {
    let cursor: string | undefined
    for (let page = 0; page < MAX_PAGES && !signal.aborted; page++) {
      const { messages, next } = await fetchPage(post, cursor)
      const match = messages.find(message => isMessageOf(post.key, botId, message))
      if (match) return { kind: 'posted', messageId: match.ts }
      const oldest = Math.min(...messages.map(({ ts }) => Number(ts) * 1000))
      const isThread = post.step > 0
      if (!next || (!isThread && oldest < post.triedAt - CLOCK_MARGIN_MS)) return { kind: 'absent' }
      cursor = next
    }
    return { kind: 'unknown', reason: "the channel's history is too long to look through", mayRepeat: false }
  }

  return async (post, signal) => {
    if (signal.aborted) return { kind: 'unknown', reason: NOT_CONNECTED, mayRepeat: false }
    const mayRead = identity.scopes?.some(scope => scope.endsWith(':history')) ?? true
    const reason = "the bot may not read the channel's history"
    if (!mayRead) return { kind: 'unknown', reason, mayRepeat: true }
    try {
      return await searchHistory(post, identity.botId, signal)
    } catch (error) {
      if (UNREADABLE.includes(codeOf(error) ?? '')) return { kind: 'unknown', reason, mayRepeat: true }
      return {
        kind: 'unknown',
        reason: reasonOf(error),
        mayRepeat: false,
        afterMs: retryAfterMs(error) || undefined,
      }
    }
  }
}
