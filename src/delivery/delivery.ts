import type { ChannelId } from '../channels/channel.ts'
import type { Digest } from '../messages/digest.ts'
import type { Slowed } from './rate-limiter.ts'

export const DELIVERY_STATES = ['due', 'sending', 'sent', 'failed'] as const
export type DeliveryState = (typeof DELIVERY_STATES)[number]

/** An edition that is to be delivered. */
export interface NewDelivery {
  channel: ChannelId
  /** Names the edition within its channel: its slot (`2026-11-23T09:00Z`), or the request that asked for it. */
  edition: string
  /** The slot it belongs to, ms UTC. */
  slotAt: number
  /** When there is no more point in delivering it, ms UTC. */
  expiresAt: number
  digest: Digest
  createdAt: number
  /** When the message that comes next was begun, ms UTC: from then on it may have arrived. */
  triedAt?: number | undefined
}

/** The ledger's row of one edition. */
export interface Delivery extends NewDelivery {
  id: number
  state: DeliveryState
  attempts: number
  /** When it may be tried (again), ms UTC. */
  dueAt: number
  /** Token of the worker that holds it; what it settles with. */
  lease?: string | undefined
  leaseUntil?: number | undefined
  /** Ids of the messages posted so far, in order of their steps. */
  messageIds: readonly string[]
  /** Whether the platform found a fault in how we drew it, so that it now goes as plain text. */
  plain: boolean
  /** What the last attempt said, where it didn't succeed. */
  error?: string | undefined
  settledAt?: number | undefined
}

/** What choosing the next delivery needs of a row. */
export type DueRow = Pick<Delivery, 'id' | 'channel' | 'edition'>

/** What an adapter says of one attempt to post. */
export type Verdict =
  | { kind: 'sent'; messageId: string }
  /** It did not arrive and may be tried again, not before `afterMs` where the platform named a time, and `slowed` for what. */
  | { kind: 'retry'; reason: string; afterMs?: number | undefined; slowed?: Slowed | undefined }
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
  shape?: string | undefined
}

/** What an adapter finds of a message that may have arrived. */
export type Found =
  | { kind: 'posted'; messageId: string }
  /** It is not there, so it may be sent. */
  | { kind: 'absent' }
  /** It couldn't be looked up, or not now. Where it may be repeated, the platform tells a second one from a first. */
  | { kind: 'unknown'; reason: string; mayRepeat: boolean; afterMs?: number | undefined }

/**
 * How an attempt ends in the ledger. `unknown` stays in `sending`, without a lease, and is reconciled from `at` on. What
 * failed but may have arrived counts as had: a paper is rather missed than shown twice.
 */
export type Outcome =
  | { kind: 'sent' }
  | { kind: 'due'; at: number; error?: string | undefined; plain?: boolean | undefined }
  | { kind: 'unknown'; at: number; error: string }
  | { kind: 'failed'; error: string; mayHaveArrived?: boolean | undefined }

/** Ids of the papers that one message of a digest (see `messageCount`) brings. */
export function papersOfMessage({ layout, entries }: Digest, step: number): string[] {
  const brought = layout === 'thread' ? entries.slice(Math.max(step - 1, 0), step) : entries
  return brought.map(({ paperId }) => paperId)
}
