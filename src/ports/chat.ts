import type { ChannelId } from '../channels/channel-id.ts'
import type { FieldOption, SuggestionKind } from '../messages/form.ts'
import type { Reply } from '../messages/reply.ts'
import type { Request } from '../messages/request.ts'
import type { Publisher } from './publisher.ts'

/** Runs a command. Never rejects: what goes wrong is a reply, with a reference that stands in the log. */
export type RunCommand = (request: Request) => Promise<Reply>

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
