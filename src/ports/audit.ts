import type { ChannelId } from '../channels/channel-id.ts'

/** One change of what a channel receives, and who made it. */
export interface Change {
  channel: ChannelId
  /** ms UTC */
  at: number
  /** The name that others saw. */
  person: string
  /** A keyed hash of their id (`People.hashOf`); empty where unknown. */
  personHash: string
  /** The text of the command that changed it. */
  command: string
  /** Only the fields of the channel that differ, and its topics. */
  before: Readonly<Record<string, unknown>>
  after: Readonly<Record<string, unknown>>
}

/** The record of changes: rows are added, never changed, and removed by age. */
export interface Audit {
  /** @returns the row's id */
  record(change: Change): Promise<number>
  /** A channel's change by its id; undefined if the id is another channel's. */
  find(channel: ChannelId, id: number): Promise<Change | undefined>
  /** A channel's changes, newest first. */
  latest(channel: ChannelId, limit: number): Promise<Change[]>
  /** The id of the channel's newest change; 0 if there is none. */
  lastId(channel: ChannelId): Promise<number>
  /** A channel's changes with later ids than this, oldest first. */
  after(channel: ChannelId, id: number): Promise<Change[]>
  /** Removes the changes before this moment, ms UTC. */
  removeBefore(at: number): Promise<void>
}
