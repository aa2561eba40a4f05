import type { ChannelId } from '../channels/channel-id.ts'

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
  /** The address of a channel; undefined once it was forgotten. */
  find(channel: ChannelId): Promise<EmailAddress | undefined>
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
