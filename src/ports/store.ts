import type { Channel, ChannelId, Platform } from '../channels/channel.ts'
import type { Delivery, DueRow, NewDelivery, Outcome } from '../delivery/delivery.ts'
import type { Candidate, FoundPaper, ListedPaper, Paper } from '../papers/paper.ts'
import type { Head } from '../search/query/document.ts'
import type { Query } from '../search/query/query.ts'

/** What the core keeps, and asks of it. The store is one of its ports, in a file of its own. */

export interface Papers {
  /**
   * Keeps papers as now listed, and a snapshot of their counts taken at `at`. A paper's first day, listing time and
   * first sight stay as they were.
   */
  record(listed: readonly ListedPaper[], at: number): Promise<{ added: number; updated: number }>
  /**
   * Keeps papers that no source has listed: they have no counts, are found by id and by search, and are never candidates.
   * A paper that is kept already gets only what it lacks of abstract, authors and categories. One that a source lists
   * later on has its day, listing time and first sight from then.
   */
  addUnlisted(papers: readonly Paper[], at: number): Promise<{ added: number; completed: number }>
  /**
   * Listed papers of `fromDay` (YYYY-MM-DD) or later with their latest counts. Growth runs from the newest snapshot at least
   * 24 h older than the latest one, else from the oldest at least 1 h older.
   */
  candidates(fromDay: string): Promise<Candidate[]>
  /** One paper as `candidates` has it, whatever its day; without counts where no source has listed it. */
  find(id: string): Promise<FoundPaper | undefined>
  /** Keeps a paper's categories, if the paper is kept. */
  categorise(id: string, categories: readonly string[]): Promise<void>
  /** The newest day (YYYY-MM-DD) of any listed paper kept. */
  newestDay(): Promise<string | undefined>
  /** Leaves of each paper's snapshots those of the last hour, then one an hour for 3 days, then one a day for 30. */
  thinSnapshots(now: number): Promise<{ removed: number }>
}

/** A paper that a query accepts. */
export interface Hit {
  /** Names it within the index; the larger, the newer its day. */
  key: number
  /** When its day began, ms UTC. */
  dayAt: number
  upvotes: number
  stars: number
}

/** What papers are searched by. */
export interface PaperIndex {
  /**
   * The papers that a query accepts, newest first, at most so many.
   * @param options.today YYYY-MM-DD, by UTC
   * @param options.from no papers of keys below it
   */
  find(query: Query, options: { today: string; limit: number; from?: number }): Promise<Hit[]>
  /** As `find`, but the keys alone, which takes half as long. */
  matching(query: Query, options: { today: string; limit: number; from?: number }): Promise<number[]>
  /** The heads of papers by their keys, in no order. */
  heads(keys: readonly number[]): Promise<(Head & { key: number })[]>
  /** Papers by their keys, in the same order; those that are gone are left out. Without counts where no source listed them. */
  load(keys: readonly number[]): Promise<FoundPaper[]>
  /** Keys of papers by their arXiv ids, in no order. */
  keys(ids: readonly string[]): Promise<{ id: string; key: number }[]>
  /** Words that stand in the titles, keywords or names of `papers` or more, of so many letters, with the same first or last one. */
  words(options: { like: string; letters: [from: number, to: number]; papers: number }): Promise<KnownWord[]>
  /** In how many titles, keywords and names each of these words stands; those in none are left out. */
  known(words: readonly string[]): Promise<KnownWord[]>
}

export interface KnownWord {
  word: string
  papers: number
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
  subscribe(id: ChannelId, topic: string, by: string, at: number): Promise<boolean>
  /** Ends one subscription, or all. @returns the topics that were followed until now */
  unsubscribe(id: ChannelId, topic: string | 'all'): Promise<string[]>
}

/** The ledger of deliveries: one row per channel and edition, delivered once or not at all. */
export interface Ledger {
  /**
   * Adds a row in state `due`, or `sending` where it may have been sent already, in one transaction with the channel's next slot where one is given.
   * @returns false where the edition stands in the ledger already
   */
  plan(delivery: NewDelivery, nextSlotAt?: number): Promise<boolean>
  /** Notes that a slot brought nothing, and moves on to the next one. */
  passOver(channel: ChannelId, silence: { slotAt: number; reason: string }, nextSlotAt: number): Promise<void>
  /** Rows that could be claimed now: those that people asked for first, then the oldest. Ends those that came to be too old. */
  due(options: { platforms: readonly Platform[]; now: number; limit: number }): Promise<DueRow[]>
  /**
   * Leases rows whose time has come, of these ids where some are given, oldest first: `due` ones to be sent, and `sending`
   * ones that nobody holds any more, to be reconciled. What is refused us, channels or all that a halt covers, waits.
   */
  claim(options: {
    platforms: readonly Platform[]
    now: number
    leaseMs: number
    limit: number
    ids?: readonly number[]
  }): Promise<Delivery[]>
  /** `due` → `sending`, before anything is posted. @returns false where the lease is no longer ours */
  begin(id: number, lease: string, now: number): Promise<boolean>
  /**
   * Notes that one message of the delivery was posted; in a thread, that the channel has had its paper. The next one is
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
  doubt(since: number): Promise<number>
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
  troubled(now: number, byMs: number): Promise<{ late: number; inDoubt: number }>
  /** The delivery that brought a paper to the channel, or that is about to. */
  broughtBy(channel: ChannelId, paperId: string): Promise<Delivery | undefined>
  /** Ids of papers that the channel has had, or that stand in a delivery of it still under way. */
  had(channel: ChannelId): Promise<Set<string>>
}

/** That no channel whose id begins with `scope`, as in `slack:T1/` or `discord:`, takes messages from us. */
export interface Halt {
  scope: string
  reason: string
  /** Since when, ms UTC. */
  at: number
}

/** What stops many channels at once, such as a token that was revoked. */
export interface Halts {
  /** @returns false where this halt stands already */
  add(halt: Halt): Promise<boolean>
  lift(scope: string): Promise<void>
  all(): Promise<Halt[]>
}

/** Who changed what a channel receives. */
export interface Change {
  channel: ChannelId
  /** ms UTC */
  at: number
  person: string
  personId: string
  /** The command's text. */
  command: string
  /** What differs, before and after it: fields of the channel, and its topics. */
  before: Readonly<Record<string, unknown>>
  after: Readonly<Record<string, unknown>>
}

/** The record of changes; nothing in it is ever changed. */
export interface Audit {
  record(change: Change): Promise<void>
  /** A channel's changes, newest first. */
  latest(channel: ChannelId, limit: number): Promise<Change[]>
}

/** Small facts kept across restarts, by name. */
export interface Notes {
  get(name: string): Promise<string | undefined>
  /** @param expiresAt when it may be forgotten, ms UTC; never by default */
  set(name: string, value: string, expiresAt?: number): Promise<void>
  /** Forgets what has expired. */
  tidy(now: number): Promise<void>
}

export interface Store {
  papers: Papers
  index: PaperIndex
  channels: Channels
  ledger: Ledger
  halts: Halts
  audit: Audit
  notes: Notes
  /** How much room the database takes, bytes. */
  size(): Promise<number>
  /** What is damaged, in the database's words; empty where all is well. */
  check(): Promise<string[]>
  close(): Promise<void>
}
