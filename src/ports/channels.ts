import type { Channel } from '../channels/channel.ts'
import type { ChannelId, Platform } from '../channels/channel-id.ts'

/** Who made a subscription. */
export interface Subscriber {
  /** The name that others saw. */
  person: string
  /** Their id on the channel's platform; missing where the bot itself subscribed, or an early version stored no id. */
  personId?: string
}

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
  ofWorkspace(workspace: `${Platform}:${string}`): Promise<{ channel: Channel; topics: string[] }[]>
  /** Topics that the channel follows, in the order in which they came. */
  topics(id: ChannelId): Promise<string[]>
  /** @returns false where the channel followed the topic already */
  subscribe(id: ChannelId, topic: string, by: Subscriber, at: number): Promise<boolean>
  /** Who made the newest of the channel's subscriptions, of those whose subscriber can be reached by id. */
  lastSubscriber(id: ChannelId): Promise<Required<Subscriber> | undefined>
  /** Ends one subscription, or all. @returns the topics that were followed until now */
  unsubscribe(id: ChannelId, topic: string | 'all'): Promise<string[]>
}
