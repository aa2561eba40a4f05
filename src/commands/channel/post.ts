import { nothingText } from '../../delivery/planner.ts'
import { bold, code, ephemeralReply, publicReply } from '../../messages/reply.ts'
import { plural } from '../../text/format.ts'
import type { Command, CommandDeps } from '../command.ts'
import { channelForPost } from './changed-channel.ts'

export function createPost(deps: CommandDeps): Command {
  const { channels, planner, feed, deliverSoon } = deps
  return async request => {
    const topics = await channels.topics(request.channel)
    if (topics.length === 0) {
      return ephemeralReply(['This channel follows nothing yet. Begin with ', code('/papers subscribe')])
    }
    const channel = await channelForPost(deps, request)
    const edition = await planner.planNow(channel, `post ${request.id}`)
    if (edition.kind === 'nothing') {
      const why =
        edition.reason === 'nothing new'
          ? 'This channel has had every paper of these days that matches its topics.'
          : nothingText(edition.reason)
      return ephemeralReply(`${why} ${(await feed()).text}`)
    }
    deliverSoon()
    return publicReply([
      bold(request.person),
      ` asked for a digest now: ${plural(edition.digest.entries.length, 'paper')} to come.`,
    ])
  }
}
