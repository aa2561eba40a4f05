import { createHash } from 'node:crypto'
import type { webApi } from '@slack/bolt'
import { z } from 'zod'
import { partsOf } from '../../src/channel.ts'
import type { Verdict } from '../../src/delivery/delivery.ts'
import type { Post, Publisher } from '../../src/ports.ts'
import { withTimeLimit } from '../common/time-limit.ts'
import { verdictOf } from './errors.ts'
import { renderDigest } from './render-digest.ts'

/** Names our messages in a channel's history. */
const METADATA_EVENT = 'paper_round_edition'

/** The same UUID for the same key: of version 8 (RFC 9562), which leaves the bits to us. */
function uuidOf(key: string): string {
  const hex = createHash('sha256').update(key).digest('hex')
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

const answerSchema = z.looseObject({ ts: z.string() })

/** The arguments of `chat.postMessage`. `client_msg_id` is neither in the SDK's types nor in Slack's documentation. */
function argumentsOf({ channel, digest, step, key, threadId }: Post): Record<string, unknown> {
  return {
    channel: partsOf(channel).place,
    ...renderDigest(digest, step),
    thread_ts: threadId,
    unfurl_links: false,
    unfurl_media: false,
    client_msg_id: uuidOf(key),
    metadata: { event_type: METADATA_EVENT, event_payload: { key } },
  }
}

/** Waits for a post, but not past the signal: the SDK can't break off a call. */
async function unlessBrokenOff(sending: Promise<Verdict>, signal: AbortSignal): Promise<Verdict> {
  const broken = Promise.withResolvers<Verdict>()
  const breakOff = (): void => {
    const isLate = signal.reason instanceof Error && signal.reason.name === 'TimeoutError'
    const reason = isLate ? 'Slack: no answer in time' : 'broken off while Slack was being asked'
    broken.resolve({ kind: 'unknown', reason })
  }
  signal.addEventListener('abort', breakOff, { once: true })
  try {
    return await Promise.race([sending, broken.promise])
  } finally {
    signal.removeEventListener('abort', breakOff)
  }
}

/**
 * Posts with one attempt each; the ledger decides about more.
 * @param options.client must make no retries by itself
 * @param options.timeoutMs the most that one attempt may take, the wait in the client's own queue included
 * @param options.teamId the workspace of the token, once it is known
 */
export function createPublish(options: {
  client: webApi.WebClient
  timeoutMs: number
  teamId: () => string | undefined
}): Publisher['publish'] {
  async function send(message: Record<string, unknown>): Promise<Verdict> {
    try {
      const answer = await options.client.apiCall('chat.postMessage', message)
      return { kind: 'sent', messageId: answerSchema.parse(answer).ts }
    } catch (error) {
      return verdictOf(error)
    }
  }

  return async (post, signal) => {
    const teamId = options.teamId()
    if (signal.aborted || !teamId) return { kind: 'retry', reason: 'not connected to Slack' }
    if (partsOf(post.channel).workspace !== teamId) {
      const reason = "the channel is in another workspace than the bot's token"
      return { kind: 'dead', scope: 'channel', code: 'other_workspace', reason }
    }
    return withTimeLimit(options.timeoutMs, signal, limited =>
      unlessBrokenOff(send(argumentsOf(post)), limited),
    )
  }
}
