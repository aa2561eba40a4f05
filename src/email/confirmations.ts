import type { Channel } from '../channels/channel.ts'
import type { ChannelId } from '../channels/channel-id.ts'
import { changedChannel } from '../commands/channel/changed-channel.ts'
import { MAX_TOPICS } from '../commands/channel/subscribe.ts'
import type { KeyedMutex } from '../lib/keyed-mutex.ts'
import type { Channels } from '../ports/channels.ts'
import type { EmailAddresses } from '../ports/email-addresses.ts'
import type { KeyValueStore } from '../ports/key-value-store.ts'
import { topicKey } from '../search/topics.ts'
import type { Clock } from '../time/clock.ts'
import { type Asked, CONFIRM_MS, type ConfirmationTokens } from './confirmation-tokens.ts'
import { linksEndedAt } from './forget-address.ts'
import { SUBSCRIBER } from './subscriber.ts'

/** `ended`: the link was used already, or the address was forgotten since. */
export type ConfirmationProblem = 'forged' | 'expired' | 'ended'

/** What a link that confirms says. */
export type ReadConfirmation = ({ ok: true } & Asked) | { ok: false; problem: ConfirmationProblem }

/** `full`: the address has as many topics as it can. */
export type Confirmed =
  | { kind: 'subscribed' | 'full'; channel: ChannelId; topic: string }
  | { kind: 'refused'; problem: ConfirmationProblem }

/** The answers of addresses that were asked whether they want digests. */
export interface Confirmations {
  /** Changes nothing. @param token the last part of the link's path */
  read(token: string): Promise<ReadConfirmation>
  /** Subscribes the address. */
  confirm(token: string): Promise<Confirmed>
}

export function createConfirmations(deps: {
  tokens: ConfirmationTokens
  addresses: EmailAddresses
  channels: Channels
  keyValues: KeyValueStore
  mutex: KeyedMutex
  newChannel: (id: ChannelId) => Channel
  clock: Clock
}): Confirmations {
  const { tokens, addresses, channels, keyValues, mutex, clock } = deps

  /** By its signature, which nobody can write in two ways. */
  const usedName = (token: string): string => `email confirmed ${token.slice(token.lastIndexOf('.') + 1)}`

  async function read(token: string): Promise<ReadConfirmation> {
    const asked = tokens.open(token)
    if (!asked.ok) return asked
    const endedAt = await linksEndedAt(keyValues, addresses.hashOf(asked.address))
    const isUsed = (await keyValues.get(usedName(token))) !== undefined
    return isUsed || asked.askedAt <= endedAt ? { ok: false, problem: 'ended' } : asked
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
    read,
    async confirm(token) {
      const asked = await read(token)
      if (!asked.ok) return { kind: 'refused', problem: asked.problem }
      const channel = await addresses.add(asked.address, clock.now())
      const confirmed = await mutex.runExclusive(channel, () => subscribe(channel, asked.topic))
      await keyValues.add(usedName(token), '', clock.now() + CONFIRM_MS)
      return confirmed
    },
  }
}
