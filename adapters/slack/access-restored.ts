import { z } from 'zod'

/** A channel that may be open to the bot again. */
export interface Reopened {
  team: string
  channel: string
  /** Who joined it, where that is what happened. */
  user?: string | undefined
}

const payloadSchema = z.looseObject({
  team_id: z.string(),
  event: z.discriminatedUnion('type', [
    z.looseObject({ type: z.literal('member_joined_channel'), channel: z.string(), user: z.string() }),
    z.looseObject({ type: z.literal(['channel_unarchive', 'group_unarchive']), channel: z.string() }),
  ]),
})

/** @throws where it is no such event */
export function parseReopened(payload: unknown): Reopened {
  const { team_id: team, event } = payloadSchema.parse(payload)
  const user = event.type === 'member_joined_channel' ? event.user : undefined
  return { team, channel: event.channel, user }
}
