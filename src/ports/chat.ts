import type { ChannelId } from '../channels/channel-id.ts'
import type { FieldOption, SuggestionKind } from '../messages/form.ts'
import type { Reply } from '../messages/reply.ts'
import type { Request } from '../messages/request.ts'
import type { Timer } from '../time/clock.ts'
import type { Publisher } from './publisher.ts'
import type { RateCounters } from './rate-counters.ts'

/** Runs a command. Never rejects: an error becomes a reply with a reference that is also in the log. */
export type RunCommand = (request: Request) => Promise<Reply>

/**
 * Resumes the paused channels whose ids begin with `under`, such as when the bot is invited again, and ends the suspension of
 * exactly that.
 * @param mayPost whether the bot may post in a channel, where that is known
 */
export type AccessRestored = (
  under: string,
  mayPost?: (channel: ChannelId) => boolean | Promise<boolean>,
) => Promise<void>

/** One of the numbered parts of a platform's connection that all processes of a bot divide among themselves, while this process has it. */
export interface WorkPart {
  /** From 0. */
  number: number
  /** How many parts there are. */
  of: number
  /** Aborts when the part is given up or lost. The work must end then, because another process may do it. */
  signal: AbortSignal
  /** Whether no other process can have it yet. False at once after this process was suspended for too long. */
  isOurs(): boolean
}

/**
 * Divides the connection to a platform among all processes until the signal aborts: each part is done by one of them at a time, and each process has as many
 * parts as any other, or one more.
 * @param options.parts into how many parts to divide it. Where others do it already, theirs counts
 */
export type DivideWork = (
  options: { platform: string; parts: number; work: (part: WorkPart) => Promise<void> },
  signal: AbortSignal,
) => Promise<void>

/** What the processes that serve one bot do together. */
export interface Together {
  divideWork: DivideWork
  counters: RateCounters
  timer: Timer
}

/** The core's functions that a connection calls. */
export interface CommandHandlers {
  run: RunCommand
  suggest: Suggest
  accessRestored: AccessRestored
  /** Suspends the channels whose ids begin with `scope`, such as `slack:T1/`, because the app was uninstalled, until their access is restored. */
  accessLost: (scope: string, reason: string) => Promise<void>
  /** A connection that was lost is back, so the bot can post again. */
  reconnected: () => void
  /** Whether this process is the first of all to get an event. Never rejects; in doubt the answer is yes. */
  isFirst: (id: string) => Promise<boolean>
  /** Undefined where only one process can serve the bot. */
  together?: Together | undefined
}

export interface ShardCounts {
  /** Of all processes together. */
  total: number
  /** Those that this process has. */
  held: number
  /** Those of them that are connected. */
  connected: number
}

/** A connection to a chat platform: it posts messages, and answers commands with the RunCommand that it was given. */
export interface Chat extends Publisher {
  /**
   * Connects and begins to answer commands. Resolves once connected, after however many attempts. Rejects with RefusedError
   * when more attempts are pointless, such as with a wrong token.
   */
  start(): Promise<void>
  /** Takes no more commands, lets running ones finish, and disconnects. */
  stop(): Promise<void>
  connected(): boolean
  /** What this process has of a connection that all processes of the bot divide into shards; undefined where they don't. */
  shards?(): ShardCounts | undefined
  /**
   * Checks whether `start` could connect, and connects nothing. Rejects with the RefusedError that `start` would reject with, or with
   * another error where the platform can't be asked.
   * @returns a sentence for each thing that keeps commands from arriving all the same, with what to do
   */
  check?(signal: AbortSignal): Promise<readonly string[]>
  /**
   * Sentences about what the bot could do and isn't set up for, such as scopes that weren't granted, with what to do. Call it only
   * where `check` found nothing; rejects where the platform can't be asked.
   */
  advise?(signal: AbortSignal): Promise<readonly string[]>
  /** Why the bot may not post in a channel now, with what to do; undefined where it may. Posts nothing; rejects where that can't be asked. */
  checkChannel?(channel: ChannelId, signal: AbortSignal): Promise<string | undefined>
  /**
   * Which of these channels the person may know of. Never rejects. Without this method, they see only the channel that they are in.
   */
  visibleChannels?(personId: string, channels: readonly ChannelId[]): Promise<readonly ChannelId[]>
}

/**
 * Suggestions for what was typed so far, best first, at most 25; labels have at most 75 characters, values at most 100.
 * Never rejects: after an error there are none.
 */
export type Suggest = (asked: {
  channel: ChannelId
  kind: SuggestionKind
  typed: string
}) => Promise<FieldOption[]>
