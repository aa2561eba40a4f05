import { bold, code, ephemeralReply, publicReply } from '../../messages/reply.ts'
import { parseTopic, topicName } from '../../search/topics.ts'
import { tidyTyped } from '../../text/typed.ts'
import type { Command, CommandDeps } from '../command.ts'

/** The platforms' limit for a menu. */
const MAX_OPTIONS = 25

/** The topic to end: the one named, or the only one there is. */
function chosenTopic(typed: string, topics: readonly string[]): string | undefined {
  if (tidyTyped(typed).toLowerCase() === 'all') return 'all'
  if (typed === '') return topics.length === 1 ? topics[0] : undefined
  const parsed = parseTopic(typed)
  return parsed.ok && topics.includes(parsed.topic) ? parsed.topic : undefined
}

export const createUnsubscribe =
  ({ channels, outbox, clock }: CommandDeps): Command =>
  async ({ channel, person, args, typed }) => {
    const topics = await channels.topics(channel)
    if (topics.length === 0)
      return ephemeralReply('This channel follows nothing, so there is nothing to end.')
    const topic = chosenTopic(typed, topics)
    if (!topic) {
      const about = args.trim() ? ['This channel does not follow ', bold(args.trim()), '. '] : ['']
      const options = topics.map(name => ({ label: topicName(name), command: `unsubscribe ${name}` }))
      return {
        ...ephemeralReply([...about, 'It follows: ', bold(topics.map(topicName).join(', ')), '.']),
        choice: {
          label: 'Stop following…',
          options: [
            ...options.slice(0, MAX_OPTIONS - 1),
            { label: 'All of them', command: 'unsubscribe all' },
          ],
        },
      }
    }
    const ended = await channels.unsubscribe(channel, topic)
    const remaining = topics.filter(name => !ended.includes(name))
    if (remaining.length === 0) await outbox.cancel(channel, 'nothing is followed any more', clock.now())
    return publicReply(
      [
        bold(person),
        ' ended the subscription to ',
        bold(ended.map(topicName).join(', ')),
        ' in this channel.',
      ],
      remaining.length > 0
        ? ['It still follows ', bold(remaining.map(topicName).join(', ')), '.']
        : ['It follows nothing now, and no digest will come. Back again: ', code('/papers subscribe')],
    )
  }
