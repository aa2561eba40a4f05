import { ChannelFlags, ChannelType, type Client, PermissionFlagsBits as Permission } from 'discord.js'

/** A tag that the bot may put on its posts. */
export interface Tag {
  id: string
  name: string
}

export interface Forum {
  kind: 'forum'
  tags: readonly Tag[]
  /** Whether Discord takes no post without a tag. */
  needsTag: boolean
}

/** What a channel does with messages: a forum has only posts, and an announcement channel's messages can be published. */
export type ChannelKind = Forum | { kind: 'announcement' } | { kind: 'other' }

/** The kind of a channel, by what Discord has sent us. @param client the connected client, if there is one */
export const createKindOf =
  (client: () => Client<true> | undefined) =>
  (channelId: string): ChannelKind => {
    const channel = client()?.channels.cache.get(channelId)
    if (channel?.type === ChannelType.GuildAnnouncement) return { kind: 'announcement' }
    if (!channel?.isThreadOnly()) return { kind: 'other' }
    // Without that permission, Discord refuses a post with a tag that only moderators may use.
    const isModerator = channel.guild.members.me?.permissionsIn(channel).has(Permission.ManageThreads)
    return {
      kind: 'forum',
      needsTag: channel.flags.has(ChannelFlags.RequireTag),
      tags: channel.availableTags.filter(({ moderated }) => isModerator || !moderated),
    }
  }

/** Where digests for an interaction's channel go: in a post of a forum, to the forum, because each edition is a post of its own. */
export function placeOf({ client, channelId }: { client: Client; channelId: string | null }): string {
  const channel = client.channels.cache.get(channelId ?? '')
  const isForumPost = channel?.isThread() && channel.parent?.isThreadOnly()
  return (isForumPost ? channel.parentId : channelId) ?? ''
}
