import type { ChannelId, PlatformName } from '../channels/channel-id.ts'

/** What the channels of e-mail addresses begin with. */
export const EMAIL: PlatformName = 'email'

/**
 * A confirmed address that receives digests, as a channel `email:<id>`. The id is random, so that it says nothing about the address.
 */
export interface EmailAddress {
  channel: ChannelId
  /** As it was typed, with its domain in ASCII. */
  address: string
  confirmedAt: number
}

/** The confirmed addresses. They are encrypted in the database, and in no log. */
export interface EmailAddresses {
  /** The address of a channel; undefined once it was forgotten. @throws SealError where SECRET_KEY doesn't open it */
  find(channel: ChannelId): Promise<EmailAddress | undefined>
  /** The channel of an address. Case doesn't count. */
  channelOf(address: string): Promise<ChannelId | undefined>
  /** Stores an address, unless it is there already. @returns its channel */
  add(address: string, at: number): Promise<ChannelId>
  /** All of them, ordered by channel; the address is missing where SECRET_KEY doesn't open it. */
  all(): AsyncGenerator<Omit<EmailAddress, 'address'> & { address?: string | undefined }>
  /** A keyed hash of a channel's address, which stays the same as long as the address is stored. */
  hashOf(address: string): string
}

/** The links in a channel's mails: signed, so that whoever has the mail, and nobody else, can use them. GET never changes anything. */
export interface EmailLinks {
  /** The page with topics, time, days, size, pause and *forget me*. */
  settings(channel: ChannelId): string
  /** What `List-Unsubscribe` names: a page with a button; a POST to it unsubscribes at once (RFC 8058). */
  unsubscribe(channel: ChannelId): string
  /** A page with a button that lowers papers like this one. */
  lessLike(channel: ChannelId, paperId: string): string
  /** The page of a paper, unsigned. */
  paper(paperId: string): string
  /** Papers like it, unsigned. */
  similar(paperId: string): string
}

/** Who wants an address to receive digests. */
export interface EmailAsker {
  /** The key of their limits: a person's id on a platform, or a network address. */
  id: string
  /** Where they asked, for the mail: `on the web pages at https://…`. Nothing that they could have written themselves. */
  where: string
}

/** The answer to somebody who asks for digests by e-mail. It is the same whether or not the address is known. */
export type SignUpAnswer =
  | { kind: 'asked'; topic: string }
  /** What was typed can't be read; a sentence for the person who typed it. */
  | { kind: 'refused'; field: 'address' | 'topic'; problem: string }
  /** They have asked too often. */
  | { kind: 'too many'; waitMs: number }

/** What became of the mail that asks whether the address wants digests. `limited`: the address or its domain got too many. */
export type ConfirmationOutcome = 'sent' | 'limited' | 'blocked' | 'failed'

/** Asks addresses whether they want digests: nothing else is sent to them before. */
export interface EmailSignUps {
  /** Answers at once; the mail is sent afterwards. */
  ask(typed: { address: string; topic: string }, asker: EmailAsker): Promise<SignUpAnswer>
  /** The same for whoever runs the bot: without a limit for them, and waits for the mail. */
  askNow(
    typed: { address: string; topic: string },
    where: string,
  ): Promise<SignUpAnswer | { kind: 'done'; outcome: ConfirmationOutcome; reason?: string | undefined }>
}
