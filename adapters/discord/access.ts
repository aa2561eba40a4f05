import { type Channel, type Client, GatewayDispatchEvents } from 'discord.js'
import { z } from 'zod'
import { type ChannelId, partsOf } from '../../src/channels/channel-id.ts'
import type { Rejections } from '../../src/delivery/suspensions.ts'
import { messageOf } from '../../src/lib/errors.ts'
import type { Log } from '../../src/ports/log.ts'
import { mayPostIn } from './permissions.ts'

/** Resumes paused channels where the bot may post again. */
export type CheckAccess = (
  /** What the channels' ids begin with. */
  under: string,
  mayPost: (channel: ChannelId) => boolean | Promise<boolean>,
) => Promise<void>

export const createCheckAccess =
  (options: {
    /** Runs a task that a stop waits for. */
    run: (task: () => Promise<void>) => Promise<void>
    accessRestored: Rejections['accessRestored']
    log: Log
  }): CheckAccess =>
  (under, mayPost) =>
    options
      .run(() => options.accessRestored(under, mayPost))
      .catch(error =>
        options.log.warn({ error: messageOf(error) }, 'could not resume paused channels on Discord'),
      )

/** Events after which the bot may have access again in all channels of a server. */
const SERVER_EVENTS = [
  GatewayDispatchEvents.GuildCreate,
  GatewayDispatchEvents.GuildUpdate,
  GatewayDispatchEvents.GuildRoleUpdate,
  GatewayDispatchEvents.GuildRoleDelete,
  GatewayDispatchEvents.ThreadListSync,
] as const
/** The same for one channel and the threads and channels in it. */
const CHANNEL_EVENTS = [
  GatewayDispatchEvents.ChannelCreate,
  GatewayDispatchEvents.ChannelUpdate,
  GatewayDispatchEvents.ThreadCreate,
  GatewayDispatchEvents.ThreadUpdate,
] as const

const idSchema = z.string()
const guildSchema = z.looseObject({ guild_id: idSchema })
const removedSchema = z.looseObject({ id: idSchema, unavailable: z.boolean().nullish() })
const channelSchema = z.looseObject({ guild_id: idSchema, id: idSchema })
const memberSchema = z.looseObject({ guild_id: idSchema, user: z.looseObject({ id: idSchema }) })
/** Without the intent for members, Discord sends it only about the bot itself. */
const threadMembersSchema = z.looseObject({
  guild_id: idSchema,
  id: idSchema,
  added_members: z.array(z.unknown()).nullish(),
})

/** Reports channels in which the bot may post again, at each change that can restore access, and servers that have removed it. */
export function createAccessMonitor(options: {
  client: () => Client<true> | undefined
  check: CheckAccess
  /** The bot was removed from a server. */
  removed: (guildId: string) => Promise<void>
}) {
  const channelOf = (id: string): Channel | undefined => options.client()?.channels.cache.get(id)

  function mayPost(place: string): boolean {
    const channel = channelOf(place)
    return channel && !channel.isDMBased() ? mayPostIn(channel, channel.guild.members.me) : false
  }

  /** The channel that a thread is in, or a channel's category. */
  function parentOf(channelId: string): string | undefined {
    const channel = channelOf(channelId)
    return channel && 'parentId' in channel ? (channel.parentId ?? undefined) : undefined
  }

  const check = (prefix: string, concerns: (place: string) => boolean = () => true): Promise<void> =>
    options.check(prefix, id => {
      const { place } = partsOf(id)
      return concerns(place) && mayPost(place)
    })

  const checkServer = (guildId: string): Promise<void> => check(`discord:${guildId}/`)
  const checkChannel = (guildId: string, channelId: string): Promise<void> =>
    check(`discord:${guildId}/`, place => place === channelId || parentOf(place) === channelId)

  return {
    /** Checks all channels, because permissions may have changed while we were disconnected. */
    checkAll: () => check('discord:'),
    /**
     * Listens to the gateway's own events: those of discord.js leave out a thread that it knows, and a member that it doesn't.
     * They come before discord.js has read them, so the checks wait for that.
     */
    listen(client: Client): void {
      const { ws } = client
      const on = <Data>(
        event: GatewayDispatchEvents,
        schema: z.ZodType<Data>,
        listener: (data: Data) => Promise<void>,
      ): void =>
        void ws.on(event, payload => {
          const { data } = schema.safeParse(payload)
          // Until the client is ready, Discord lists all servers; then `checkAll` looks at them at once.
          if (data && client.isReady()) queueMicrotask(() => void listener(data))
        })
      for (const event of SERVER_EVENTS) {
        const hasOwnId =
          event === GatewayDispatchEvents.GuildCreate || event === GatewayDispatchEvents.GuildUpdate
        if (hasOwnId) on(event, z.looseObject({ id: idSchema }), ({ id }) => checkServer(id))
        else on(event, guildSchema, ({ guild_id }) => checkServer(guild_id))
      }
      for (const event of CHANNEL_EVENTS)
        on(event, channelSchema, ({ guild_id, id }) => checkChannel(guild_id, id))
      // A server that is unavailable has an outage.
      on(GatewayDispatchEvents.GuildDelete, removedSchema, async ({ id, unavailable }) => {
        if (!unavailable) await options.removed(id)
      })
      on(GatewayDispatchEvents.GuildMemberUpdate, memberSchema, async ({ guild_id, user }) => {
        if (user.id === client.user?.id) await checkServer(guild_id)
      })
      on(GatewayDispatchEvents.ThreadMembersUpdate, threadMembersSchema, async update => {
        if (update.added_members?.length) await checkChannel(update.guild_id, update.id)
      })
    },
  }
}
