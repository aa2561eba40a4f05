import { nothingText } from '../../digests/nothing-text.ts'
import { bold, code, ephemeralReply, publicReply } from '../../messages/reply.ts'
import { plural } from '../../text/format.ts'
import type { Command, CommandDeps } from '../command.ts'
import { channelForPost } from './changed-channel.ts'
import { holdText } from './next-digest.ts'

export function createPost(deps: CommandDeps): Command {
  const { channels, planner, feed, deliverSoon } = deps
  return async request => {
    const topics = await channels.topics(request.channel)
    if (topics.length === 0) {
      return ephemeralReply(['This channel follows nothing yet. Begin with ', code('/papers subscribe')])
    }
    const channel = await channelForPost(deps, request)
    const edition = await planner.planNow(channel, `post ${request.id}`)
    if (edition.kind === 'hold') return ephemeralReply(`Nothing can be posted now. ${holdText(edition.hold)}`)
    if (edition.kind === 'nothing') return ephemeralReply(`${nothingText(edition)} ${(await feed()).text}`)
    deliverSoon()
    const papers = plural(edition.digest.entries.length, 'paper')
    const what = edition.news
      ? `: ${papers} to come.`
      : `. Nothing is new since the last digest, so the next best come: ${papers}.`
    return publicReply([bold(request.person), ` asked for a digest now${what}`])
  }
}
