import { bold, type Command, type CommandDeps, code, muted, tellAsker } from './command.ts'
import { nextDigestText } from './next-digest.ts'
import { scheduleText } from './schedule-text.ts'
import { topicName } from './topic-name.ts'

export function createSubscriptions({ channels, clock }: CommandDeps): Command {
  return {
    name: 'subscriptions',
    usage: '',
    help: 'what this channel follows, and when its digest comes',
    changes: false,
    async run(request) {
      const [channel, topics] = await Promise.all([
        channels.find(request.channel),
        channels.topics(request.channel),
      ])
      if (!channel || topics.length === 0) {
        return tellAsker(['This channel follows nothing yet. Begin with ', code('/papers subscribe')])
      }
      return tellAsker(
        ...topics.map(topic => ['• ', bold(topicName(topic))]),
        channel.pausedReason
          ? [bold('Paused: '), channel.pausedReason]
          : `The digest comes ${scheduleText(channel)}, next ${nextDigestText(channel, clock.now())}.`,
        [muted('To change it: subscribe, unsubscribe and schedule, each after /papers.')],
      )
    },
  }
}
