import { type Client, PermissionFlagsBits as Permission } from 'discord.js'

const READ = [Permission.ViewChannel, Permission.ReadMessageHistory]
const POST = [Permission.ViewChannel, Permission.SendMessages]
const POST_IN_THREAD = [Permission.ViewChannel, Permission.SendMessagesInThreads]

/** What the bot may do in channels, as far as Discord has told. */
export interface Access {
  mayRead(channelId: string): boolean
  mayPost(channelId: string): boolean
}

/** @param client the connected one, if any */
export function createAccess(client: () => Client<true> | undefined): Access {
  function may(channelId: string, wanted: (isThread: boolean) => readonly bigint[]): boolean {
    const channel = client()?.channels.cache.get(channelId)
    if (!channel?.isSendable() || channel.isDMBased()) return false
    const { me } = channel.guild.members
    if (channel.isThread() && (channel.archived || channel.locked)) return false
    return me?.permissionsIn(channel).has([...wanted(channel.isThread())]) ?? false
  }
  return {
    mayRead: channelId => may(channelId, () => READ),
    mayPost: channelId => may(channelId, isThread => (isThread ? POST_IN_THREAD : POST)),
  }
}
