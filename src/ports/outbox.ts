import type { ChannelId, PlatformName } from '../channels/channel-id.ts'
import type { Digest } from '../messages/digest.ts'

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

/** The outbox's row of one edition. */
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

/**
 * How an attempt ends in the outbox. `unknown` stays in `sending`, without a lease, and is reconciled from `at` on. What
 * failed but may have arrived counts as had: a paper is rather missed than shown twice.
 */
export type Outcome =
  | { kind: 'sent' }
  | { kind: 'due'; at: number; error?: string | undefined; plain?: boolean | undefined }
  | { kind: 'unknown'; at: number; error: string }
  | { kind: 'failed'; error: string; mayHaveArrived?: boolean | undefined }

/** The outbox of deliveries: one row per channel and edition, delivered once or not at all. */
export interface Outbox {
  /**
   * Adds a row in state `due`, or `sending` where it may have been sent already, in one transaction with the channel's next slot where one is given.
   * @returns false where the edition stands in the outbox already
   */
  plan(delivery: NewDelivery, nextSlotAt?: number): Promise<boolean>
  /** KeyValueStore that a slot brought nothing, and moves on to the next one. */
  skipSlot(channel: ChannelId, silence: { slotAt: number; reason: string }, nextSlotAt: number): Promise<void>
  /** Rows that could be claimed now: those that people asked for first, then the oldest. Ends those that came to be too old. */
  due(options: { platforms: readonly PlatformName[]; now: number; limit: number }): Promise<DueRow[]>
  /**
   * Leases rows whose time has come, of these ids where some are given, oldest first: `due` ones to be sent, and `sending`
   * ones that nobody holds any more, to be reconciled. What is refused us, channels or all that a suspension covers, waits.
   */
  claim(options: {
    platforms: readonly PlatformName[]
    now: number
    leaseMs: number
    limit: number
    ids?: readonly number[]
  }): Promise<Delivery[]>
  /** `due` → `sending`, before anything is posted. @returns false where the lease is no longer ours */
  begin(id: number, lease: string, now: number): Promise<boolean>
  /**
   * KeyValueStore that one message of the delivery was posted; in a thread, that the channel has had its paper. The next one is
   * begun at `next.at`, with the lease prolonged.
   * @returns false where the lease is no longer ours
   */
  posted(
    id: number,
    lease: string,
    messageId: string,
    next?: { at: number; leaseUntil: number },
  ): Promise<boolean>
  /**
   * What is due may have been sent, from `since` (ms UTC) on: it becomes `sending` and is reconciled before it is sent.
   * @returns how many rows that are
   */
  markUncertain(since: number): Promise<number>
  /** Ends what is still due in a channel, as failed for this reason. */
  cancel(channel: ChannelId, reason: string, now: number): Promise<void>
  /** Ends the attempt. `sent` also writes what the channel has had, in the same transaction. */
  settle(id: number, lease: string, outcome: Outcome, now: number): Promise<boolean>
  /** The latest rows, of one channel where it is given, newest first. */
  latest(channel: ChannelId | undefined, limit: number): Promise<Delivery[]>
  find(id: number): Promise<Delivery | undefined>
  /**
   * Makes a row that failed due again, until `expiresAt`. One that was tried is looked up first, for it may have arrived.
   * @returns false where it didn't fail
   */
  retry(id: number, on: { now: number; expiresAt: number }): Promise<boolean>
  /** How many rows are overdue since before `now - byMs`, and how many may have arrived. Paused channels' are left out. */
  overdue(now: number, byMs: number): Promise<{ late: number; uncertain: number }>
  /** The delivery that brought a paper to the channel, or that is about to. */
  findDeliveryOf(channel: ChannelId, paperId: string): Promise<Delivery | undefined>
  /** Ids of papers that the channel has had, or that stand in a delivery of it still under way. */
  postedPapers(channel: ChannelId): Promise<Set<string>>
}
