import { nothingSpans } from '../../digests/nothing-text.ts'
import { bold, command, ephemeralReply, publicReply } from '../../messages/reply.ts'
import { plural } from '../../text/format.ts'
import type { Command, CommandDeps } from '../command.ts'
import { channelForPost } from './changed-channel.ts'
import { holdSpans } from './next-digest.ts'

export function createPost(deps: CommandDeps): Command {
  const { channels, planner, feed, deliverSoon } = deps
  return async request => {
    const topics = await channels.topics(request.channel)
    if (topics.length === 0) {
      return ephemeralReply(['This channel has no subscriptions yet. To start: ', command('subscribe')])
    }
    const channel = await channelForPost(deps, request)
    const edition = await planner.planNow(channel, `post ${request.id}`)
    if (edition.kind === 'hold')
      return ephemeralReply(['Nothing can be posted right now. ', ...holdSpans(edition.hold)])
    if (edition.kind === 'nothing')
      return ephemeralReply([...nothingSpans(edition), ` ${(await feed()).text}`])
    deliverSoon()
    const papers = plural(edition.digest.entries.length, 'paper')
    const what = edition.news ? `: ${papers}.` : `. Nothing is new, so it has the next best: ${papers}.`
    return publicReply([bold(request.person), ` posted a digest${what}`])
  }
}
