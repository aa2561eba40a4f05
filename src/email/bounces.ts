import type { ChannelId } from '../channels/channel-id.ts'
import { plain } from '../messages/untrusted-text.ts'
import type { Channels } from '../ports/channels.ts'
import type { EmailAddresses } from '../ports/email-addresses.ts'
import type { KeyValueStore } from '../ports/key-value-store.ts'
import type { Clock } from '../time/clock.ts'
import { withoutAddresses } from './address.ts'

/** How long nothing is sent to an address whose owner complained, ms. */
const BLOCKED_MS = 365 * 86_400_000

/** The key under which the hash of an address is stored to which nothing is sent any more. */
export const blockedName = (hash: string): string => `email blocked ${hash}`

/** What a mail server reports about an address: mails to it come back, or its owner called one of them spam. */
export interface Bounce {
  kind: 'bounce' | 'complaint'
  address: string
  /** In the words of the mail server; untrusted. */
  reason: string
}

/** `unknown`: no digests go to this address. */
export type BounceResult = 'paused' | 'paused already' | 'forgotten' | 'unknown'

/** A bounce pauses an address, and a complaint ends it. */
export type ReportBounce = (bounce: Bounce) => Promise<BounceResult>

const MAX_REASON = 200

export function createBounces(deps: {
  addresses: EmailAddresses
  channels: Channels
  keyValues: KeyValueStore
  forget: (channel: ChannelId) => Promise<void>
  clock: Clock
}): ReportBounce {
  const { addresses, channels, keyValues, forget, clock } = deps
  return async ({ kind, address, reason }) => {
    const channel = await addresses.channelOf(address)
    if (kind === 'complaint') {
      // Also if it isn't confirmed: then the complaint was about the confirmation mail.
      await keyValues.set(blockedName(addresses.hashOf(address)), '', clock.now() + BLOCKED_MS)
      if (channel) await forget(channel)
      return channel ? 'forgotten' : 'unknown'
    }
    if (!channel) return 'unknown'
    const why = withoutAddresses(plain(reason).replace(/\s+/g, ' ')).slice(0, MAX_REASON).trim()
    const isPaused = await channels.pause(channel, `mails come back${why && `: ${why}`}`)
    return isPaused ? 'paused' : 'paused already'
  }
}
