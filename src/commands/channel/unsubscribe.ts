import { bold, ephemeralReply, publicReply } from '../../messages/reply.ts'
import { EVERYTHING, parseTopic, topicKey, topicName } from '../../search/topics.ts'
import { tidyTyped } from '../../text/typed.ts'
import type { Command, CommandDeps } from '../command.ts'
import { NO_MORE } from './next-digest.ts'
import { isChannelItself, isEverything } from './topic-lines.ts'

/** The platforms' limit for a menu. */
const MAX_OPTIONS = 25

/** The general digest by its name: nobody guesses the star. */
const GENERAL = /^(?:the )?general(?: digest)?$/i

/** The topic to unsubscribe from: the one named, however it is spelled, or the only one there is. */
function chosenTopic(typed: string, topics: readonly string[]): string | undefined {
  const words = tidyTyped(typed)
  if (words.toLowerCase() === 'all') return 'all'
  if (typed === '' || isChannelItself(words)) return topics.length === 1 ? topics[0] : undefined
  const parsed = parseTopic(typed)
  const named = parsed.ok ? topics.find(topic => topicKey(topic) === topicKey(parsed.topic)) : undefined
  if (named) return named
  if (GENERAL.test(words)) return topics.find(topic => topic === EVERYTHING)
  return isEverything(words) ? 'all' : undefined
}

export const createUnsubscribe =
  ({ channels, outbox, clock }: CommandDeps): Command =>
  async ({ channel, person, args, typed }) => {
    const topics = await channels.topics(channel)
    if (topics.length === 0) return ephemeralReply('This channel has no subscriptions.')
    const topic = chosenTopic(typed, topics)
    if (!topic) {
      const about = args.trim()
        ? ['This channel isn’t subscribed to ', bold(args.trim()), '. Its subscriptions: ']
        : ['Unsubscribe from which topic? This channel’s subscriptions: ']
      const options = topics.map(name => ({ label: topicName(name), command: `unsubscribe ${name}` }))
      return {
        ...ephemeralReply([...about, bold(topics.map(topicName).join(', ')), '.']),
        choice: {
          label: 'Unsubscribe…',
          options: [
            ...options.slice(0, MAX_OPTIONS - 1),
            { label: 'All of them', command: 'unsubscribe all' },
          ],
        },
      }
    }
    const ended = await channels.unsubscribe(channel, topic)
    const remaining = topics.filter(name => !ended.includes(name))
    if (remaining.length === 0) await outbox.cancel(channel, 'the channel has no subscriptions', clock.now())
    return publicReply(
      [bold(person), ` unsubscribed this channel from `, bold(ended.map(topicName).join(', ')), '.'],
      remaining.length > 0
        ? ['Still subscribed to ', bold(remaining.map(topicName).join(', ')), '.']
        : NO_MORE,
    )
  }
