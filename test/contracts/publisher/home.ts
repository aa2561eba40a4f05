import type { ChannelId } from '../../../src/channels/channel-id.ts'
import type { Publisher } from '../../../src/ports/publisher.ts'

/** What the publisher asks of its platform: to post, to list a channel's messages, whose the token is. */
export type Operation = 'post' | 'history' | 'token'

/** How the platform answers the next request, in the words of no platform. */
export type Failure =
  /** Never answers; begins to and never ends; breaks the connection; does its work, then breaks the connection. */
  | 'hang'
  | 'stall'
  | 'reset'
  | 'lost'
  /** HTTP 500; a page of somebody else's with status 200, and with 403. */
  | 'server error'
  | 'foreign page'
  | 'foreign refusal'
  /** Asks for another try; an error that is in no list; asks us to slow down, for a time or without naming one. */
  | 'busy'
  | 'unlisted error'
  | 'slow down'
  | { slowDownForSeconds: number }
  /** Has no such channel; no longer takes the token; finds a fault in the message. */
  | 'no such channel'
  | 'token refused'
  | 'faulty message'

/** What a message is to someone who reads it. */
export interface Seen {
  text: string
  /** Where its links lead. */
  links: readonly string[]
  /** Whom it notifies or mentions. */
  notifies: readonly string[]
  /** Characters of untrusted text that do something, such as `**` or an escape sequence. */
  markup: readonly string[]
}

/** A message that a channel received. */
export interface Message extends Seen {
  id: string
  /** The message of the thread that it is below. */
  threadId: string | undefined
}

/** One platform of a test's own, with a publisher that may post there. It ends with the test. */
export interface PublisherHome {
  publisher: Publisher
  channel: ChannelId
  /** What was posted, oldest first. */
  messages(): readonly Message[]
  /** Throws where the platform would find a fault in anything that was sent. */
  assertClean(): void
}

/** A publisher that asks a platform over a network, where anything may go wrong. */
export interface RemoteHome extends PublisherHome {
  /** The next request of this kind is answered like this. */
  fail(operation: Operation, failure: Failure): void
  /** How many times the platform was asked to post. */
  attempts(): number
  /** Resolves once the platform was asked to post. */
  postAttempted(): Promise<void>
  /** Lets nobody connect to the platform any more. */
  shutDown(): Promise<void>
  /** A person who can be told something, and where that arrives. */
  personId: string
  nextDirectMessage(): Promise<{ personId: string; text: string }>
}

export interface HomeOptions {
  /** How long the platform may take for an answer, ms. */
  timeoutMs?: number
  /** Whether the bot may read what was posted in its channels (true). */
  mayReadHistory?: boolean
  /** What the clock shows beyond the time at which `reconcileSamples` tried a message, ms. */
  sinceTriedMs?: number
}

/** What a remote platform can do, as far as platforms differ. */
export interface Abilities {
  /** How far a refused token reaches. */
  token: 'workspace' | 'platform'
  /** For how long the platform recognises a message that is sent again, ms. */
  deduplicatesForMs: number
}

/** Characters that hide or reorder text, or control a terminal. */
const HIDDEN = /[\p{Cc}\u202a-\u202e\u2066-\u2069\u200b\ufeff]/gu

export const hiddenIn = (text: string): string[] =>
  [...text.matchAll(HIDDEN)].map(([character]) => character).filter(character => !'\n\t'.includes(character))
