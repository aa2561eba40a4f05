import type { Layout } from '../channels/layout.ts'
import type { Action, Digest, Entry, Span } from '../messages/digest.ts'
import { type FoundPaper, paperUrl } from '../papers/paper.ts'
import { dayText } from '../time/time-text.ts'
import type { EvaluatedPaper } from './evaluate.ts'
import { factsOf } from './facts.ts'
import type { RankedPapers } from './ranked-papers.ts'

export interface EditionRequest {
  rankedPapers: RankedPapers
  /** What the channel's topics bring, best first. */
  evaluated: readonly EvaluatedPaper[]
  layout: Layout
  /** The most papers that it may have. */
  size: number
  /** The day it is for in the channel's time zone, YYYY-MM-DD. */
  day: string
  /** A paper first seen after this moment (ms UTC) is new; without one there is no edition. */
  previousEditionAt: number
  /** Said below the papers, such as that the source can't be reached. */
  remark?: string | undefined
}

export type Edition =
  | { kind: 'digest'; digest: Digest }
  /** There is nothing to post, because no paper matches, because the channel leaves out all that do, or has had them. */
  | { kind: 'nothing'; reason: 'no match' | 'left out' | 'nothing new' }

/** A paper as an entry. @param about what its facts say besides: the digest's day, and why it is here */
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
 * What one channel is to receive: the best papers of its topics that it hasn't had, late ones of past days among them.
 * Silent unless at least one of them is new, so that a day without a list brings no left-overs.
 */
export function composeEdition(request: EditionRequest): Edition {
  const { rankedPapers, evaluated, layout, size, day, previousEditionAt, remark } = request
  const unread = evaluated.filter(({ exclusion }) => exclusion?.kind !== 'already posted')
  const open = unread.filter(({ exclusion }) => !exclusion)
  const isNew = open.some(({ ranked }) => ranked.firstSeenAt > previousEditionAt)
  if (!isNew) {
    const reason =
      evaluated.length === 0 ? 'no match' : open.length < unread.length ? 'left out' : 'nothing new'
    return { kind: 'nothing', reason }
  }
  const entries = open
    .slice(0, size)
    .map(({ ranked, topics }) =>
      entryOf(ranked, rankedPapers.summary(ranked, layout), { day, reasons: topics }),
    )
  const notes: Span[][] = remark ? [[{ text: remark }]] : []
  return {
    kind: 'digest',
    digest: { layout, title: `Papers for ${dayText(day)}`, entries, notes, actions: ACTIONS },
  }
}
