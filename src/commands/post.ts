import { plural } from '../text/numbers.ts'
import { changedChannel } from './channel-changes.ts'
import { bold, type Command, type CommandDeps, code, tellAsker, tellChannel } from './command.ts'

export function createPost(deps: CommandDeps): Command {
  const { channels, planner, feed, deliverSoon } = deps
  return {
    name: 'post',
    usage: '',
    help: 'post a digest here now, of what this channel has not had',
    changes: true,
    async run(request) {
      const topics = await channels.topics(request.channel)
      if (topics.length === 0) {
        return tellAsker(['This channel follows nothing yet. Begin with ', code('/papers subscribe')])
      }
      const kept = await channels.find(request.channel)
      const channel = kept && !kept.pausedReason ? kept : await changedChannel(deps, request)
      if (channel !== kept) await channels.save(channel)
      const edition = await planner.planNow(channel, `post ${request.id}`)
      if (edition.kind === 'nothing') {
        const why =
          edition.because === 'no match'
            ? "No paper of these days matches this channel's topics."
            : 'This channel has had every paper of these days that matches its topics.'
        return tellAsker(`${why} ${(await feed()).text}`)
      }
      deliverSoon()
      return tellChannel([
        bold(request.person),
        ` asked for a digest now: ${plural(edition.digest.entries.length, 'paper')} to come.`,
      ])
    },
  }
}
