import { z } from 'zod'

/** Parts of an interaction that Discord may leave out or send as null, and that discord.js reads all the same. */
const partsSchema = z.looseObject({
  channel: z.looseObject({}).nullish(),
  channel_id: z.string().nullish(),
  guild_id: z.string().nullish(),
  entitlements: z.array(z.unknown()).nullish(),
  authorizing_integration_owners: z.looseObject({}).nullish(),
  app_permissions: z.string().nullish(),
})

const TEXT_CHANNEL = 0
const DIRECT_MESSAGES = 1

/** A channel of which only the id is known; discord.js prefers what it has cached. */
const channelWith = (id: string, guildId: string | null | undefined): object => ({
  id,
  type: guildId ? TEXT_CHANNEL : DIRECT_MESSAGES,
})

/** An interaction with the parts that discord.js needs, as if Discord had sent them empty. */
export function completeInteraction(data: object): object {
  const { data: parts } = partsSchema.safeParse(data)
  if (!parts) return data
  const { channel, channel_id: channelId, guild_id: guildId } = parts
  return {
    ...data,
    entitlements: parts.entitlements ?? [],
    authorizing_integration_owners: parts.authorizing_integration_owners ?? {},
    app_permissions: parts.app_permissions ?? '0',
    ...(channelId && !channel && { channel: channelWith(channelId, guildId) }),
  }
}
