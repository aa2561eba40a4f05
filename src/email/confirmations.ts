import { z } from 'zod'
import type { Channel } from '../channels/channel.ts'
import type { ChannelId } from '../channels/channel-id.ts'
import { changedChannel } from '../commands/channel/changed-channel.ts'
import { MAX_TOPICS } from '../commands/channel/subscribe.ts'
import type { KeyedMutex } from '../lib/keyed-mutex.ts'
import { SealError, type Sealer } from '../lib/sealed.ts'
import type { Signer } from '../lib/signed-text.ts'
import type { Channels } from '../ports/channels.ts'
import type { EmailAddresses } from '../ports/email-addresses.ts'
import type { KeyValueStore } from '../ports/key-value-store.ts'
import { topicKey } from '../search/topics.ts'
import type { Clock } from '../time/clock.ts'
import { SUBSCRIBER } from './subscriber.ts'

/** How long a link that confirms is valid, ms. */
export const CONFIRM_MS = 48 * 3_600_000

const PURPOSE = 'email confirm'

const payloadSchema = z.tuple([z.string(), z.string(), z.number()])

/** What a confirmation link says. */
export type ReadConfirmation =
  | { ok: true; address: string; topic: string; askedAt: number }
  /** `ended`: it was used already, or the address was forgotten since. */
  | { ok: false; problem: 'forged' | 'expired' | 'ended' }

/** `full`: the address has as many topics as it can. */
export type Confirmed =
  | { kind: 'subscribed' | 'full'; channel: ChannelId; topic: string }
  | { kind: 'refused'; problem: 'forged' | 'expired' | 'ended' }

/** What an address was asked is in its link alone: nothing is stored before it says yes. */
export interface Confirmations {
  /** The last part of the link's path. Nobody but us can read the address in it. */
  tokenFor(address: string, topic: string): string
  /** Changes nothing. */
  read(token: string): Promise<ReadConfirmation>
  /** Subscribes the address. */
  confirm(token: string): Promise<Confirmed>
  /** Ends the links that were sent to an address until now. */
  end(hash: string): Promise<void>
}

export function createConfirmations(deps: {
  signer: Signer
  sealer: Sealer
  addresses: EmailAddresses
  channels: Channels
  keyValues: KeyValueStore
  mutex: KeyedMutex
  newChannel: (id: ChannelId) => Channel
  clock: Clock
}): Confirmations {
  const { signer, sealer, addresses, channels, keyValues, mutex, clock } = deps

  const usedName = (token: string): string => `email confirmed ${token.slice(token.lastIndexOf('.') + 1)}`
  const endedName = (hash: string): string => `email links ended ${hash}`

  function unseal(sealed: string): z.infer<typeof payloadSchema> | undefined {
    try {
      return payloadSchema.parse(JSON.parse(sealer.open(sealed, PURPOSE)))
    } catch (error) {
      if (error instanceof SealError) return undefined
      throw error
    }
  }

  async function read(token: string): Promise<ReadConfirmation> {
    const signed = signer.read(PURPOSE, token)
    if (!signed.ok) return signed
    const payload = unseal(signed.text)
    if (!payload) return { ok: false, problem: 'forged' }
    const [address, topic, askedAt] = payload
    const endedAt = Number((await keyValues.get(endedName(addresses.hashOf(address)))) ?? 0)
    const isUsed = (await keyValues.get(usedName(token))) !== undefined
    if (isUsed || askedAt <= endedAt) return { ok: false, problem: 'ended' }
    return { ok: true, address, topic, askedAt }
  }

  async function subscribe(channel: ChannelId, topic: string): Promise<Confirmed> {
    const topics = await channels.topics(channel)
    const known = topics.some(each => topicKey(each) === topicKey(topic))
    if (!known && topics.length >= MAX_TOPICS) return { kind: 'full', channel, topic }
    // The mail with the link has arrived, so a pause because of mails that didn't is over.
    const stored = await channels.find(channel)
    const isActive = stored && topics.length > 0 && !stored.pausedReason
    if (!isActive) await channels.save(await changedChannel(deps, { channel }))
    if (!known) await channels.subscribe(channel, topic, { person: SUBSCRIBER }, clock.now())
    return { kind: 'subscribed', channel, topic }
  }

  return {
    tokenFor(address, topic) {
      const sealed = sealer.seal(JSON.stringify([address, topic, clock.now()]), PURPOSE)
      return signer.sign(PURPOSE, sealed, clock.now() + CONFIRM_MS)
    },
    read,
    async confirm(token) {
      const asked = await read(token)
      if (!asked.ok) return { kind: 'refused', problem: asked.problem }
      const channel = await addresses.add(asked.address, clock.now())
      const confirmed = await mutex.runExclusive(channel, () => subscribe(channel, asked.topic))
      await keyValues.add(usedName(token), '', clock.now() + CONFIRM_MS)
      return confirmed
    },
    async end(hash) {
      await keyValues.set(endedName(hash), String(clock.now()), clock.now() + CONFIRM_MS)
    },
  }
}
