import type { Channel, ChannelId } from '../channels/channel.ts'
import type { Feed } from '../collecting/feed-status.ts'
import type { LookUp } from '../collecting/look-up.ts'
import type { Planner } from '../delivery/planner.ts'
import type { Editor } from '../digests/edition-builder.ts'
import type { Turns } from '../lib/keyed-mutex.ts'
import type { Reply, ReplySpan } from '../messages/reply.ts'
import type { Request } from '../messages/request.ts'
import type { Clock } from '../ports/ports.ts'
import type { Audit, Channels, Ledger } from '../ports/store.ts'
import type { PaperSearch } from '../search/search.ts'
import type { CommandLine } from './parse.ts'

/** What commands work with. */
export interface CommandDeps {
  channels: Channels
  ledger: Ledger
  audit: Audit
  editor: Editor
  planner: Planner
  lookUp: LookUp
  search: PaperSearch
  /** So that a change and the planner don't meet in one channel. */
  turns: Turns
  clock: Clock
  feed: () => Promise<Feed>
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

export const bold = (text: string): ReplySpan => ({ text, style: 'bold' })
export const code = (text: string): ReplySpan => ({ text, style: 'code' })
export const muted = (text: string): ReplySpan => ({ text, style: 'muted' })

export type Line = string | readonly (string | ReplySpan)[]

const toSpans = (line: Line): ReplySpan[] =>
  (typeof line === 'string' ? [line] : line).map(part => (typeof part === 'string' ? { text: part } : part))

/** An answer for the asker alone. */
export const tellAsker = (...lines: Line[]): Reply => ({ audience: 'asker', lines: lines.map(toSpans) })

/** An answer that the whole channel sees. */
export const tellChannel = (...lines: Line[]): Reply => ({ audience: 'channel', lines: lines.map(toSpans) })
