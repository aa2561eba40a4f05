import type { Layout } from '../channels/layout.ts'
import type { Action, Digest, Entry, Span } from '../messages/digest.ts'
import { packIds } from '../papers/packed-ids.ts'
import { type FoundPaper, pageUrl } from '../papers/paper.ts'
import { EVERYTHING } from '../search/topics.ts'
import type { DaySpan } from '../time/spans.ts'
import { dayText, spanText } from '../time/time-text.ts'
import type { EvaluatedPaper } from './evaluate.ts'
import { type DayContext, type FactsContext, factsOf, sharedDayMarks } from './facts.ts'
import type { RankedPapers } from './ranked-papers.ts'

export interface EditionRequest {
  rankedPapers: RankedPapers
  /** The papers of the channel's topics, in the order of their places. */
  evaluated: readonly EvaluatedPaper[]
  layout: Layout
  /** The maximum number of papers. */
  size: number
  /** The day of the edition in the channel's time zone, YYYY-MM-DD. */
  day: string
  /** The days of a weekly edition. */
  week?: DaySpan | undefined
  /** Papers first seen after this moment (ms UTC) are new; without a new paper there is no scheduled edition. */
  previousEditionAt: number
  /** Papers of this day (YYYY-MM-DD) or later are new too, because the last weekly edition left them for the next one. */
  newFromDay?: string | undefined
  /** Whether a person asked for it: then the papers needn't be new. */
  requested?: boolean
  /** Shown below the papers, such as that the source can't be reached. */
  notice?: readonly Span[] | undefined
}

export type Edition =
  /** `news`: whether a paper is new since the last scheduled edition. */
  { kind: 'digest'; digest: Digest; news: boolean } | Nothing

/** Nothing to post, and why. */
export interface Nothing {
  kind: 'nothing'
  /**
   * - `no match`: no paper of these days matches the topics
   * - `left out`: the content filters exclude what is new
   * - `nothing new`: no paper since the last scheduled edition
   * - `all posted`: every matching paper was posted already
   */
  reason: 'no match' | 'left out' | 'nothing new' | 'all posted'
  /** Older papers that a person can still ask for. */
  remaining: number
}

export function entryOf(found: FoundPaper, summary: string, context: FactsContext): Entry {
  const { paper } = found
  return {
    paperId: paper.id,
    title: paper.title,
    url: pageUrl(paper),
    summary,
    facts: factsOf(found, context),
    thumbnailUrl: paper.thumbnailUrl,
    ...(found.counts && { upvotes: found.counts.upvotes }),
    ...(found.counts?.stars && { stars: found.counts.stars }),
  }
}

/** A paper of a digest, with its summary and why it is shown. */
export interface EntrySource {
  found: FoundPaper
  summary: string
  reasons: readonly string[]
  /** The channel's topics that it matches, if it is shown because of them. */
  topics?: readonly string[]
}

/** The entries of a digest; what all say about their day is said once, below the title. */
export function entriesOf(
  papers: readonly EntrySource[],
  context: DayContext,
): Pick<Digest, 'entries' | 'subtitle'> {
  const shared = sharedDayMarks(
    papers.map(({ found }) => found),
    context,
  )
  const entries = papers.map(({ found, summary, reasons, topics }) => ({
    ...entryOf(found, summary, { ...context, reasons, shared }),
    ...(topics && { topics: [...topics] }),
  }))
  if (shared.length === 0) return { entries }
  return { entries, subtitle: `All ${shared.map(({ ofAll }) => ofAll).join(', ')}` }
}

const actionsOf = (entries: readonly Entry[]): Action[] => [
  { label: 'Today’s papers', command: 'today' },
  { label: 'Search', command: 'search' },
  { label: 'Export', command: `export ${packIds(entries.map(({ paperId }) => paperId))}` },
  { label: 'Settings', command: 'settings' },
]

/** Later than all days. */
const NEVER = '9999'

/**
 * Composes an edition from the best papers that the channel hasn't got yet, late papers of past days included. Unless a person
 * asked for it, at least one must be new, so that a day without a list doesn't produce a digest of leftovers.
 */
export function composeEdition(request: EditionRequest): Edition {
  const {
    rankedPapers,
    evaluated,
    layout,
    size,
    day,
    week,
    previousEditionAt,
    newFromDay = NEVER,
    requested = false,
    notice,
  } = request
  const unposted = evaluated.filter(({ exclusion }) => exclusion?.kind !== 'already posted')
  const eligible = unposted.filter(({ exclusion }) => !exclusion)
  const isNew = ({ ranked: { firstSeenAt, paper } }: EvaluatedPaper): boolean =>
    firstSeenAt > previousEditionAt || paper.day >= newFromDay
  const news = eligible.some(isNew)
  if (eligible.length === 0 || !(news || requested)) {
    const considered = requested ? unposted : unposted.filter(isNew)
    return { kind: 'nothing', reason: reasonFor(evaluated, unposted, considered), remaining: eligible.length }
  }
  const shown = eligible.slice(0, size)
  const papers = shown.map((evaluated): EntrySource => {
    const topics = namedTopics(evaluated)
    return {
      found: evaluated.ranked,
      summary: rankedPapers.summary(evaluated.ranked, layout),
      reasons: topics,
      ...(topics.length > 0 && { topics }),
    }
  })
  const listed = entriesOf(papers, week ? { day, growthPeriod: 'this week' } : { day, now: rankedPapers.at })
  const topics = [...new Set(shown.flatMap(namedTopics))]
  const notes: Span[][] = notice ? [[...notice]] : []
  return {
    kind: 'digest',
    digest: {
      layout,
      title: week ? weekTitle(week) : `Trending papers · ${dayText(day)}`,
      ...listed,
      notes,
      actions: actionsOf(listed.entries),
      ...(topics.length > 0 && { topics }),
    },
    news,
  }
}

/** `The week’s best · 16–22 November` */
export const weekTitle = (week: DaySpan): string => `The week’s best · ${spanText(week)}`

/** That a paper matches the general digest says nothing about it. */
const namedTopics = ({ topics }: EvaluatedPaper): string[] => topics.filter(topic => topic !== EVERYTHING)

/** @param considered the unposted papers that could have made this edition; all of them are left out */
function reasonFor(
  evaluated: readonly EvaluatedPaper[],
  unposted: readonly EvaluatedPaper[],
  considered: readonly EvaluatedPaper[],
): Nothing['reason'] {
  if (evaluated.length === 0) return 'no match'
  if (unposted.length === 0) return 'all posted'
  return considered.length > 0 ? 'left out' : 'nothing new'
}
