import type { ChannelId } from '../channels/channel-id.ts'
import { SealError, type Sealer } from '../lib/sealed.ts'
import { EMAIL, type EmailAddresses } from '../ports/email-addresses.ts'
import type { SealedAddresses } from '../ports/sealed-addresses.ts'
import type { People } from '../privacy/people-keys.ts'

const PAGE_SIZE = 100

/** @param newId a random text that nobody can guess */
export function createEmailAddresses(deps: {
  rows: SealedAddresses
  sealer: Sealer
  people: People
  newId: () => string
}): EmailAddresses {
  const { rows, sealer, people, newId } = deps
  // Domains ignore case, and so does every common mail server in the local part.
  const hashesOf = (address: string): string[] => people.hashesOf(EMAIL, address.toLowerCase())

  async function channelOf(address: string): Promise<ChannelId | undefined> {
    return (await rows.findByHash(hashesOf(address)))?.id
  }

  return {
    async find(channel) {
      const row = await rows.find(channel)
      return row && { channel, address: sealer.open(row.secrets, row.id), confirmedAt: row.confirmedAt }
    },
    channelOf,
    async add(address, at) {
      const known = await channelOf(address)
      if (known) return known
      const id: ChannelId = `${EMAIL}:${newId()}`
      const [hash = ''] = hashesOf(address)
      const isAdded = await rows.add({ id, hash, secrets: sealer.seal(address, id), confirmedAt: at })
      return isAdded ? id : ((await channelOf(address)) ?? id)
    },
    async *all() {
      let after: ChannelId | undefined
      do {
        const page = await rows.page(after, PAGE_SIZE)
        for (const { id, secrets, confirmedAt } of page) {
          yield { channel: id, address: openIfPossible(sealer, secrets, id), confirmedAt }
        }
        after = page.at(-1)?.id
      } while (after !== undefined)
    },
    hashOf: address => hashesOf(address)[0] ?? '',
  }
}

function openIfPossible(sealer: Sealer, sealed: string, context: string): string | undefined {
  try {
    return sealer.open(sealed, context)
  } catch (error) {
    if (error instanceof SealError) return undefined
    throw error
  }
}
