import { z } from 'zod'

/** A channel that the bot may be able to post in again. */
export interface AccessRestored {
  channel: string
  /** Who joined, if the event is about that. */
  user?: string | undefined
}

const payloadSchema = z.looseObject({
  event: z.discriminatedUnion('type', [
    z.looseObject({ type: z.literal('member_joined_channel'), channel: z.string(), user: z.string() }),
    z.looseObject({ type: z.literal(['channel_unarchive', 'group_unarchive']), channel: z.string() }),
  ]),
})

/** @throws ZodError if it is another event */
export function parseAccessRestored(payload: unknown): AccessRestored {
  const { event } = payloadSchema.parse(payload)
  const user = event.type === 'member_joined_channel' ? event.user : undefined
  return { channel: event.channel, user }
}
