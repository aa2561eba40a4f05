import { parseTopic } from '../papers/topic.ts'
import { changedChannel } from './channel-changes.ts'
import { bold, type Command, type CommandDeps, code, tellAsker, tellChannel } from './command.ts'
import { nextDigestText } from './next-digest.ts'
import { topicName } from './topic-name.ts'

/** More than anyone reads; it bounds what a digest has to look through. */
const MAX_TOPICS = 50

export function createSubscribe(deps: CommandDeps): Command {
  const { channels, clock } = deps
  return {
    name: 'subscribe',
    usage: '[topic]',
    help: 'follow a topic here: words that must all occur in a paper; without any, the general digest',
    changes: true,
    async run(request, args) {
      const parsed = parseTopic(args)
      if (!parsed.ok) return tellAsker(parsed.problem)
      const { topic } = parsed
      const topics = await channels.topics(request.channel)
      if (topics.includes(topic)) {
        return tellAsker(['This channel follows ', bold(topicName(topic)), ' already.'])
      }
      if (topics.length >= MAX_TOPICS) {
        return tellAsker(`This channel follows ${MAX_TOPICS} topics, the most it can. End one of them first.`)
      }
      const kept = await channels.find(request.channel)
      const goesOn = kept && topics.length > 0 && !kept.pausedReason
      const channel = goesOn ? kept : await changedChannel(deps, request)
      if (!goesOn) await channels.save(channel)
      await channels.subscribe(request.channel, topic, request.person, clock.now())
      return tellChannel(
        [bold(request.person), ' subscribed this channel to ', bold(topicName(topic)), '.'],
        [
          `The next digest comes ${nextDigestText(channel, clock.now())}. Another time: `,
          code('/papers schedule 9:00 weekdays Europe/Paris'),
        ],
      )
    },
  }
}
