import type { ChannelId } from '../channels/channel-id.ts'

/** A confirmed e-mail address, as it is stored. */
export interface SealedAddress {
  /** Its channel, `email:<random>`. */
  id: ChannelId
  /** A keyed hash of the address, by which it is found. */
  hash: string
  /** The address, sealed for the id. */
  secrets: string
  /** ms UTC */
  confirmedAt: number
  /** Differs after each change. */
  revision: number
}

/** The confirmed addresses, which can't be read in the database without a key. They are removed by `PersonalData.forgetWorkspace`. */
export interface SealedAddresses {
  find(id: ChannelId): Promise<SealedAddress | undefined>
  /** The one with any of these hashes. */
  findByHash(hashes: readonly string[]): Promise<SealedAddress | undefined>
  /** @returns false where its hash is stored already */
  add(address: Omit<SealedAddress, 'revision'>): Promise<boolean>
  /** Replaces what is sealed, unless the row has changed since. @returns whether it did */
  replaceSecrets(id: ChannelId, revision: number, secrets: string): Promise<boolean>
  /** At most `limit` rows after an id, ordered by id. */
  page(after: ChannelId | undefined, limit: number): Promise<SealedAddress[]>
}
