import type { ChannelId, PlatformName } from '../channels/channel-id.ts'
import type { Digest } from '../messages/digest.ts'
import type { Reply } from '../messages/reply.ts'

/** One message to post: a step of a delivery. */
export interface Post {
  channel: ChannelId
  digest: Digest
  /** Which of the digest's messages (see `messageCount`), from 0. */
  step: number
  /** The slot of its edition, ms UTC. */
  slotAt?: number | undefined
  /** The same for every attempt at this step: platforms with idempotent posts use it to post it once. */
  key: string
  /** The id of step 0's message, for replies in its thread. */
  threadId?: string | undefined
  /** Post it as plain text, because the platform rejected its formatted payload. */
  plain?: boolean | undefined
}

/** A message that may have arrived, and when it was first sent, ms UTC. */
export interface UncertainPost extends Post {
  triedAt: number
}

/** Posts messages on one platform. Whatever the platform answers is a verdict, never an exception. */
export interface Publisher {
  platform: PlatformName
  /** How fast it may post; without them it isn't limited. */
  rateLimits?: RateLimits
  /** Whether a digest in the thread layout is a message and replies to it, as by default; else it is one message. */
  hasThreads?: boolean
  publish(post: Post, signal: AbortSignal): Promise<Verdict>
  /** Looks whether this message arrived. Never throws, like `publish`. */
  reconcile(post: UncertainPost, signal: AbortSignal): Promise<Found>
  /** Sends one person a direct message about a channel. Rejects where that fails. */
  sendDirectMessage?(channel: ChannelId, personId: string, notice: Reply, signal: AbortSignal): Promise<void>
  /** Whether the platform accepts our token now. @param scope how the ids of the channels begin; all by default */
  checkToken?(signal: AbortSignal, scope?: string): Promise<boolean>
}

/** An adapter's answer to one attempt to post. */
export type Verdict =
  | { kind: 'sent'; messageId: string }
  | Retry
  /** It may have arrived: it is reconciled before it is sent again. */
  | { kind: 'unknown'; reason: string }
  | Dead

/** It did not arrive and may be tried again. */
export interface Retry {
  kind: 'retry'
  reason: string
  /** The wait that the platform named, ms. */
  afterMs?: number | undefined
  /** Whose limit was reached. */
  throttled?: ThrottleScope | undefined
  /** The code with which the platform refused the message, where it isn't known to be temporary. */
  refusedWith?: string | undefined
}

/**
 * It can't be delivered. `scope` says what is rejected: this message (a bug of ours), this channel, its workspace, or every
 * channel of the platform.
 */
export interface Dead {
  kind: 'dead'
  scope: 'message' | 'channel' | 'workspace' | 'platform'
  code: string
  reason: string
  /** Where the message is rejected: the types and lengths in its payload, without contents. */
  payloadShape?: string | undefined
  /** Whether the workspace rejects us because it removed the bot: unless that returns, the workspace is forgotten after a while. */
  uninstalled?: boolean | undefined
}

/** An adapter's answer about a message that may have arrived. */
export type Found =
  | { kind: 'posted'; messageId: string }
  /** It did not arrive, so it may be sent. */
  | { kind: 'absent' }
  /** It couldn't be looked up, or not now. `mayRepeat`: the platform itself recognizes a repeated message by its key. */
  | { kind: 'unknown'; reason: string; mayRepeat: boolean; afterMs?: number | undefined }

/** At most `count` messages within `perMs`, and at least `gapMs` between two. */
export interface Rate {
  count: number
  perMs: number
  gapMs?: number
}

/** What a platform counts messages by: all of a bot, those to a workspace, those to a channel. */
export type Level = 'bot' | 'workspace' | 'channel'

/** A platform's limits on posting; a level that is missing has no limit. */
export type RateLimits = Partial<Record<Level, Rate>>

/**
 * Whose limit a platform's 429 reports. `unnamed`: it doesn't say whether the channel's or its workspace's. We assume the
 * channel, and the workspace once a second channel gets the same answer while the first still waits.
 */
export type ThrottleScope = Level | 'unnamed'
