import type { ChannelId } from '../../src/channels/channel-id.ts'

/** Ids between two, without them. */
export interface IdRange {
  after: ChannelId
  before: ChannelId
}

/** The ids of a workspace's channels. `0` follows the slash in ASCII. A range uses the index, and unlike `like` has no wildcards. */
export const channelsOfWorkspace = (workspace: `${string}:${string}`): IdRange => ({
  after: `${workspace}/`,
  before: `${workspace}0`,
})

/** The ids of a platform's channels. `;` follows the colon in ASCII. */
export const channelsOfPlatform = (platform: string): IdRange => ({
  after: `${platform}:`,
  // No id of a channel, but what follows all of them.
  before: `${platform};` as ChannelId,
})
