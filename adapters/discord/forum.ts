import type { Digest } from '../../src/messages/digest.ts'
import type { Post } from '../../src/ports/publisher.ts'
import type { Forum, Tag } from './channel-kind.ts'
import { messageOf } from './edition-message.ts'
import { FORUM_TAGS } from './limits.ts'
import { threadName } from './render-digest.ts'

/** Letters and digits only, so that `Computer-Vision` is the tag of the topic `computer vision`. */
const comparable = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')

/** Tags for any digest, where a forum wants one and none is named like a topic. */
const GENERAL = ['papers', 'paper', 'digest', 'research', 'trending', 'news', 'daily']

/** The tags named like the digest's topics; where the forum wants one, else a general one, else its first. */
export function tagsOf({ topics = [] }: Digest, { tags, needsTag }: Forum): string[] {
  const named = (names: readonly string[]): Tag[] => {
    const wanted = names.map(comparable).filter(Boolean)
    return tags.filter(({ name }) => wanted.includes(comparable(name)))
  }
  const matching = named(topics).slice(0, FORUM_TAGS)
  const [substitute] = needsTag && matching.length === 0 ? [...named(GENERAL), ...tags] : []
  return [...matching, ...(substitute ? [substitute] : [])].map(({ id }) => id)
}

/** The request body for a post in a forum. Discord knows no nonce there. */
export function forumPostOf(post: Post, forum: Forum): object {
  const tags = tagsOf(post.digest, forum)
  return {
    name: threadName(post.digest),
    ...(tags.length > 0 && { applied_tags: tags }),
    message: messageOf(post),
  }
}
