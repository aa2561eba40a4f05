import type { ChannelId } from '../channels/channel-id.ts'
import type { EmailAddresses } from '../ports/email-addresses.ts'
import type { KeyValueStore } from '../ports/key-value-store.ts'
import type { ForgottenWorkspace, PersonalData } from '../ports/personal-data.ts'
import type { Clock } from '../time/clock.ts'
import { CONFIRM_MS } from './confirmation-tokens.ts'

const endedName = (hash: string): string => `email links ended ${hash}`

/** Until when links that confirm an address have ended, ms UTC; 0 if they haven't. */
export const linksEndedAt = async (keyValues: KeyValueStore, hash: string): Promise<number> =>
  Number((await keyValues.get(endedName(hash))) ?? 0)

/** Removes an address with all that is stored about it. Links to it end, also those that would confirm it again. */
export const createForgetAddress =
  (deps: {
    addresses: EmailAddresses
    keyValues: KeyValueStore
    personalData: PersonalData
    clock: Clock
  }): ((channel: ChannelId) => Promise<ForgottenWorkspace>) =>
  async channel => {
    const { addresses, keyValues, personalData, clock } = deps
    const found = await addresses.find(channel)
    if (found) {
      const name = endedName(addresses.hashOf(found.address))
      await keyValues.set(name, String(clock.now()), clock.now() + CONFIRM_MS)
    }
    return personalData.forgetWorkspace(channel)
  }
