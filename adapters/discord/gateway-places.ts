import { type Channel, ChannelType, type Client, type GuildMember } from 'discord.js'
import { type ChannelId, partsOf } from '../../src/channels/channel-id.ts'
import { channelKindOf } from './channel-kind.ts'
import { mayReadIn } from './permissions.ts'
import type { Places } from './places.ts'

/** Places by what the gateway has sent us. @param client the connected client, if there is one */
export function createGatewayPlaces(client: () => Client<true> | undefined): Places {
  const channelOf = (id: ChannelId): Channel | undefined => client()?.channels.cache.get(partsOf(id).place)
  const meIn = (channel: Channel | undefined): GuildMember | null =>
    channel && !channel.isDMBased() ? channel.guild.members.me : null
  return {
    async mayRead(id) {
      const channel = channelOf(id)
      return mayReadIn(channel, meIn(channel))
    },
    async kindOf(id) {
      const channel = channelOf(id)
      return channelKindOf(channel, meIn(channel))
    },
    isAnnouncement: async id => channelOf(id)?.type === ChannelType.GuildAnnouncement,
    async placeOf({ client, channelId }) {
      const channel = client.channels.cache.get(channelId ?? '')
      const isForumPost = channel?.isThread() && channel.parent?.isThreadOnly()
      return (isForumPost ? channel.parentId : channelId) ?? ''
    },
    isMember: ({ client, guildId }) => client.guilds.cache.has(guildId ?? ''),
  }
}
