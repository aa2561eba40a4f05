import { partsOf } from '../../src/channels/channel-id.ts'
import { unlessAborted } from '../../src/lib/time-limit.ts'
import type { Post, Publisher, Verdict } from '../../src/ports/publisher.ts'
import { payloadShapeOf } from '../shared/payload-shape.ts'
import type { ChannelKind } from './channel-kind.ts'
import { bodyOf } from './edition-message.ts'
import { NO_THREAD_ERRORS } from './error-codes.ts'
import { codeOf, reasonOf, verdictOf } from './errors.ts'
import { forumPostOf } from './forum.ts'
import type { Places } from './places.ts'
import type { PostClient } from './post-client.ts'
import { threadName } from './render-digest.ts'
import { renderReply } from './render-reply.ts'

/** The workspace in the ids of direct messages, which have no threads. */
export const DIRECT_MESSAGES = '@me'

const hasNoThread = (error: unknown): boolean => NO_THREAD_ERRORS.includes(codeOf(error) ?? 0)

/** No message was sent yet, so a retry can't post it twice. */
function retryIfUnknown(verdict: Verdict): Verdict {
  return verdict.kind === 'unknown' ? { kind: 'retry', reason: verdict.reason } : verdict
}

/**
 * Posts with one attempt each; the outbox decides about more.
 * @param options.isOpen false once the bot is stopping
 */
export function createPublish(options: {
  client: PostClient
  isOpen: () => boolean
  kindOf: Places['kindOf']
}): Publisher['publish'] {
  const { client, isOpen, kindOf } = options

  async function send(channelId: string, body: object, signal: AbortSignal): Promise<Verdict> {
    return { kind: 'sent', messageId: await client.send(channelId, body, signal) }
  }

  /** Posts below the first message of a forum's post. Where that was deleted or locked, the forum itself is fine. */
  async function sendInPost(postId: string, body: object, signal: AbortSignal): Promise<Verdict> {
    try {
      return await send(postId, body, signal)
    } catch (error) {
      if (!hasNoThread(error)) throw error
      const reason = `the digest’s post in the forum can’t be written in: ${reasonOf(error)}`
      return { kind: 'dead', scope: 'message', code: String(codeOf(error)), reason }
    }
  }

  /** Posts to the thread below the head message, or as a reply to it where threads aren't possible. */
  async function sendBelow(
    headId: string,
    { post, isForum, body }: { post: Post; isForum: boolean; body: object },
    signal: AbortSignal,
  ): Promise<Verdict> {
    const { workspace, place } = partsOf(post.channel)
    const reply = { ...body, message_reference: { message_id: headId, fail_if_not_exists: false } }
    if (workspace === DIRECT_MESSAGES) return send(place, reply, signal)
    if (isForum) return sendInPost(headId, body, signal)
    if (post.step === 1) {
      try {
        await client.startThread(place, headId, threadName(post.digest), signal)
      } catch (error) {
        return hasNoThread(error) ? send(place, reply, signal) : retryIfUnknown(verdictOf(error))
      }
    }
    try {
      return await send(headId, body, signal)
    } catch (error) {
      if (hasNoThread(error)) return send(place, reply, signal)
      throw error
    }
  }

  async function sendOnce(post: Post, kind: ChannelKind, signal: AbortSignal): Promise<Verdict> {
    const { channel, step, threadId } = post
    const { place } = partsOf(channel)
    const isForum = kind.kind === 'forum'
    const body = isForum && step === 0 ? forumPostOf(post, kind) : bodyOf(post)
    try {
      if (isForum && step === 0)
        return { kind: 'sent', messageId: await client.startPost(place, body, signal) }
      if (step > 0 && threadId) return await sendBelow(threadId, { post, isForum, body }, signal)
      return await send(place, body, signal)
    } catch (error) {
      const verdict = verdictOf(error)
      if (verdict.kind === 'dead' && verdict.scope === 'message')
        return { ...verdict, payloadShape: payloadShapeOf(body) }
      if (verdict.kind !== 'unknown' || !signal.aborted) return verdict
      return { kind: 'unknown', reason: 'stopped while waiting for Discord' }
    }
  }

  return async (post, signal) => {
    if (signal.aborted || !isOpen()) return { kind: 'retry', reason: 'not connected to Discord' }
    let kind: ChannelKind
    try {
      kind = await unlessAborted(kindOf(post.channel), signal)
    } catch (error) {
      return retryIfUnknown(verdictOf(error))
    }
    return sendOnce(post, kind, signal)
  }
}

/** Rejects when the person doesn't accept direct messages. */
export const createSendDirectMessage =
  (client: PostClient): NonNullable<Publisher['sendDirectMessage']> =>
  async (_, personId, notice, signal) => {
    const channelId = await client.openDirect(personId, signal)
    await client.send(channelId, renderReply(notice), signal)
  }
