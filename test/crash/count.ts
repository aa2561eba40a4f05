import { dayText } from '../../src/time/time-text.ts'
import type { Environment } from '../e2e/environment.ts'
import type { ReceivedMail } from '../fakes/mail/smtp.ts'
import type { Receiver } from '../fakes/webhook/receiver.ts'
import { type CrashChannel, PAPERS } from './channels.ts'

export interface ChannelCount {
  messages: number
  lost: number
  repeated: number
  /** Messages that aren't part of any day's digest, such as a notice that there is none. */
  unexpected: number
}

export interface Count extends ChannelCount {
  /** The channels where anything but one message each was found, as text. */
  examples: string[]
}

const none = (): Count => ({ messages: 0, lost: 0, repeated: 0, unexpected: 0, examples: [] })

const headOf = (day: string): string => `digest of ${day}`
const paperOf = (day: string, index: number | string): string => `paper ${index} of ${day}`

/** The messages that a channel should have of a day, by name. */
const messagesOf = (day: string, { layout }: Pick<CrashChannel, 'layout'>): string[] => [
  headOf(day),
  ...(layout === 'thread' ? Array.from({ length: PAPERS }, (_, index) => paperOf(day, index)) : []),
]

/**
 * The name of the message with this text: that of its digest if it has a digest's title, else that of its paper. The rest of the text
 * doesn't count: a digest that is composed and posted a second time may be worded differently.
 */
function messageIn(text: string, dayByTitle: ReadonlyMap<string, string>): string | undefined {
  const title = /· (\p{L}+ \d{1,2} \p{L}+)/u.exec(text)?.[1]
  const day = title && dayByTitle.get(title)
  if (day) return headOf(day)
  const [, index, ofDay] = /Paper (\d+) of (\d{4}-\d\d-\d\d)/.exec(text) ?? []
  return index && ofDay && paperOf(ofDay, index)
}

/** Counts a channel's messages. @param days YYYY-MM-DD, each with a digest */
export function countTexts(
  texts: readonly string[],
  channel: Pick<CrashChannel, 'layout'>,
  days: readonly string[],
): ChannelCount {
  const dayByTitle = new Map(days.map(day => [dayText(day), day]))
  const times = new Map(days.flatMap(day => messagesOf(day, channel)).map(message => [message, 0]))
  let unexpected = 0
  for (const text of texts) {
    const message = messageIn(text, dayByTitle) ?? ''
    const before = times.get(message)
    if (before === undefined) unexpected++
    else times.set(message, before + 1)
  }
  const counts = [...times.values()]
  return {
    messages: texts.length,
    lost: counts.filter(count => count === 0).length,
    repeated: counts.reduce((sum, count) => sum + Math.max(0, count - 1), 0),
    unexpected,
  }
}

/** What arrived at receivers of webhooks and in mailboxes. */
export interface Arrived {
  received: Receiver['received']
  mails: readonly ReceivedMail[]
}

/** The mails with different Message-IDs. */
export const differentMails = (mails: readonly ReceivedMail[]): ReceivedMail[] => [
  ...new Map(mails.map(mail => [mail.parsed.messageId, mail])).values(),
]

/** The texts of all messages in a channel and its threads; of a webhook and a mailbox, of those with different ids. */
function textsIn(
  { slack, discord }: Environment,
  { received, mails }: Arrived,
  { id, platform, place }: CrashChannel,
): string[] {
  if (platform === 'webhook')
    return received.filter(({ body }) => body.channel === id).map(({ body }) => body.text)
  if (platform === 'email')
    return differentMails(mails.filter(({ to }) => to === place)).map(({ parsed }) => parsed.text ?? '')
  if (platform === 'slack') return slack.posts.filter(post => post.channel === place).map(({ text }) => text)
  const threads = new Set(discord.threads.filter(({ parentId }) => parentId === place).map(({ id }) => id))
  return discord.posts
    .filter(({ channelId }) => channelId === place || threads.has(channelId))
    .map(({ text }) => text)
}

/** Counts the messages on the platforms after these days of digests, whatever the bot's database says. */
export function countMessages(
  environment: Environment,
  arrived: Arrived,
  channels: readonly CrashChannel[],
  days: readonly string[],
): Record<CrashChannel['platform'], Count> {
  const counts = { slack: none(), discord: none(), webhook: none(), email: none() }
  for (const channel of channels) {
    const { messages, lost, repeated, unexpected } = countTexts(
      textsIn(environment, arrived, channel),
      // A mailbox has no threads.
      channel.platform === 'email' ? { layout: 'compact' } : channel,
      days,
    )
    const count = counts[channel.platform]
    count.messages += messages
    count.lost += lost
    count.repeated += repeated
    count.unexpected += unexpected
    if (lost || repeated || unexpected) {
      count.examples.push(`${channel.id}: ${lost} lost, ${repeated} repeated, ${unexpected} unexpected`)
    }
  }
  return counts
}
