import type { Layout } from '../channels/layout.ts'
import type { Action, Digest, Entry, Span } from '../messages/digest.ts'
import { type FoundPaper, paperUrl } from '../papers/paper.ts'
import { dayText } from '../time/time-text.ts'
import type { EvaluatedPaper } from './evaluate.ts'
import { factsOf } from './facts.ts'
import type { RankedPapers } from './ranked-papers.ts'

export interface EditionRequest {
  rankedPapers: RankedPapers
  /** The papers of the channel's topics, best first. */
  evaluated: readonly EvaluatedPaper[]
  layout: Layout
  /** The maximum number of papers. */
  size: number
  /** The day of the edition in the channel's time zone, YYYY-MM-DD. */
  day: string
  /** Papers first seen after this moment (ms UTC) are new; without a new paper there is no edition. */
  previousEditionAt: number
  /** Shown below the papers, such as that the source can't be reached. */
  notice?: string | undefined
}

export type Edition =
  | { kind: 'digest'; digest: Digest }
  /** Nothing to post: no paper matches, the content filters exclude all new ones, or all were posted already. */
  | { kind: 'nothing'; reason: 'no match' | 'left out' | 'nothing new' }

/** @param about further facts: the digest's day, and why the paper is in it */
export function entryOf(
  found: FoundPaper,
  summary: string,
  about: { day: string; reasons: readonly string[] },
): Entry {
  const { paper } = found
  return {
    paperId: paper.id,
    title: paper.title,
    url: paperUrl(paper.id),
    summary,
    facts: factsOf(found, about.day, about.reasons),
    thumbnailUrl: paper.thumbnailUrl,
  }
}

const ACTIONS: Action[] = [
  { label: "The day's list", command: 'today' },
  { label: 'Search', command: 'search' },
  { label: 'Settings', command: 'settings' },
]

/**
 * Composes an edition from the best papers that the channel hasn't got yet, late papers of past days included. At least one
 * must be new, so that a day without a list doesn't produce a digest of leftovers.
 */
export function composeEdition(request: EditionRequest): Edition {
  const { rankedPapers, evaluated, layout, size, day, previousEditionAt, notice } = request
  const unposted = evaluated.filter(({ exclusion }) => exclusion?.kind !== 'already posted')
  const eligible = unposted.filter(({ exclusion }) => !exclusion)
  const isNew = eligible.some(({ ranked }) => ranked.firstSeenAt > previousEditionAt)
  if (!isNew) {
    const reason =
      evaluated.length === 0 ? 'no match' : eligible.length < unposted.length ? 'left out' : 'nothing new'
    return { kind: 'nothing', reason }
  }
  const entries = eligible
    .slice(0, size)
    .map(({ ranked, topics }) =>
      entryOf(ranked, rankedPapers.summary(ranked, layout), { day, reasons: topics }),
    )
  const notes: Span[][] = notice ? [[{ text: notice }]] : []
  return {
    kind: 'digest',
    digest: { layout, title: `Papers for ${dayText(day)}`, entries, notes, actions: ACTIONS },
  }
}
