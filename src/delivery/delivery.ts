import type { ChannelId } from '../channel.ts'
import type { Digest } from '../digest/digest.ts'
import type { Slowed } from './pacing.ts'

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
  /** It can't be delivered: not this message (our fault), not to this channel, or not to this whole workspace. */
  | { kind: 'dead'; scope: 'message' | 'channel' | 'workspace'; code: string; reason: string }

/** How an attempt ends in the ledger. `unknown` stays in `sending`, without a lease, until it is reconciled. */
export type Outcome =
  | { kind: 'sent' }
  | { kind: 'due'; at: number; error: string }
  | { kind: 'unknown'; error: string }
  | { kind: 'failed'; error: string }
