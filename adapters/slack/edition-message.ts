import { createHash } from 'node:crypto'
import { z } from 'zod'
import { partsOf } from '../../src/channels/channel-id.ts'
import type { Post } from '../../src/ports/publisher.ts'
import { NO_PREVIEWS } from './blocks.ts'
import { renderDigest, renderPlainDigest } from './render-digest.ts'

/** Marks our messages in a channel's history. */
const METADATA_EVENT = 'paper_round_edition'

/** A UUID that depends on the key alone. Version 8 (RFC 9562) leaves the bits to the application. */
function uuidOf(key: string): string {
  const hex = createHash('sha256').update(key).digest('hex')
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** The answer of `chat.postMessage`. */
export const postedSchema = z.looseObject({ ts: z.string() })

/** The arguments of `chat.postMessage`. `client_msg_id` is neither in the SDK's types nor in Slack's documentation. */
export function argumentsOf({ channel, digest, step, key, threadId, plain }: Post): Record<string, unknown> {
  return {
    channel: partsOf(channel).place,
    ...(plain ? renderPlainDigest(digest, step) : renderDigest(digest, step)),
    thread_ts: threadId,
    ...NO_PREVIEWS,
    client_msg_id: uuidOf(key),
    // The key consists of the channel, the edition and the step.
    metadata: { event_type: METADATA_EVENT, event_payload: { key } },
  }
}

/** A message in the answers of `conversations.history` and `conversations.replies`. */
export const historyMessageSchema = z.looseObject({
  ts: z.string(),
  bot_id: z.string().optional().catch(undefined),
  metadata: z
    .looseObject({ event_type: z.string(), event_payload: z.looseObject({ key: z.string().optional() }) })
    .optional()
    .catch(undefined),
})

/** Whether this bot posted the message with this key; other apps could copy our metadata. */
export const isMessageOf = (
  key: string,
  botId: string,
  message: z.infer<typeof historyMessageSchema>,
): boolean =>
  message.metadata?.event_type === METADATA_EVENT &&
  message.metadata.event_payload.key === key &&
  (!message.bot_id || message.bot_id === botId)
