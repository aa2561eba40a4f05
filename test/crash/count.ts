import type { Environment } from '../e2e/environment.ts'
import { type CrashChannel, messagesADay } from './channels.ts'

export interface Count {
  messages: number
  lost: number
  repeated: number
  /** The channels with repeated or lost messages, as text. */
  examples: string[]
}

/** The texts of all messages in a channel and its threads. No two messages of different editions have the same text. */
function textsIn({ slack, discord }: Environment, { platform, place }: CrashChannel): string[] {
  if (platform === 'slack') return slack.posts.filter(post => post.channel === place).map(({ text }) => text)
  const threads = new Set(discord.threads.filter(({ parentId }) => parentId === place).map(({ id }) => id))
  return discord.posts
    .filter(({ channelId }) => channelId === place || threads.has(channelId))
    .map(({ text }) => text)
}

/** Counts the messages on the platforms after so many days of digests, whatever the bot's database says. */
export function countMessages(
  environment: Environment,
  channels: readonly CrashChannel[],
  days: number,
): Record<'slack' | 'discord', Count> {
  const counts = {
    slack: { messages: 0, lost: 0, repeated: 0, examples: [] as string[] },
    discord: { messages: 0, lost: 0, repeated: 0, examples: [] as string[] },
  }
  for (const channel of channels) {
    const texts = textsIn(environment, channel)
    const different = new Set(texts).size
    const lost = Math.max(0, days * messagesADay(channel) - different)
    const repeated = texts.length - different
    const count = counts[channel.platform]
    count.messages += texts.length
    count.lost += lost
    count.repeated += repeated
    if (lost || repeated) count.examples.push(`${channel.id}: ${lost} lost, ${repeated} repeated`)
  }
  return counts
}
