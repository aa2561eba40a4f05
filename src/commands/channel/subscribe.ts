import { bold, code, ephemeralReply, publicReply } from '../../messages/reply.ts'
import { parseTopic, topicName } from '../../search/topics.ts'
import type { Command, CommandDeps } from '../command.ts'
import { changedChannel } from './changed-channel.ts'
import { dryRun } from './dry-run.ts'
import { nextDigestSpans } from './next-digest.ts'

/** More than anyone reads; limits the work of building a digest. */
export const MAX_TOPICS = 50

/** Shows first what a topic would find; once that is confirmed, the channel follows it. */
export function createSubscribe(deps: CommandDeps): Command {
  const { channels, clock } = deps
  return async request => {
    const parsed = parseTopic(request.typed)
    if (!parsed.ok) return ephemeralReply(parsed.problem)
    const { topic } = parsed
    const topics = await channels.topics(request.channel)
    if (topics.includes(topic)) {
      return ephemeralReply(['This channel follows ', bold(topicName(topic)), ' already.'])
    }
    if (topics.length >= MAX_TOPICS) {
      return ephemeralReply([
        `This channel follows ${MAX_TOPICS} topics, the most it can. End one first: `,
        code('/papers unsubscribe'),
      ])
    }
    if (!request.confirmed) return dryRun(deps, topic)
    const stored = await channels.find(request.channel)
    const isActive = stored && topics.length > 0 && !stored.pausedReason
    const channel = isActive ? stored : await changedChannel(deps, request)
    if (!isActive) await channels.save(channel)
    await channels.subscribe(request.channel, topic, request, clock.now())
    return {
      ...publicReply(
        [bold(request.person), ' subscribed this channel to ', bold(topicName(topic)), '.'],
        [
          'The next digest comes ',
          ...nextDigestSpans(channel, clock.now()),
          '. Another time: ',
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
