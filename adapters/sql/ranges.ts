import { type RawBuilder, sql } from 'kysely'
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

/**
 * Whether a column has the id of one of a workspace's channels. A channel of a platform without workspaces, such as `webhook:a1b2`, is its
 * own workspace.
 */
export function inWorkspace(column: 'id' | 'channel', workspace: `${string}:${string}`): RawBuilder<boolean> {
  const { after, before } = channelsOfWorkspace(workspace)
  const id = sql.ref(column)
  return sql<boolean>`(${id} = ${workspace} or (${id} > ${after} and ${id} < ${before}))`
}

/** The ids of a platform's channels. `;` follows the colon in ASCII. */
export const channelsOfPlatform = (platform: string): IdRange => ({
  after: `${platform}:`,
  // No id of a channel, but what follows all of them.
  before: `${platform};` as ChannelId,
})

/** What follows all texts that begin with a prefix: no character comes after U+10FFFF. A range uses the index, and unlike `like` has no wildcards. */
export const afterPrefix = (prefix: string): string => `${prefix}\u{10ffff}`
