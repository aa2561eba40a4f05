import type { Channel } from '../channels/channel.ts'
import type { ChannelId } from '../channels/channel-id.ts'
import type { FilledForm } from '../messages/form.ts'
import type { Reply } from '../messages/reply.ts'
import type { Channels } from '../ports/channels.ts'
import type { RunCommand } from '../ports/chat.ts'
import type { EmailAddresses } from '../ports/email-addresses.ts'
import { SUBSCRIBER } from './subscriber.ts'

/** What an address has, for its page. */
export interface Subscriptions {
  address: string
  channel: Channel
  topics: readonly string[]
}

/** What people set on their page. Each as typed. */
export interface TypedSettings {
  topics: string
  time: string
  days: readonly string[]
  zone: string
  size: string
}

/** Problems by the name of the field, in sentences for the person who typed; empty where all was saved. */
export type SettingsProblems = Readonly<Record<string, string>>

/** What the owner of an address can do with the links in their mails. Commands do it, as in a chat, so that all rules are the same. */
export interface ManageEmail {
  /** Undefined once the address was forgotten. */
  find(channel: ChannelId): Promise<Subscriptions | undefined>
  save(channel: ChannelId, typed: TypedSettings): Promise<SettingsProblems>
  pause(channel: ChannelId): Promise<void>
  resume(channel: ChannelId): Promise<void>
  /** Ends all subscriptions. The address stays, so that they can be taken up again. */
  unsubscribe(channel: ChannelId): Promise<void>
  /** Ranks papers like this one lower. @returns whether that worked */
  lessLike(channel: ChannelId, paperId: string): Promise<boolean>
  /** Removes the address and all that is stored with it. */
  forget(channel: ChannelId): Promise<void>
}

export function createManageEmail(deps: {
  addresses: EmailAddresses
  channels: Channels
  run: RunCommand
  newChannel: (id: ChannelId) => Channel
  forget: (channel: ChannelId) => Promise<void>
  newId: () => string
}): ManageEmail {
  const { addresses, channels, newChannel } = deps

  const run = (channel: ChannelId, text: string, form?: FilledForm): Promise<Reply> =>
    deps.run({
      id: deps.newId(),
      channel,
      person: SUBSCRIBER,
      personId: '',
      mayChange: true,
      text,
      origin: 'control',
      form,
    })

  return {
    async find(channel) {
      const found = await addresses.find(channel)
      if (!found) return undefined
      return {
        address: found.address,
        channel: (await channels.find(channel)) ?? newChannel(channel),
        topics: await channels.topics(channel),
      }
    },
    async save(channel, { topics, time, days, zone, size }) {
      const form = { topics: [topics], time: [time], days, zone: [zone], size: [size] }
      const reply = await run(channel, 'settings', form)
      return reply.problems ?? {}
    },
    async pause(channel) {
      await run(channel, 'pause')
    },
    async resume(channel) {
      await run(channel, 'resume')
    },
    async unsubscribe(channel) {
      await run(channel, 'unsubscribe all')
    },
    async lessLike(channel, paperId) {
      await run(channel, `downrank ${paperId}`)
      const { downranked = [] } = (await channels.find(channel)) ?? {}
      return downranked.some(each => each.paperId === paperId)
    },
    forget: deps.forget,
  }
}
