import type { Channel } from '../channels/channel.ts'
import type { ChannelId, PlatformName } from '../channels/channel-id.ts'

export interface Channels {
  find(id: ChannelId): Promise<Channel | undefined>
  /** Inserts the channel, or replaces what was kept of it. */
  save(channel: Channel): Promise<void>
  /** Channels with a subscription that aren't paused and whose next slot has come, longest overdue first. */
  due(now: number): Promise<Channel[]>
  /** Channels whose next slot lies after a moment, ms UTC. */
  scheduledAfter(at: number): Promise<Channel[]>
  /** @returns false where it was paused already */
  pause(id: ChannelId, reason: string): Promise<boolean>
  /** Channels that platforms refused us, whose ids begin so, as in `discord:` or `slack:T1/`. */
  paused(under: string): Promise<Channel[]>
  /** Channels of a workspace that follow something, as in `slack:T1`, each with its topics, by the channel's id. */
  ofWorkspace(workspace: `${PlatformName}:${string}`): Promise<{ channel: Channel; topics: string[] }[]>
  /** Topics that the channel follows, in the order in which they came. */
  topics(id: ChannelId): Promise<string[]>
  /** @returns false where the channel followed the topic already */
  subscribe(id: ChannelId, topic: string, by: string, at: number): Promise<boolean>
  /** Ends one subscription, or all. @returns the topics that were followed until now */
  unsubscribe(id: ChannelId, topic: string | 'all'): Promise<string[]>
}
