import { composeList } from '../../digests/compose-list.ts'
import { bold, ephemeralReply } from '../../messages/reply.ts'
import { shorten } from '../../text/graphemes.ts'
import { dayAt } from '../../time/days.ts'
import type { Command, CommandDeps } from '../command.ts'
import { askerOf } from '../limits.ts'
import { readPaperArg } from './paper-argument.ts'

/** Beyond that, papers are hardly similar. */
export const MAX_SIMILAR = 20
const TITLE_LENGTH = 80

export const createSimilar =
  ({ lookUp, search, clock, pageSize }: CommandDeps): Command =>
  async request => {
    const { args, page } = request
    const arg = await readPaperArg(args, 'similar', id => lookUp.find(id, askerOf(request)))
    if (!arg.ok) return arg.reply
    const { paper } = arg.found
    const found = (await search.similar(paper)).slice(0, MAX_SIMILAR)
    if (found.length === 0) {
      return ephemeralReply(['No papers are similar to ', bold(paper.title), ' yet.'])
    }
    const digest = composeList({
      title: `Similar to “${shorten(paper.title, TITLE_LENGTH)}”`,
      papers: found.map(({ found: like, reason }) => ({ found: like, reasons: [reason] })),
      day: dayAt(clock.now(), 'UTC'),
      command: `similar ${paper.id}`,
      page,
      pageSize,
    })
    return { visibility: 'ephemeral', lines: [], digest }
  }
