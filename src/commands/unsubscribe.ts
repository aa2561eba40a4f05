import { parseTopic } from '../papers/topic.ts'
import { bold, type Command, type CommandDeps, code, tellAsker, tellChannel } from './command.ts'
import { topicName } from './topic-name.ts'

export function createUnsubscribe({ channels, ledger, clock }: CommandDeps): Command {
  /** The topic meant: the one named, or the only one there is. */
  function meant(args: string, topics: readonly string[]): string | undefined {
    if (args.trim().toLowerCase() === 'all') return 'all'
    const named = args.trim() === '' && topics.length === 1 ? topics[0] : undefined
    const parsed = parseTopic(args)
    return named ?? (parsed.ok && topics.includes(parsed.topic) ? parsed.topic : undefined)
  }

  return {
    name: 'unsubscribe',
    usage: '[topic | all]',
    help: 'stop following a topic here, or all of them',
    changes: true,
    async run(request, args) {
      const topics = await channels.topics(request.channel)
      if (topics.length === 0) return tellAsker('This channel follows nothing, so there is nothing to end.')
      const topic = meant(args, topics)
      if (!topic) {
        const about = args.trim() ? ['This channel does not follow ', bold(args.trim()), '. '] : ['']
        return tellAsker([...about, 'It follows: ', bold(topics.map(topicName).join(', ')), '.'])
      }
      const ended = await channels.unsubscribe(request.channel, topic)
      const left = topics.filter(name => !ended.includes(name))
      if (left.length === 0) await ledger.cancel(request.channel, 'nothing is followed any more', clock.now())
      return tellChannel(
        [
          bold(request.person),
          ' ended the subscription to ',
          bold(ended.map(topicName).join(', ')),
          ' in this channel.',
        ],
        left.length > 0
          ? ['It still follows ', bold(left.map(topicName).join(', ')), '.']
          : ['It follows nothing now, and no digest will come. Back again: ', code('/papers subscribe')],
      )
    },
  }
}
