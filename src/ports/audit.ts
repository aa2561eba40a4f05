import type { ChannelId } from '../channels/channel-id.ts'

/** Who changed what a channel receives. */
export interface Change {
  channel: ChannelId
  /** ms UTC */
  at: number
  person: string
  personId: string
  /** The command's text. */
  command: string
  /** What differs, before and after it: fields of the channel, and its topics. */
  before: Readonly<Record<string, unknown>>
  after: Readonly<Record<string, unknown>>
}

/** The record of changes; nothing in it is ever changed. */
export interface Audit {
  record(change: Change): Promise<void>
  /** A channel's changes, newest first. */
  latest(channel: ChannelId, limit: number): Promise<Change[]>
}
