import { composeList } from '../../digests/compose-list.ts'
import { filledIn } from '../../messages/form.ts'
import { ephemeralReply } from '../../messages/reply.ts'
import type { FoundPaper } from '../../papers/paper.ts'
import { paperIdsIn } from '../../papers/paper-link.ts'
import { dayAt } from '../../time/days.ts'
import { waitText } from '../../time/time-text.ts'
import type { Command, CommandDeps } from '../command.ts'
import { askerOf } from '../limits.ts'
import { createShow } from './show.ts'

/** A message that names more is a list already. */
const MAX_PAPERS = 10

/** Papers that a message links to: `lookup <ids>`, or with the message's text in the form field `text`. */
export function createLookUpCommand(deps: CommandDeps): Command {
  const { lookUp, clock, pageSize } = deps
  const show = createShow(deps)

  return async request => {
    const ids = paperIdsIn(filledIn(request.form, 'text') ?? request.args, MAX_PAPERS)
    const [only, ...others] = ids
    if (!only) {
      return ephemeralReply(
        'No papers in that message. It needs an arXiv id, or a link to arXiv, Hugging Face, alphaXiv or doi.org.',
      )
    }
    if (others.length === 0) return show({ ...request, args: only })
    const results = await Promise.all(ids.map(id => lookUp.find(id, askerOf(request))))
    const found = results.flatMap((result): FoundPaper[] => (result.kind === 'found' ? [result.found] : []))
    const missing = ids.filter((_, index) => results[index]?.kind !== 'found')
    const waits = results.flatMap(result => (result.kind === 'limited' ? [result.waitMs] : []))
    if (found.length === 0 && waits.length > 0) {
      const when = waitText(Math.max(...waits))
      return ephemeralReply(`Too many papers were looked up in the last few minutes. Try again ${when}.`)
    }
    if (found.length === 0) {
      return ephemeralReply(`None of these papers could be found: ${missing.join(', ')}.`)
    }
    const digest = composeList({
      title: 'Papers in that message',
      papers: found.map(found => ({ found, reasons: [] })),
      day: dayAt(clock.now(), 'UTC'),
      command: `lookup ${ids.join(' ')}`,
      notes: missing.length > 0 ? [[{ text: `Not found: ${missing.join(', ')}` }]] : [],
      page: request.page,
      pageSize,
    })
    return { visibility: 'ephemeral', lines: [], digest }
  }
}
