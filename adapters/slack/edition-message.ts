import { createHash } from 'node:crypto'
import { z } from 'zod'
import { partsOf } from '../../src/channels/channel-id.ts'
import type { Post } from '../../src/ports/publisher.ts'
import { renderDigest, renderPlainDigest } from './render-digest.ts'

/** Names our messages in a channel's history. */
const METADATA_EVENT = 'paper_round_edition'

/** The same UUID for the same key: of version 8 (RFC 9562), which leaves the bits to us. */
function uuidOf(key: string): string {
  const hex = createHash('sha256').update(key).digest('hex')
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** What `chat.postMessage` answers. */
export const postedSchema = z.looseObject({ ts: z.string() })

/** The arguments of `chat.postMessage`. `client_msg_id` is neither in the SDK's types nor in Slack's documentation. */
export function argumentsOf({ channel, digest, step, key, threadId, plain }: Post): Record<string, unknown> {
  return {
    channel: partsOf(channel).place,
    ...(plain ? renderPlainDigest(digest, step) : renderDigest(digest, step)),
    thread_ts: threadId,
    unfurl_links: false,
    unfurl_media: false,
    client_msg_id: uuidOf(key),
    // The key names the edition, its channel and the message's place in it.
    metadata: { event_type: METADATA_EVENT, event_payload: { key } },
  }
}

/** A message as `conversations.history` and `conversations.replies` tell of it. */
export const toldSchema = z.looseObject({
  ts: z.string(),
  bot_id: z.string().optional().catch(undefined),
  metadata: z
    .looseObject({ event_type: z.string(), event_payload: z.looseObject({ key: z.string().optional() }) })
    .optional()
    .catch(undefined),
})

/** Whether this is the message of a key, posted by this bot: other apps can write what they like into theirs. */
export const isMessageOf = (key: string, botId: string, told: z.infer<typeof toldSchema>): boolean =>
  told.metadata?.event_type === METADATA_EVENT &&
  told.metadata.event_payload.key === key &&
  (!told.bot_id || told.bot_id === botId)
