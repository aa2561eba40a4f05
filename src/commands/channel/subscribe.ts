import { bold, code, ephemeralReply, publicReply } from '../../messages/reply.ts'
import { parseTopic, topicName } from '../../search/topics.ts'
import type { Command, CommandDeps } from '../command.ts'
import { changedChannel } from './changed-channel.ts'
import { dryRun } from './dry-run.ts'
import { nextDigestText } from './next-digest.ts'

/** More than anyone reads; it bounds what a digest has to look through. */
const MAX_TOPICS = 50

/** Shows first what a topic would bring; once that is confirmed, the channel follows it. */
export function createSubscribe(deps: CommandDeps): Command {
  const { channels, clock } = deps
  return async asked => {
    const parsed = parseTopic(asked.args)
    if (!parsed.ok) return ephemeralReply(parsed.problem)
    const { topic } = parsed
    const topics = await channels.topics(asked.channel)
    if (topics.includes(topic)) {
      return ephemeralReply(['This channel follows ', bold(topicName(topic)), ' already.'])
    }
    if (topics.length >= MAX_TOPICS) {
      return ephemeralReply([
        `This channel follows ${MAX_TOPICS} topics, the most it can. End one first: `,
        code('/papers unsubscribe'),
      ])
    }
    if (!asked.confirmed) return dryRun(deps, topic)
    const kept = await channels.find(asked.channel)
    const goesOn = kept && topics.length > 0 && !kept.pausedReason
    const channel = goesOn ? kept : await changedChannel(deps, asked)
    if (!goesOn) await channels.save(channel)
    await channels.subscribe(asked.channel, topic, asked, clock.now())
    return {
      ...publicReply(
        [bold(asked.person), ' subscribed this channel to ', bold(topicName(topic)), '.'],
        [
          `The next digest comes ${nextDigestText(channel, clock.now())}. Another time: `,
          code('/papers schedule 9:00 weekdays Europe/Paris'),
        ],
      ),
      actions: [
        { label: 'Preview', command: 'preview' },
        { label: 'Settings', command: 'settings' },
      ],
    }
  }
}
