import type { Channel } from '../channels/channel.ts'
import type { ChannelId, PlatformName } from '../channels/channel-id.ts'

/** Who made a subscription. */
export interface Subscriber {
  /** The name that others saw. */
  person: string
  /** Their id on the channel's platform; missing where the bot itself subscribed, or an early version stored no id. */
  personId?: string
}

/** A page of a list of channels that is ordered by next slot, then by id. */
export interface SlotPage {
  /** Continues after this channel; without an id, after all channels with this slot, ms UTC. */
  after?: { slotAt: number; id?: ChannelId | undefined } | undefined
  limit: number
}

/** The stored channels and their subscriptions. A bot may have any number of them, so lists come in pages. */
export interface Channels {
  find(id: ChannelId): Promise<Channel | undefined>
  /** Inserts the channel, or replaces it; its subscriptions stay. */
  save(channel: Channel): Promise<void>
  /** Channels with a subscription, not paused, whose next slot is at `until` (ms UTC) or earlier; longest overdue first. */
  due(until: number, page: SlotPage): Promise<Channel[]>
  /** All channels, paused or not, with or without a subscription; the soonest slot first. */
  bySlot(page: SlotPage): Promise<Channel[]>
  /** Pauses a channel that its platform rejects. @returns false where it was paused already */
  pause(id: ChannelId, reason: string): Promise<boolean>
  /** Channels paused by `pause` whose ids begin with `prefix`, such as `discord:` or `slack:T1/`; by id, after `page.after`. */
  paused(prefix: string, page: { after?: ChannelId | undefined; limit: number }): Promise<Channel[]>
  /** How many channels are paused by `pause`. */
  countPaused(): Promise<number>
  /** Whether a channel of a platform has a subscription. */
  anyOn(platform: PlatformName): Promise<boolean>
  /** Channels of a workspace, such as `slack:T1`, that have a subscription; each with its topics, ordered by channel id. */
  ofWorkspace(workspace: `${PlatformName}:${string}`): Promise<{ channel: Channel; topics: string[] }[]>
  /** How many subscriptions the channels of a workspace have. */
  countSubscriptions(workspace: `${PlatformName}:${string}`): Promise<number>
  /** Topics that the channel follows, in the order of subscription. */
  topics(id: ChannelId): Promise<string[]>
  /** @param at ms UTC. @returns false where the channel followed the topic already */
  subscribe(id: ChannelId, topic: string, by: Subscriber, at: number): Promise<boolean>
  /** Who made the newest of the channel's subscriptions, of those whose subscriber can be reached by id. */
  lastSubscriber(id: ChannelId): Promise<Required<Subscriber> | undefined>
  /** Ends one subscription, or all. @returns the topics whose subscriptions ended */
  unsubscribe(id: ChannelId, topic: string | 'all'): Promise<string[]>
}
