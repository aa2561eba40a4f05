import type { ChannelId, PlatformName } from '../channels/channel-id.ts'
import type { Digest } from '../messages/digest.ts'

export const DELIVERY_STATES = ['due', 'sending', 'sent', 'failed'] as const

export type DeliveryState = (typeof DELIVERY_STATES)[number]

/**
 * What made an edition: the channel's schedule; a person who asked for a digest, or posted a single paper; or the bot, which says
 * why there is no digest.
 */
export const ORIGINS = ['schedule', 'request', 'paper', 'notice'] as const

export type Origin = (typeof ORIGINS)[number]

/** The origins of digests. */
export const DIGEST_ORIGINS: readonly Origin[] = ['schedule', 'request']

/** Deliveries that nobody is waiting for at this moment, so they are sent after all others. */
export const LOW_PRIORITY_ORIGINS: readonly Origin[] = ['schedule']

/** An edition to deliver. */
export interface NewDelivery {
  channel: ChannelId
  /** Unique within its channel, so that nothing is planned twice: its slot (`2026-11-23T09:00Z`), or a name with the request's or incident's id. */
  edition: string
  origin: Origin
  /** Its slot, or when it was requested, ms UTC. */
  slotAt: number
  /** When it becomes too old to send, ms UTC. */
  expiresAt: number
  digest: Digest
  createdAt: number
  /** When its next message was first attempted, ms UTC: from then on that may have arrived. */
  triedAt?: number | undefined
}

/** One row of the outbox. */
export interface Delivery extends NewDelivery {
  id: number
  state: DeliveryState
  /** How many attempts were begun. */
  attempts: number
  /** The time of its next attempt or reconciliation, ms UTC. */
  dueAt: number
  /** Token of the worker that leases it, and that alone may change it. */
  lease?: string | undefined
  /** When the lease ends, ms UTC. */
  leaseUntil?: number | undefined
  /** The platform's ids of the messages posted so far, by step. */
  messageIds: readonly string[]
  /** Whether it is sent as plain text, because the platform rejected its formatted payload. */
  plain: boolean
  /** Why the last attempt failed. */
  error?: string | undefined
  /** When it was sent or failed, ms UTC. */
  settledAt?: number | undefined
  /** Whether it is so old that the texts of its digest were removed; its title and the papers' ids remain. */
  archived?: boolean | undefined
}

/** The fields by which the next deliveries are chosen. */
export type DueRow = Pick<Delivery, 'id' | 'channel' | 'edition' | 'origin'>

/** A slot's edition, or why it has none; and when the channel's next slot is, ms UTC. */
export type PlannedSlot =
  | { kind: 'edition'; delivery: NewDelivery; nextSlotAt: number }
  | { kind: 'skip'; channel: ChannelId; skip: { slotAt: number; reason: string }; nextSlotAt: number }

/**
 * How an attempt ended. `due`: to be sent again at `at`, ms UTC. `unknown`: the row stays in `sending` without a lease, and is
 * reconciled from `at` on. If it failed but may have arrived, its papers count as posted: better to miss a paper than to post it
 * twice. `sent` has the ids of all messages where the last one isn't stored yet.
 */
export type Outcome =
  | { kind: 'sent'; messageIds?: readonly string[] | undefined }
  | { kind: 'due'; at: number; error?: string | undefined; plain?: boolean | undefined }
  | { kind: 'unknown'; at: number; error: string }
  | { kind: 'failed'; error: string; mayHaveArrived?: boolean | undefined }

/**
 * The outbox: one row per channel and edition, delivered at most once. Rows go `due` → `sending` → `sent` or `failed`.
 * Times are ms UTC.
 */
export interface Outbox {
  /**
   * Adds a row, as `due`, or with `triedAt` as `sending`. In the same transaction, forgets the channel's `lastSkip` and moves the
   * channel to its next slot, if one is given; also where the row exists. A channel that has moved on past `slotAt`, because another
   * process has planned it or a person has changed its schedule, stays as it is, and gets no row.
   * @returns false where the channel has this edition already, or has moved on
   */
  plan(delivery: NewDelivery, nextSlotAt?: number): Promise<boolean>
  /**
   * The same for slots of several channels in one transaction, because a commit takes longer than all else. Of a slot without an edition it
   * stores why, and moves the channel to its next slot, unless that has moved on past this one.
   * @returns for each whether it has a new row, or a reason why not
   */
  planSlots(slots: readonly PlannedSlot[]): Promise<boolean[]>
  /**
   * Rows that could be claimed now: by priority (see `LOW_PRIORITY_ORIGINS`), then the oldest first. Rows that are `due` but too
   * old fail.
   */
  due(options: { platforms: readonly PlatformName[]; now: number; limit: number }): Promise<DueRow[]>
  /**
   * Leases rows whose time has come, oldest first: `due` ones to send, and `sending` ones without a valid lease to reconcile.
   * Rows of paused channels and suspended scopes wait. Without `ids`, rows that are `due` but too old fail.
   * @param options.ids claims only these
   */
  claim(options: {
    platforms: readonly PlatformName[]
    now: number
    leaseMs: number
    limit: number
    ids?: readonly number[]
  }): Promise<Delivery[]>
  /** `due` → `sending`, before anything is posted. @returns false where the lease is lost */
  begin(id: number, lease: string, now: number): Promise<boolean>
  /**
   * Stores that the next message of the delivery and its papers were posted. With `next`, the following message is begun at `next.at` and
   * the lease extended. The last message may be left to `settle`, which stores its id as well.
   * @returns false where the lease is lost
   */
  posted(
    id: number,
    lease: string,
    messageId: string,
    next?: { at: number; leaseUntil: number },
  ): Promise<boolean>
  /**
   * Makes all `due` rows uncertain: they may have been sent since `since`, so they become `sending` and are reconciled first.
   * @returns how many
   */
  markUncertain(since: number): Promise<number>
  /** Fails a channel's `due` rows for this reason. Uncertain rows are still reconciled, but not sent again. */
  cancel(channel: ChannelId, reason: string, now: number): Promise<void>
  /**
   * Ends an attempt and its lease. In the same transaction, `sent` stores the ids of the messages, and the papers as posted.
   * @returns false where the lease is lost, or the attempt wasn't begun
   */
  settle(id: number, lease: string, outcome: Outcome, now: number): Promise<boolean>
  /** The latest rows, of one channel and of these origins if given, newest first. */
  latest(channel: ChannelId | undefined, limit: number, origins?: readonly Origin[]): Promise<Delivery[]>
  find(id: number): Promise<Delivery | undefined>
  /**
   * Makes a failed row due again, until `expiresAt`. A row that was tried is reconciled first, because it may have arrived.
   * @returns false where it isn't failed, or is archived
   */
  retry(id: number, on: { now: number; expiresAt: number }): Promise<boolean>
  /**
   * How many `due` rows could have been claimed at `now - byMs`, so without paused channels and suspended scopes; and how many are
   * uncertain and not leased.
   */
  overdue(now: number, byMs: number): Promise<{ late: number; uncertain: number }>
  /** How many rows there are in each state. */
  countByState(): Promise<Record<DeliveryState, number>>
  /** The delivery that posted a paper in the channel, or the unfinished one that will. */
  findDeliveryOf(channel: ChannelId, paperId: string): Promise<Delivery | undefined>
  /** Ids of the papers posted in the channel, and of those in its unfinished deliveries. */
  postedPapers(channel: ChannelId): Promise<Set<string>>
  /** Archives the rows that were sent or failed before this moment, ms UTC: see `Delivery.archived`. */
  archiveBefore(at: number): Promise<{ archived: number }>
}
