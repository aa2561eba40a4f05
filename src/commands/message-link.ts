import type { ChannelId } from '../channels/channel-id.ts'
import type { ReplySpan } from '../messages/reply.ts'

/** A link to a posted message, to follow a sentence; nothing where the message isn't known. */
export const messageLink = (channel: ChannelId, messageId: string | undefined): ReplySpan[] =>
  messageId ? [{ text: ' ' }, { text: 'See the message', place: { channel, messageId } }] : []
