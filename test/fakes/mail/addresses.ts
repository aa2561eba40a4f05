import type { ChannelId } from '../../../src/channels/channel-id.ts'
import type { EmailAddresses, EmailLinks } from '../../../src/ports/email-addresses.ts'

/** Links with these in front are ours. */
export const LINKS_BASE = 'https://papers.example'

/** As long as real ones. */
const token = (purpose: string, channel: ChannelId): string =>
  Buffer.from(`${purpose} ${channel}`).toString('base64url').padEnd(90, '0')

export const fakeLinks: EmailLinks = {
  settings: channel => `${LINKS_BASE}/email/settings/${token('settings', channel)}`,
  unsubscribe: channel => `${LINKS_BASE}/email/unsubscribe/${token('unsubscribe', channel)}`,
  lessLike: (channel, id) => `${LINKS_BASE}/email/less/${token(`less ${id}`, channel)}`,
  paper: id => `${LINKS_BASE}/papers/${id}`,
  similar: id => `${LINKS_BASE}/papers/${id}#similar`,
}

/** Every channel has this address, except those that were forgotten. */
export const createFakeAddresses = (
  address = 'reader@example.net',
  forgotten: readonly ChannelId[] = [],
): Pick<EmailAddresses, 'find'> => ({
  find: async channel => (forgotten.includes(channel) ? undefined : { channel, address, confirmedAt: 0 }),
})

/** Each channel has the address that its id names: `email:ada` has `ada@example.net`. */
export const addressesById: Pick<EmailAddresses, 'find'> = {
  find: async channel => ({
    channel,
    address: `${channel.replace(/^email:/, '')}@example.net`,
    confirmedAt: 0,
  }),
}
