import { type Client, Events } from 'discord.js'
import type { ChannelId } from '../../src/channels/channel-id.ts'
import { partsOf } from '../../src/channels/channel-id.ts'
import type { Rejections } from '../../src/delivery/suspensions.ts'
import type { Access } from './access.ts'

/** Notices where the bot may post again, and says so. */
export function createReopening(options: {
  access: Access
  /** Sees to work that was begun. */
  run: (work: () => Promise<void>) => Promise<void>
  reopened: Rejections['accessRestored']
}) {
  const { access, run, reopened } = options

  const check = (under: string, only?: string): Promise<void> =>
    run(() =>
      reopened(under, id => {
        const { place } = partsOf(id)
        return (only === undefined || place === only) && access.mayPost(place)
      }),
    )
  const checkChannel = (guildId: string, channelId: string): Promise<void> => {
    const id: ChannelId = `discord:${guildId}/${channelId}`
    return check(id, channelId)
  }

  return {
    /** Looks at all channels: much may have changed since the last start. */
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
