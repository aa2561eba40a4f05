import {
  ApplicationIntegrationType,
  ChannelType,
  type Client,
  type Guild,
  type GuildBasedChannel,
  type GuildMember,
  Routes,
} from 'discord.js'
import { z } from 'zod'
import { type ChannelId, partsOf } from '../../src/channels/channel-id.ts'
import { createBoundedMap } from '../../src/lib/bounded-map.ts'
import type { Clock } from '../../src/time/clock.ts'
import { channelKindOf } from './channel-kind.ts'
import { isNoAccess } from './errors.ts'
import { mayPostIn, mayReadIn } from './permissions.ts'
import type { Places } from './places.ts'
import { DIRECT_MESSAGES } from './publisher.ts'

/** How many channels' types are remembered, and for how long, ms: people hardly ever change them. */
const TYPES = { count: 50_000, forMs: 7 * 24 * 3_600_000 } as const
/** The same for servers and the bot's permissions there, which are requested for all of a server's channels at once. */
const SERVERS = { count: 100, forMs: 60_000 } as const

const channelSchema = z.looseObject({ id: z.string(), type: z.number(), parent_id: z.string().nullish() })
type ListedChannel = z.infer<typeof channelSchema>

const FORUMS: readonly ChannelType[] = [ChannelType.GuildForum, ChannelType.GuildMedia]

interface Server {
  guild: Guild
  me: GuildMember
}

/** By what Discord says about who installed the app there. */
const isMember: Places['isMember'] = ({ guildId, authorizingIntegrationOwners: owners }) =>
  guildId !== null && owners[ApplicationIntegrationType.GuildInstall] === guildId

export interface RestPlaces extends Places {
  /** Remembers the type of a channel that came with an interaction. */
  note(channel: unknown): void
  /** Whether we may post in a channel. */
  mayPost(channel: ChannelId): Promise<boolean>
}

/**
 * Places by asking Discord's API, for when nothing comes by the gateway. Nothing of what discord.js makes of the answers stays in the
 * client's caches: nobody would update it there.
 * @param options.client never logged in
 * @param options.botUserId undefined until we are connected
 */
export function createRestPlaces(options: {
  client: Client
  token: string
  botUserId: () => string | undefined
  clock: Clock
}): RestPlaces {
  const { client, token, botUserId } = options
  const { now } = options.clock
  const types = createBoundedMap<string, ListedChannel>(TYPES.count, { afterMs: TYPES.forMs, now })
  const servers = createBoundedMap<string, Promise<Server>>(SERVERS.count, { afterMs: SERVERS.forMs, now })

  /** A single 401 makes discord.js forget the token. */
  function authorized(): Client {
    client.rest.setToken(token)
    return client
  }

  async function listed(channelId: string): Promise<ListedChannel> {
    const known = types.get(channelId)
    if (known) return known
    const channel = channelSchema.parse(await authorized().rest.get(Routes.channel(channelId)))
    types.set(channelId, channel)
    return channel
  }

  async function typeOf(id: ChannelId): Promise<ChannelType> {
    const { workspace, place } = partsOf(id)
    return workspace === DIRECT_MESSAGES ? ChannelType.DM : (await listed(place)).type
  }

  async function askAboutServer(guildId: string): Promise<Server> {
    const guild = await authorized().guilds.fetch({ guild: guildId, force: true, cache: false })
    const me = await guild.members.fetch({ user: botUserId() ?? '', force: true, cache: false })
    return { guild, me }
  }

  async function serverOf(guildId: string): Promise<Server> {
    const known = servers.get(guildId)
    if (known) return known
    const server = askAboutServer(guildId)
    servers.set(guildId, server)
    server.catch(error => {
      if (!isNoAccess(error)) servers.delete(guildId)
    })
    return server
  }

  /** A channel as discord.js knows it, with the channel that it is in if it is a thread. */
  async function ask(id: ChannelId): Promise<{ channel: GuildBasedChannel | null; me: GuildMember }> {
    const { workspace, place } = partsOf(id)
    const { guild, me } = await serverOf(workspace)
    const fetch = (channelId: string): Promise<GuildBasedChannel | null> => {
      authorized()
      return guild.channels.fetch(channelId, { force: true, cache: false })
    }
    const channel = await fetch(place)
    if (channel?.isThread() && channel.parentId) await fetch(channel.parentId)
    return { channel, me }
  }

  /** False also where Discord doesn't let us see the channel. */
  const look = (id: ChannelId, may: typeof mayReadIn): Promise<boolean> =>
    ask(id).then(
      ({ channel, me }) => may(channel, me),
      error => {
        if (isNoAccess(error)) return false
        throw error
      },
    )

  return {
    note(channel) {
      const { data } = channelSchema.safeParse(channel)
      if (data) types.set(data.id, { id: data.id, type: data.type, parent_id: data.parent_id })
    },
    mayRead: id => look(id, mayReadIn),
    mayPost: id => look(id, mayPostIn),
    isAnnouncement: async id => (await typeOf(id)) === ChannelType.GuildAnnouncement,
    async kindOf(id) {
      if (!FORUMS.includes(await typeOf(id))) return { kind: 'other' }
      const { channel, me } = await ask(id)
      return channelKindOf(channel, me)
    },
    async placeOf(interaction) {
      const channelId = interaction.channelId ?? ''
      if (!channelId || !isMember(interaction)) return channelId
      try {
        const { type, parent_id: parentId } = await listed(channelId)
        if (type !== ChannelType.PublicThread || !parentId) return channelId
        return FORUMS.includes((await listed(parentId)).type) ? parentId : channelId
      } catch (error) {
        if (isNoAccess(error)) return channelId
        throw error
      }
    },
    isMember,
  }
}
