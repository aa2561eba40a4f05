import type { ChannelId } from '../channels/channel-id.ts'
import type { FieldOption, SuggestionKind } from '../messages/form.ts'
import type { Reply } from '../messages/reply.ts'
import type { Request } from '../messages/request.ts'
import type { Publisher } from './publisher.ts'

/** Runs a command. Never rejects: what goes wrong is a reply, with a reference that stands in the log. */
export type RunCommand = (request: Request) => Promise<Reply>

/**
 * Resumes the paused channels whose ids begin with `under`, such as when the bot is invited again.
 * @param mayPost whether the bot may post in a channel, where that is known
 */
export type AccessRestored = (under: string, mayPost?: (channel: ChannelId) => boolean) => Promise<void>

/** What a connection hands on to the core. */
export interface CommandHandlers {
  run: RunCommand
  suggest: Suggest
  accessRestored: AccessRestored
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

/**
 * Suggestions for what was typed so far, best first, at most 25; labels of at most 75 characters, values of at most 100.
 * Never rejects: then there are none.
 */
export type Suggest = (asked: {
  channel: ChannelId
  kind: SuggestionKind
  typed: string
}) => Promise<FieldOption[]>
