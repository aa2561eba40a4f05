import { entryOf } from '../../digests/compose.ts'
import { SUMMARY_LIMITS } from '../../digests/summary-limits.ts'
import { bold, ephemeralReply } from '../../messages/reply.ts'
import { summarise } from '../../papers/summary/summarise.ts'
import { shorten } from '../../text/graphemes.ts'
import { dayAt } from '../../time/days.ts'
import type { Command, CommandDeps } from '../command.ts'
import { askerOf } from '../limits.ts'
import { readPaperArg } from '../papers/paper-argument.ts'
import { channelForPost } from './changed-channel.ts'

const NAME_LENGTH = 60

/** Posts one paper in the channel, through the outbox like every digest: once, and it counts as posted from then on. */
export function createPostPaper(deps: CommandDeps): Command {
  const { lookUp, planner, clock, deliverSoon } = deps
  return async request => {
    const arg = await readPaperArg(request.args, 'show', id => lookUp.find(id, askerOf(request)))
    if (!arg.ok) return arg.reply
    const { paper } = arg.found
    const channel = await channelForPost(deps, request)
    const day = dayAt(clock.now(), channel.timezone)
    const digest = {
      layout: 'compact' as const,
      title: `Posted by ${shorten(request.person, NAME_LENGTH)}`,
      entries: [entryOf(arg.found, summarise(paper, SUMMARY_LIMITS.standard), { day, reasons: [] })],
      notes: [],
      actions: [{ label: 'Similar', command: `similar ${paper.id}` }],
    }
    await planner.planPaper(channel, digest, `post-paper ${request.id}`)
    deliverSoon()
    return ephemeralReply([bold(paper.title), ' is being posted.'])
  }
}
