import type { Interaction } from 'discord.js'
import type { ChannelId } from '../../src/channels/channel-id.ts'
import type { ChannelKind } from './channel-kind.ts'

/** What the bot knows, or asks Discord, about servers and channels. Each may reject with discord.js's errors. */
export interface Places {
  /** Whether we may read a channel's history. Where we may not, Discord returns an empty list. */
  mayRead(channel: ChannelId): Promise<boolean>
  kindOf(channel: ChannelId): Promise<ChannelKind>
  /** Whether a channel's messages can be published to the channels that follow it. */
  isAnnouncement(channel: ChannelId): Promise<boolean>
  /** Where digests for an interaction's channel go: in a post of a forum, to the forum, because each edition is a post of its own. */
  placeOf(interaction: Interaction): Promise<string>
  /** Whether the bot itself is in the server of an interaction. */
  isMember(interaction: Interaction): boolean
}
