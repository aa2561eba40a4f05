import { entryOf } from '../../digests/compose.ts'
import { decisionOf } from '../../digests/decide.ts'
import { postedBy } from '../../digests/posted-by.ts'
import { SUMMARY_LIMITS } from '../../digests/summary-limits.ts'
import { momentSpan } from '../../messages/moment.ts'
import { bold, ephemeralReply, type Reply } from '../../messages/reply.ts'
import type { FoundPaper, Paper } from '../../papers/paper.ts'
import { summarise } from '../../papers/summary/summarise.ts'
import type { Delivery } from '../../ports/outbox.ts'
import { dayAt } from '../../time/days.ts'
import type { Command, CommandDeps, CommandRequest } from '../command.ts'
import { askerOf } from '../limits.ts'
import { messageLink } from '../message-link.ts'
import { readPaperArg } from '../papers/paper-argument.ts'
import { channelForPost } from './changed-channel.ts'

/**
 * Posts one paper in the channel, through the outbox like every digest. Asks first where the channel already got it.
 * @param limited limits how often papers are posted; a question isn't
 */
export function createPostPaper(deps: CommandDeps, limited: (post: Command) => Command): Command {
  const { channels, outbox, lookUp, planner, clock, deliverSoon } = deps

  /** When the paper was posted, and whether it should be again. */
  async function askAgain({ id, title }: Paper, delivery: Delivery): Promise<Reply> {
    const decision = decisionOf(delivery, id)
    const timezone = (await channels.find(delivery.channel))?.timezone ?? 'UTC'
    const when = momentSpan(delivery.settledAt ?? delivery.createdAt, clock.now(), timezone)
    const was = decision.kind === 'posted' ? ' was already posted here ' : ' may have been posted here '
    const link = decision.kind === 'posted' ? messageLink(delivery.channel, decision.messageId) : []
    return {
      ...ephemeralReply([bold(title), was, when, '.', ...link], 'Post it again?'),
      actions: [
        { label: 'Post again', command: `confirm post-paper ${id}`, inPlace: true },
        { label: 'Cancel', command: 'cancel', inPlace: true },
      ],
    }
  }

  async function post(found: FoundPaper, request: CommandRequest): Promise<Reply> {
    const { paper } = found
    const channel = await channelForPost(deps, request)
    const day = dayAt(clock.now(), channel.timezone)
    const digest = {
      layout: 'compact' as const,
      title: postedBy(request.person),
      entries: [entryOf(found, summarise(paper, SUMMARY_LIMITS.standard), { day, reasons: [] })],
      notes: [],
      actions: [{ label: 'Similar', command: `similar ${paper.id}` }],
    }
    await planner.planPaper(channel, digest, `post-paper ${request.id}`)
    deliverSoon()
    return ephemeralReply([bold(paper.title), ' is being posted.'])
  }

  /** It is planned already and isn't planned twice, but a channel that was rejected is tried again. */
  async function deliverPlanned({ title }: Paper, request: CommandRequest): Promise<Reply> {
    await channelForPost(deps, request)
    deliverSoon()
    return ephemeralReply([bold(title), ' is already being posted.'])
  }

  return async request => {
    const arg = await readPaperArg(request.args, 'show', id => lookUp.find(id, askerOf(request)))
    if (!arg.ok) return arg.reply
    const { paper } = arg.found
    if (paper.withdrawn) return ephemeralReply([bold(paper.title), ' was withdrawn, so it can’t be posted.'])
    const earlier = await outbox.findDeliveryOf(request.channel, paper.id)
    if (earlier && decisionOf(earlier, paper.id).kind === 'about to be posted')
      return deliverPlanned(paper, request)
    if (earlier && !request.confirmed) return askAgain(paper, earlier)
    return limited(() => post(arg.found, request))(request)
  }
}
