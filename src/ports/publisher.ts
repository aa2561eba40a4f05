import type { ChannelId, PlatformName } from '../channels/channel-id.ts'
import type { Digest } from '../messages/digest.ts'
import type { Reply } from '../messages/reply.ts'

/** A message that is to be posted: one step of a delivery. */
export interface Post {
  channel: ChannelId
  digest: Digest
  /** Which of the digest's messages (see `messageCount`), from 0. */
  step: number
  /** The same for every attempt at this step, so that a platform that can will not post it twice. */
  key: string
  /** The id of the message of step 0, for the replies of a thread. */
  threadId?: string | undefined
  /** To go as plain text, for the platform found a fault in how it was drawn. */
  plain?: boolean | undefined
}

/** A message that may have arrived, and when it was first sent, ms UTC. */
export interface UncertainPost extends Post {
  triedAt: number
}

/** Posts messages on one platform. Never throws for what a platform answers: that is a verdict. */
export interface Publisher {
  platform: PlatformName
  /** How fast it may post. */
  rateLimits?: RateLimits
  publish(post: Post, signal: AbortSignal): Promise<Verdict>
  /** Did this message arrive? Never throws, as `publish`. */
  reconcile(post: UncertainPost, signal: AbortSignal): Promise<Found>
  /** Tells one person about a channel in a direct message. Rejects where that can't be. */
  sendDirectMessage?(channel: ChannelId, personId: string, notice: Reply, signal: AbortSignal): Promise<void>
  /** Whether the platform takes our token now. */
  checkToken?(signal: AbortSignal): Promise<boolean>
}

/** What an adapter says of one attempt to post. */
export type Verdict =
  | { kind: 'sent'; messageId: string }
  /** It did not arrive and may be tried again, not before `afterMs` where the platform named a time, and `throttled` for what. */
  | { kind: 'retry'; reason: string; afterMs?: number | undefined; throttled?: ThrottleScope | undefined }
  /** It may have arrived: never simply sent again. */
  | { kind: 'unknown'; reason: string }
  | Dead

/**
 * It can't be delivered: not this message (our fault), not to this channel, not to this whole workspace, or not to any
 * channel of the platform.
 */
export interface Dead {
  kind: 'dead'
  scope: 'message' | 'channel' | 'workspace' | 'platform'
  code: string
  reason: string
  /** What the message was made of, types and lengths and no contents, where it is at fault. */
  payloadShape?: string | undefined
}

/** What an adapter finds of a message that may have arrived. */
export type Found =
  | { kind: 'posted'; messageId: string }
  /** It is not there, so it may be sent. */
  | { kind: 'absent' }
  /** It couldn't be looked up, or not now. Where it may be repeated, the platform tells a second one from a first. */
  | { kind: 'unknown'; reason: string; mayRepeat: boolean; afterMs?: number | undefined }

/** So many messages in so many ms at the most, and `gapMs` between one and the next. */
export interface Rate {
  count: number
  perMs: number
  gapMs?: number
}

/** Whose messages a platform counts: a bot's, those to a workspace, those to a channel. */
export type Level = 'bot' | 'workspace' | 'channel'

/** A platform's limits on posting; a level without one isn't counted there. */
export type RateLimits = Partial<Record<Level, Rate>>

/**
 * What a platform's 429 names. `unnamed`: one that doesn't say whether it means the channel or its workspace. It is taken for
 * the channel, and for the workspace once a second channel of it is told the same before the first may go on.
 */
export type ThrottleScope = Level | 'unnamed'
