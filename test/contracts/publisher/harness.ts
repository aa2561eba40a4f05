import type { ChannelId } from '../../../src/channels/channel-id.ts'
import type { Publisher } from '../../../src/ports/publisher.ts'

/** Calls of the platform: posting, listing a channel's messages, identifying the token's owner, a direct message. */
export type Operation = 'post' | 'history' | 'token' | 'direct'

/** How the platform fails on the next request, in neutral terms. */
export type Failure =
  /** Never answers; begins an answer that never ends; breaks the connection; succeeds, then breaks the connection. */
  | 'hang'
  | 'stall'
  | 'reset'
  | 'lost'
  /** HTTP 500; a page from somebody else, such as a proxy, with status 200, and with 403. */
  | 'server error'
  | 'foreign page'
  | 'foreign refusal'
  /** Asks us to retry; an unlisted error; asks us to slow down without a wait, or with one. */
  | 'busy'
  | 'unlisted error'
  | 'slow down'
  | { slowDownForSeconds: number }
  /** Has no such channel; rejects the token; rejects the message. */
  | 'no such channel'
  | 'token refused'
  | 'faulty message'

/** A message as a person sees it. */
export interface Seen {
  text: string
  /** Where its links go. */
  links: readonly string[]
  /** Whom it notifies or mentions. */
  notifies: readonly string[]
  /** Parts of untrusted text that take effect, such as `**` or an escape sequence. */
  markup: readonly string[]
}

/** A message in a channel. */
export interface Message extends Seen {
  id: string
  /** The message of the thread that it is below. */
  threadId: string | undefined
}

/** A fake platform with a publisher that may post there. It stops after the test. */
export interface PublisherHarness {
  publisher: Publisher
  channel: ChannelId
  /** What was posted, oldest first. */
  messages(): readonly Message[]
  /** Throws if the publisher sent anything that the platform would reject. */
  assertClean(): void
}

/** A platform that is called over a network. */
export interface RemoteHarness extends PublisherHarness {
  /** Makes the next call of this kind fail. */
  fail(operation: Operation, failure: Failure): void
  /** How many posts were attempted. */
  attempts(): number
  /** Resolves when a post was attempted. */
  postAttempted(): Promise<void>
  /** Makes the platform refuse connections. */
  shutDown(): Promise<void>
  /** A person who can get direct messages. */
  personId: string
  nextDirectMessage(): Promise<{ personId: string; text: string }>
}

export interface HarnessOptions {
  /** Timeout of calls, ms. */
  timeoutMs?: number
  /** Whether the bot may read the history of its channels (true). */
  mayReadHistory?: boolean
  /** The time since the message was first tried, in the reconcile tests, ms. */
  sinceTriedMs?: number
}

/** How platforms differ. */
export interface Abilities {
  /** The scope of a rejected token. */
  token: 'workspace' | 'platform'
  /** How long the platform recognises a repeated message, ms; 0 where it recognises none. */
  deduplicatesForMs: number
  /** What the platform doesn't have: by default it has everything. */
  without?: readonly ('history' | 'token' | 'direct messages' | 'threads')[]
  /** Failures that the platform doesn't have. */
  cannot?: readonly Failure[]
  /** Where nobody can look whether a message arrived, and a repeated one is seen twice: how long an uncertain one waits, ms. */
  repeatsAfterMs?: number
  /** Whether the messages go to anybody's server: of its answer only the status counts, and none is about a token or a message. */
  anyReceiver?: boolean
}

/** Characters that hide or reorder text, or control a terminal. */
const HIDDEN = /[\p{Cc}\u202a-\u202e\u2066-\u2069\u200b\ufeff]/gu

export const hiddenIn = (text: string): string[] =>
  [...text.matchAll(HIDDEN)].map(([character]) => character).filter(character => !'\n\t'.includes(character))
