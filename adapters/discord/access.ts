import { type Client, Events, PermissionFlagsBits as Permission } from 'discord.js'
import type { ChannelId } from '../../src/channels/channel-id.ts'
import { partsOf } from '../../src/channels/channel-id.ts'
import type { Rejections } from '../../src/delivery/suspensions.ts'

const READ = [Permission.ViewChannel, Permission.ReadMessageHistory]
const POST = [Permission.ViewChannel, Permission.SendMessages]
const POST_IN_THREAD = [Permission.ViewChannel, Permission.SendMessagesInThreads]

/** What the bot may do in channels, by the permissions that Discord has sent us. */
export interface Access {
  mayRead(channelId: string): boolean
  mayPost(channelId: string): boolean
}

/** @param client the connected client, if there is one */
export function createAccess(client: () => Client<true> | undefined): Access {
  function may(channelId: string, permissionsFor: (isThread: boolean) => readonly bigint[]): boolean {
    const channel = client()?.channels.cache.get(channelId)
    if (!channel?.isSendable() || channel.isDMBased()) return false
    const { me } = channel.guild.members
    if (channel.isThread() && (channel.archived || channel.locked)) return false
    return me?.permissionsIn(channel).has([...permissionsFor(channel.isThread())]) ?? false
  }
  return {
    mayRead: channelId => may(channelId, () => READ),
    mayPost: channelId => may(channelId, isThread => (isThread ? POST_IN_THREAD : POST)),
  }
}

/** Reports channels in which the bot may post again, at each change that can restore access. */
export function createAccessMonitor(options: {
  access: Access
  /** Runs a task that a stop waits for. */
  run: (task: () => Promise<void>) => Promise<void>
  accessRestored: Rejections['accessRestored']
}) {
  const { access, run, accessRestored } = options

  const check = (prefix: string, onlyChannel?: string): Promise<void> =>
    run(() =>
      accessRestored(prefix, id => {
        const { place } = partsOf(id)
        return (onlyChannel === undefined || place === onlyChannel) && access.mayPost(place)
      }),
    )
  const checkChannel = (guildId: string, channelId: string): Promise<void> => {
    const id: ChannelId = `discord:${guildId}/${channelId}`
    return check(id, channelId)
  }

  return {
    /** Checks all channels, because permissions may have changed while we were disconnected. */
    checkAll: () => check('discord:'),
    listen(client: Client): void {
      client.on(Events.GuildCreate, guild => void check(`discord:${guild.id}/`))
      client.on(Events.ChannelUpdate, (_, channel) => {
        if (!channel.isDMBased()) void checkChannel(channel.guildId, channel.id)
      })
      client.on(Events.ThreadUpdate, (_, thread) => void checkChannel(thread.guildId, thread.id))
      client.on(Events.GuildRoleUpdate, (_, role) => void check(`discord:${role.guild.id}/`))
    },
  }
}
