import type { Channel } from '../channels/channel.ts'
import type { ChannelId } from '../channels/channel-id.ts'
import type { Span } from '../collecting/coverage.ts'
import type { FeedStatus } from '../collecting/feed-status.ts'
import type { LookUp } from '../collecting/look-up.ts'
import type { Planner } from '../delivery/planner.ts'
import type { EditionBuilder } from '../digests/edition-builder.ts'
import type { Rankings } from '../digests/rankings.ts'
import type { Rate } from '../lib/allowance.ts'
import type { KeyedMutex } from '../lib/keyed-mutex.ts'
import type { Reply } from '../messages/reply.ts'
import type { Request } from '../messages/request.ts'
import type { Audit } from '../ports/audit.ts'
import type { Channels } from '../ports/channels.ts'
import type { EmailSignUps } from '../ports/email-addresses.ts'
import type { KeyValueStore } from '../ports/key-value-store.ts'
import type { Outbox } from '../ports/outbox.ts'
import type { RateCounters } from '../ports/rate-counters.ts'
import type { People } from '../privacy/people-keys.ts'
import type { PaperSearch } from '../search/search.ts'
import type { Clock } from '../time/clock.ts'
import type { CommandLine } from './parse.ts'
import type { TopicWeek } from './topic-week.ts'

/** What one person or workspace may do at once, lately, or at all, so that nobody uses up what all share. */
export interface CommandLimits {
  /** All commands, by one person and in one workspace. */
  commands: { person: Rate; workspace: Rate }
  /** How many a workspace may have in all of its channels. */
  subscriptions: { workspace: number }
  /** Searches of one person at once; and by one person and in one workspace. */
  searches: { atOnce: number; person: Rate; workspace: Rate }
  /** Posts that were asked for, by one person and in one channel. */
  posts: { person: Rate; channel: Rate }
  /** Commands that change something, which the channel is told about. */
  changes: { person: Rate; channel: Rate }
}

/** What commands work with. */
export interface CommandDeps {
  channels: Channels
  outbox: Outbox
  audit: Audit
  people: People
  /** Holds the settings of workspaces. */
  keyValues: KeyValueStore
  editionBuilder: EditionBuilder
  rankings: Rankings
  planner: Planner
  lookUp: LookUp
  search: PaperSearch
  topicWeek: TopicWeek
  /** Keeps a command and the planner from changing a channel at the same time. */
  mutex: KeyedMutex
  clock: Clock
  feed: () => Promise<FeedStatus>
  /** The sources beside that one, with their feeds. */
  otherSources: readonly { name: string; feed: () => Promise<FeedStatus> }[]
  /** Spans of days whose lists are collected and final. */
  coverage: () => Promise<readonly Span[]>
  /** Starts to deliver what has just been planned, without waiting for it. */
  deliverSoon: () => void
  /** Which of these channels the person who asks may know of. */
  visibleChannels: (
    asker: Pick<Request, 'channel' | 'personId'>,
    channels: readonly ChannelId[],
  ) => Promise<readonly ChannelId[]>
  /** A channel with the default settings. */
  newChannel: (id: ChannelId) => Channel
  /** Papers on a page of a list. */
  pageSize: number
  /** What links to the web pages begin with, without a slash at its end; absent where people in chats can't open them. */
  publicUrl?: string | undefined
  /** Asks addresses whether they want digests; undefined where e-mail isn't set up. */
  emailSignUps?: EmailSignUps | undefined
  version: string
  limits: CommandLimits
  /** Counts what all processes together do for a person; undefined for a single process. */
  counters?: RateCounters | undefined
}

/** A request with its text parsed. */
export interface CommandRequest extends Request, CommandLine {}

/** Carries out a command. May throw: the router answers with a reference to the log. */
export type Command = (request: CommandRequest) => Promise<Reply>
