import type { ChannelId } from '../channels/channel-id.ts'

/** An address that receives digests as JSON, with the channel whose digests it gets: `webhook:<id>`. */
export interface Webhook {
  id: ChannelId
  /** The host of its address, for people to recognise it by. The rest of the address may hold a token. */
  host: string
  /** Its address and what its requests are signed with, sealed for this id. */
  secrets: string
  /** ms UTC */
  createdAt: number
  /** Differs after each change. */
  revision: number
}

/** The webhooks that were added. */
export interface Webhooks {
  find(id: ChannelId): Promise<Webhook | undefined>
  add(webhook: Omit<Webhook, 'revision'>): Promise<void>
  /** Replaces the secrets, unless the webhook has changed since. @returns whether it did */
  replaceSecrets(id: ChannelId, revision: number, secrets: string): Promise<boolean>
  /** At most `limit` rows after an id, ordered by id. */
  page(after: ChannelId | undefined, limit: number): Promise<Webhook[]>
}
