import { SnowflakeUtil } from 'discord.js'
import type { Found, UncertainPost } from '../../src/ports/publisher.ts'
import { isMessageOf } from './edition-message.ts'
import { UNKNOWN_MESSAGE } from './error-codes.ts'
import { codeOf } from './errors.ts'
import type { PostClient, PostedMessage } from './post-client.ts'

/** How many posts of the bot we look into. */
const MAX_POSTS = 50

/** Looks for a post of ours in a forum, among the open ones and those that somebody closed since. */
export async function findForumPost(
  client: PostClient,
  place: { guildId: string; forumId: string },
  post: UncertainPost,
  options: { botUserId: string; since: number; signal: AbortSignal },
): Promise<Found> {
  const { botUserId, since, signal } = options

  /** The message that a post begins with has the post's id; undefined where someone deleted it. */
  const firstMessage = (id: string): Promise<PostedMessage | undefined> =>
    client.message(id, id, signal).catch(error => {
      if (codeOf(error) === UNKNOWN_MESSAGE) return undefined
      throw error
    })

  const lists = [
    () => client.activeThreads(place.guildId, signal),
    () => client.archivedThreads(place.forumId, signal),
  ]
  for (const list of lists) {
    const ours = (await list()).filter(
      ({ id, parent_id, owner_id }) =>
        parent_id === place.forumId && owner_id === botUserId && SnowflakeUtil.timestampFrom(id) >= since,
    )
    if (ours.length > MAX_POSTS) {
      return { kind: 'unknown', reason: 'the forum has too many posts to look through', mayRepeat: false }
    }
    for (const { id } of ours) {
      const message = await firstMessage(id)
      if (message && isMessageOf(post, botUserId, message)) return { kind: 'posted', messageId: id }
    }
  }
  return { kind: 'absent' }
}
