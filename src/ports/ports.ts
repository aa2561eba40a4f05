import type { ChannelId, Platform } from '../channels/channel.ts'
import type { Found, Verdict } from '../delivery/delivery.ts'
import type { Pace } from '../delivery/rate-limiter.ts'
import type { Digest } from '../messages/digest.ts'
import type { Reply } from '../messages/reply.ts'
import type { FoundPaper, ListedPaper } from '../papers/paper.ts'

/** What the core needs of the outside. Adapters and tests provide it. */

export interface Clock {
  /** Milliseconds since 1970-01-01 UTC. */
  now(): number
}

/** What passes between two moments, whatever is done to the clock on the wall. */
export interface Timer {
  /** Milliseconds since some moment; never goes back. */
  now(): number
  /** Resolves after so many ms, or when the signal comes. */
  wait(ms: number, signal: AbortSignal): Promise<void>
}

type LogLine = (fields: Record<string, unknown>, message: string) => void
export interface Log {
  debug: LogLine
  info: LogLine
  warn: LogLine
  error: LogLine
}

/** Where papers come from. */
export interface PaperSource {
  name: string
  /**
   * Everything that the source lists for a day (YYYY-MM-DD), all pages. Items that can't be understood are reported
   * and left out. Throws SourceError when the list as a whole can't be had.
   */
  list(day: string, signal: AbortSignal): Promise<SourceList>
}

export interface SourceList {
  papers: ListedPaper[]
  skipped: { id?: string | undefined; reason: string }[]
}

/** Where single papers can be looked up. */
export interface PaperLookUp {
  name: string
  /**
   * The paper of this arXiv id without version, or undefined where the source knows none. Throws SourceError when it
   * can't be asked now.
   */
  find(id: string, signal: AbortSignal): Promise<FoundPaper | undefined>
}

/** Another search that papers may be asked of, by meaning perhaps. */
export interface RemoteSearch {
  name: string
  /** Papers for plain words, best first. Throws SourceError when it can't be asked now. */
  search(text: string, signal: AbortSignal): Promise<FoundPaper[]>
}

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
export interface Doubtful extends Post {
  triedAt: number
}

/** Posts messages on one platform. Never throws for what a platform answers: that is a verdict. */
export interface Publisher {
  platform: Platform
  /** How fast it may post. */
  pace?: Pace
  publish(post: Post, signal: AbortSignal): Promise<Verdict>
  /** Did this message arrive? Never throws, as `publish`. */
  reconcile(post: Doubtful, signal: AbortSignal): Promise<Found>
  /** Tells one person about a channel in a direct message. Rejects where that can't be. */
  tell?(channel: ChannelId, personId: string, notice: Reply, signal: AbortSignal): Promise<void>
  /** Whether the platform takes our token now. */
  works?(signal: AbortSignal): Promise<boolean>
}

/** A connection to a chat platform: it posts, and answers commands by what it was given to run them. */
export interface Chat extends Publisher {
  /**
   * Connects and begins to answer commands. Resolves once connected, however often it had to try. Rejects with
   * RefusedError where the platform refuses us for good, such as for a wrong token.
   */
  start(): Promise<void>
  /** Takes no more commands, lets those under way finish, and disconnects. */
  stop(): Promise<void>
  connected(): boolean
}
