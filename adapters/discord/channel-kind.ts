import { type Channel, ChannelFlags, type GuildMember, PermissionFlagsBits as Permission } from 'discord.js'

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

/** What a channel does with messages: a forum has only posts. */
export type ChannelKind = Forum | { kind: 'other' }

/** The kind of a channel. @param me the bot as a member of its server */
export function channelKindOf(channel: Channel | null | undefined, me?: GuildMember | null): ChannelKind {
  if (!channel?.isThreadOnly()) return { kind: 'other' }
  // Without that permission, Discord refuses a post with a tag that only moderators may use.
  const isModerator = me?.permissionsIn(channel).has(Permission.ManageThreads)
  return {
    kind: 'forum',
    needsTag: channel.flags.has(ChannelFlags.RequireTag),
    tags: channel.availableTags.filter(({ moderated }) => isModerator || !moderated),
  }
}
