import { listUrl, paperUrl } from '../papers/paper.ts'
import type { Ranked } from '../papers/rank.ts'
import { EVERYTHING } from '../papers/topic.ts'
import { dayText } from '../text/times.ts'
import type { Action, Digest, Entry, Layout, Span } from './digest.ts'
import { factsOf } from './facts.ts'
import type { Sheet } from './sheet.ts'

export interface EditionRequest {
  sheet: Sheet
  topics: readonly string[]
  layout: Layout
  /** The most papers that it may have. */
  size: number
  /** The day it is for in the channel's time zone, YYYY-MM-DD. */
  day: string
  /** Ids of papers that the channel has had. */
  had: ReadonlySet<string>
  /** A paper first seen after this moment (ms UTC) is new; without one there is no edition. */
  newSince: number
  /** Said below the papers, such as that the source can't be reached. */
  remark?: string | undefined
}

export type Edition =
  | { kind: 'digest'; digest: Digest }
  /** There is nothing to post, because no paper matches, or because the channel has had all that do. */
  | { kind: 'nothing'; because: 'no match' | 'nothing new' }

/** The papers of any of these topics, best first, each with the topics that brought it. */
function selectPapers(sheet: Sheet, topics: readonly string[]): Map<Ranked, string[]> {
  const found = new Map<Ranked, string[]>()
  for (const topic of topics) {
    for (const ranked of sheet.matching(topic)) {
      const why = found.get(ranked) ?? []
      if (topic !== EVERYTHING) why.push(topic)
      found.set(ranked, why)
    }
  }
  return new Map([...found].sort(([a], [b]) => a.rank - b.rank))
}

function entryOf(
  sheet: Sheet,
  ranked: Ranked,
  options: { layout: Layout; day: string; topics: readonly string[] },
): Entry {
  const { paper } = ranked
  return {
    paperId: paper.id,
    title: paper.title,
    url: paperUrl(paper.id),
    summary: sheet.summary(ranked, options.layout),
    facts: factsOf(ranked, options.day, options.topics),
    thumbnailUrl: paper.thumbnailUrl,
  }
}

const ACTIONS: Action[] = [
  { label: 'The newest list', command: 'today' },
  { label: 'Subscriptions', command: 'subscriptions' },
]

/**
 * What one channel is to receive: the best papers of its topics that it hasn't had, late ones of past days among them.
 * Silent unless at least one of them is new, so that a day without a list brings no left-overs.
 */
export function composeEdition(request: EditionRequest): Edition {
  const { sheet, topics, layout, size, day, had, newSince, remark } = request
  const matched = selectPapers(sheet, topics)
  if (matched.size === 0) return { kind: 'nothing', because: 'no match' }
  const open = [...matched].filter(([{ paper }]) => !had.has(paper.id))
  if (!open.some(([{ firstSeenAt }]) => firstSeenAt > newSince))
    return { kind: 'nothing', because: 'nothing new' }
  const entries = open
    .slice(0, size)
    .map(([ranked, why]) => entryOf(sheet, ranked, { layout, day, topics: why }))
  const notes: Span[][] = remark ? [[{ text: remark }]] : []
  const digest = {
    layout,
    title: `Papers for ${dayText(day)}`,
    entries,
    notes,
    actions: ACTIONS,
  }
  return { kind: 'digest', digest }
}

/**
 * The newest day's list for someone who asks, best first, whether the channel has had it or not. Undefined where no
 * paper of the topic is listed.
 * @param options.size the most papers shown; the rest are counted in a note that links to the whole list
 */
export function composeDay(
  sheet: Sheet,
  topic: string,
  { size, layout }: { size: number; layout: Layout },
): Digest | undefined {
  const matched = sheet.matching(topic)
  const day = matched
    .map(({ paper }) => paper.day)
    .sort()
    .at(-1)
  if (!day) return undefined
  const listed = matched.filter(({ paper }) => paper.day === day)
  const entries = listed.slice(0, size).map(ranked => entryOf(sheet, ranked, { layout, day, topics: [] }))
  const more = listed.length - entries.length
  const about = topic === EVERYTHING ? '' : ` about ${topic}`
  const notes =
    more > 0 ? [[{ text: `${more} more${about}: ` }, { text: 'the whole list', url: listUrl(day) }]] : []
  return { layout, title: `Listed on ${dayText(day)}${about}`, entries, notes, actions: [] }
}
