import { createHash } from 'node:crypto'
import type { Post } from '../../src/ports/publisher.ts'
import type { Message, PlainMessage } from './components.ts'
import { NONCE } from './limits.ts'
import type { ProximityHints } from './post-client.ts'
import { renderDigest, renderPlainDigest } from './render-digest.ts'

const hashOf = (key: string): Buffer => createHash('sha256').update(key).digest()

/** The same for the same key. For some minutes Discord gives back the message that it has with a nonce. */
export const nonceOf = (key: string): string => hashOf(key).toString('base64url').slice(0, NONCE)

/** The same for the same key: what the first component is numbered by, from 1 to 2^31 - 1. Nobody sees it, and it stays. */
export const markOf = (key: string): number => hashOf(key).readUInt32BE() >>> 1 || 1

function marked(message: Message, key: string): Message {
  const [first, ...others] = message.components
  return first ? { ...message, components: [{ ...first, id: markOf(key) }, ...others] } : message
}

/** What Discord is asked to post for one message of an edition. */
export type Body = (Message | PlainMessage) & { nonce: string; enforce_nonce: true }

export const bodyOf = ({ digest, step, key, plain }: Post): Body => ({
  ...(plain ? renderPlainDigest(digest, step) : marked(renderDigest(digest, step), key)),
  nonce: nonceOf(key),
  enforce_nonce: true,
})

/**
 * Whether this is the message of this post, by us. Discord doesn't promise to tell a message's nonce later on, so components
 * are known by their mark, and plain text by itself.
 */
export function isMessageOf(post: Post, me: string, told: ProximityHints): boolean {
  if (told.author.id !== me) return false
  if (told.nonce === nonceOf(post.key) || told.components[0]?.id === markOf(post.key)) return true
  const body = bodyOf(post)
  return 'content' in body && told.content === body.content
}
