import type { ChannelId } from '../channels/channel-id.ts'
import type { ShardCounts } from './chat.ts'
import type { DeliveryState } from './outbox.ts'
import type { ThrottleScope } from './publisher.ts'

/** `waiting`: the source wasn't asked, because it had named a later time. `error`: a bug, or a failure of the database. */
export const COLLECTION_OUTCOMES = ['succeeded', 'failed', 'waiting', 'error'] as const

export type CollectionOutcome = (typeof COLLECTION_OUTCOMES)[number]

/**
 * How an attempt at a delivery ended. `retry`: it is due again. `unknown`: it may have arrived. `dead`: the platform rejects the message,
 * the channel or more. `failed`: given up. `error`: a bug, or a failure of the database.
 */
export const ATTEMPT_VERDICTS = ['sent', 'retry', 'unknown', 'dead', 'failed', 'error'] as const

export type AttemptVerdict = (typeof ATTEMPT_VERDICTS)[number]

/** `refused`: the person has asked too often, or typed too much. */
export const COMMAND_OUTCOMES = ['answered', 'refused', 'failed'] as const

export type CommandOutcome = (typeof COMMAND_OUTCOMES)[number]

/** Stands for all unknown commands, so that what people type never becomes a label. */
export const UNKNOWN_COMMAND = 'unknown'

/** Counts what happens, for whoever runs the bot. Recording takes some microseconds, and never throws. */
export interface Metrics {
  /** A source was asked for its lists. */
  collected(source: string, outcome: CollectionOutcome): void
  /** Papers of a list were stored for the first time. */
  added(source: string, papers: number): void
  /** An attempt at a delivery has ended. */
  attempted(channel: ChannelId, verdict: AttemptVerdict): void
  /** A scheduled digest was sent, `ms` milliseconds after its slot. */
  sentAfterSlot(channel: ChannelId, ms: number): void
  /** A platform has answered a post with 429. */
  throttled(channel: ChannelId, scope: ThrottleScope): void
  /** A command was carried out. @param command a registered name, or UNKNOWN_COMMAND */
  ran(command: string, outcome: CommandOutcome, ms: number): void
  /** A platform's request was acknowledged, `ms` milliseconds after it arrived. */
  acknowledged(platform: string, ms: number): void
  /** A command was answered, `ms` milliseconds after it arrived. */
  answered(platform: string, ms: number): void
  /** The web server has answered a request. */
  served(status: number): void
}

/** Counts nothing. */
export const unmeasured: Metrics = {
  collected() {},
  added() {},
  attempted() {},
  sentAfterSlot() {},
  throttled() {},
  ran() {},
  acknowledged() {},
  answered() {},
  served() {},
}

/** What is true of the bot at one moment. */
export interface BotState {
  /** Whether it can do its work. */
  isReady: boolean
  /** Of each platform whose connection all processes divide. */
  shards: readonly (ShardCounts & { platform: string })[]
  /** Undefined where the database doesn't answer. */
  stored?: StoredState | undefined
}

/** What the database says; the same on all replicas. */
export interface StoredState {
  /** A state is a `FeedState`. */
  feeds: readonly { source: string; state: string }[]
  outbox: Readonly<Record<DeliveryState, number>>
  /** Deliveries that could have been sent long ago, and those that may have arrived. */
  late: number
  uncertain: number
  papers: number
}
