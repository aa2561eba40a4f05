import { createHash } from 'node:crypto'
import type { Post } from '../../src/ports/publisher.ts'
import type { Message, PlainMessage } from './components.ts'
import { NONCE } from './limits.ts'
import type { PostedMessage } from './post-client.ts'
import { renderDigest, renderPlainDigest } from './render-digest.ts'

const hashOf = (key: string): Buffer => createHash('sha256').update(key).digest()

/** The same for the same key. For a few minutes Discord answers a repeated nonce with the message it already has. */
export const nonceOf = (key: string): string => hashOf(key).toString('base64url').slice(0, NONCE)

/** The id of our message's first component, the same for the same key: 1 to 2^31 - 1. It is invisible and permanent. */
const componentIdOf = (key: string): number => hashOf(key).readUInt32BE() >>> 1 || 1

function withComponentId(message: Message, key: string): Message {
  const [first, ...others] = message.components
  return first ? { ...message, components: [{ ...first, id: componentIdOf(key) }, ...others] } : message
}

/** One message of an edition. */
export const messageOf = ({ digest, step, key, plain }: Post): Message | PlainMessage =>
  plain ? renderPlainDigest(digest, step) : withComponentId(renderDigest(digest, step), key)

/** The request body for one message of an edition. */
export type Body = (Message | PlainMessage) & { nonce: string; enforce_nonce: true }

export const bodyOf = (post: Post): Body => ({
  ...messageOf(post),
  nonce: nonceOf(post.key),
  enforce_nonce: true,
})

/**
 * Whether this message is the given post, written by us. Discord doesn't promise to return a message's nonce later, so we
 * recognise components by their id and plain text by its content.
 */
export function isMessageOf(post: Post, botUserId: string, message: PostedMessage): boolean {
  if (message.author.id !== botUserId) return false
  if (message.nonce === nonceOf(post.key) || message.components[0]?.id === componentIdOf(post.key))
    return true
  const body = messageOf(post)
  return 'content' in body && message.content === body.content
}
