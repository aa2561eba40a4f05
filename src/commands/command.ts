import type { Channel } from '../channels/channel.ts'
import type { ChannelId } from '../channels/channel-id.ts'
import type { FeedStatus } from '../collecting/feed-status.ts'
import type { LookUp } from '../collecting/look-up.ts'
import type { Planner } from '../delivery/planner.ts'
import type { EditionBuilder } from '../digests/edition-builder.ts'
import type { KeyedMutex } from '../lib/keyed-mutex.ts'
import type { Reply } from '../messages/reply.ts'
import type { Request } from '../messages/request.ts'
import type { Audit } from '../ports/audit.ts'
import type { Channels } from '../ports/channels.ts'
import type { Outbox } from '../ports/outbox.ts'
import type { PaperSearch } from '../search/search.ts'
import type { Clock } from '../time/clock.ts'
import type { CommandLine } from './parse.ts'

/** What commands work with. */
export interface CommandDeps {
  channels: Channels
  outbox: Outbox
  audit: Audit
  editionBuilder: EditionBuilder
  planner: Planner
  lookUp: LookUp
  search: PaperSearch
  /** So that a change and the planner don't meet in one channel. */
  mutex: KeyedMutex
  clock: Clock
  feed: () => Promise<FeedStatus>
  /** Begins to deliver what has just been planned; doesn't wait for it. */
  deliverSoon: () => void
  /** A channel as it is before anyone has set anything. */
  newChannel: (id: ChannelId) => Channel
  /** Papers on a page of a list. */
  pageSize: number
  version: string
}

/** A request whose text is understood. */
export interface Asked extends Request, CommandLine {}

/** Carries a command out. May throw: whoever runs it sees to that. */
export type Command = (asked: Asked) => Promise<Reply>
