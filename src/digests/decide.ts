import { type FoundPaper, isUnvoted } from '../papers/paper.ts'
import type { Delivery } from '../ports/outbox.ts'
import type { DaySpan } from '../time/spans.ts'
import type { BuiltEdition } from './edition-builder.ts'
import type { EvaluatedPaper, Exclusion } from './evaluate.ts'

/** What becomes of a paper in a channel, and why. */
export type Decision =
  | { kind: 'posted' | 'may have been posted'; delivery: Delivery; messageId?: string | undefined }
  | { kind: 'about to be posted'; delivery: Delivery }
  | { kind: 'withdrawn' }
  /** The source's list of its day no longer has it. */
  | { kind: 'delisted' }
  | { kind: 'too old' }
  /** The next edition has the papers of a week that ended before its day; the one after that may have it. */
  | { kind: 'after the week'; week: DaySpan }
  /** Nobody could vote on it, and the channel gets no such papers, or only of other topics. */
  | { kind: 'no votes' }
  | { kind: 'no topic' }
  | { kind: 'excluded'; evaluated: EvaluatedPaper; exclusion: Exclusion }
  /** It is in the next edition. `place` counts from 1 among the papers that the channel can still get. */
  | Placed<'next'>
  /** Others come before it. */
  | Placed<'behind'>
  /** It would be in the next edition, but there is none, because nothing is new since the last one. */
  | Placed<'nothing new'>

interface Placed<Kind> {
  kind: Kind
  evaluated: EvaluatedPaper
  place: number
  of: number
}

/**
 * Decides what becomes of a listed paper, by the evaluation that the edition was made from.
 * @param delivery the one that posted the paper in the channel, or will
 */
export function decide(
  { rankedPapers, evaluated: all, edition, fromDay, week }: BuiltEdition,
  found: Pick<FoundPaper, 'paper' | 'counts'>,
  { size, unvoted, delivery }: { size: number; unvoted: boolean; delivery?: Delivery | undefined },
): Decision {
  const { id, day, withdrawn, delisted } = found.paper
  if (delivery) return decisionOf(delivery, id)
  if (withdrawn) return { kind: 'withdrawn' }
  if (delisted) return { kind: 'delisted' }
  const evaluated = all.find(({ ranked }) => ranked.paper.id === id)
  if (!evaluated) {
    if (week && day > week.to) return { kind: 'after the week', week }
    // Of papers without votes, only those of the channel's topics are ranked.
    const isRecent = isUnvoted(found)
      ? day >= fromDay
      : rankedPapers.papers.some(({ paper }) => paper.id === id)
    if (isRecent && isUnvoted(found) && !unvoted) return { kind: 'no votes' }
    return { kind: isRecent ? 'no topic' : 'too old' }
  }
  if (evaluated.exclusion) return { kind: 'excluded', evaluated, exclusion: evaluated.exclusion }
  const eligible = all.filter(({ exclusion }) => !exclusion)
  const place = eligible.indexOf(evaluated) + 1
  const placed = { evaluated, place, of: eligible.length }
  if (place > size) return { kind: 'behind', ...placed }
  return { kind: edition.kind === 'digest' ? 'next' : 'nothing new', ...placed }
}

/** What a delivery says about a paper that it posted, or will. */
export function decisionOf(delivery: Delivery, paperId: string): Extract<Decision, { delivery: Delivery }> {
  const index = delivery.digest.entries.findIndex(entry => entry.paperId === paperId)
  const messageId = delivery.messageIds[delivery.digest.layout === 'thread' ? index + 1 : 0]
  if (delivery.state === 'sent' || messageId) return { kind: 'posted', delivery, messageId }
  // A failed one counts as posted only where it may have arrived.
  return { kind: delivery.state === 'failed' ? 'may have been posted' : 'about to be posted', delivery }
}
