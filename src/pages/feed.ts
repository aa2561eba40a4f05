import { weekTitle } from '../digests/compose.ts'
import type { FeedKind } from '../digests/feed-kind.ts'
import { type FoundPaper, pageUrl } from '../papers/paper.ts'
import type { LimitedPaperIndex } from '../ports/paper-index.ts'
import { EVERYTHING, parseTopic, topicName } from '../search/topics.ts'
import type { Clock } from '../time/clock.ts'
import { addDays, dayAt } from '../time/days.ts'
import { type DaySpan, weekOf, weekSpan } from '../time/spans.ts'
import { dayText } from '../time/time-text.ts'
import type { Summary } from './summaries.ts'
import { type FindTopicPapers, loadRows, type TopicRow } from './topic-papers.ts'

/** A feed, independent of its format. Its items have no counts, which change all the time: readers would show them again. */
export interface Feed {
  title: string
  topic: string
  kind: FeedKind
  /** Newest first. */
  items: readonly FeedItem[]
  /** When the newest item appeared, ms UTC; the beginning of the oldest day that is looked at where there is none. */
  updatedAt: number
}

export type FeedItem = { kind: 'paper'; paper: FeedPaper; at: number } | ListItem

/** The best papers of a day or week that is over. */
export interface ListItem {
  kind: 'day' | 'week'
  /** Its name in URLs: `2026-11-20`, `2026-W47`. */
  name: string
  span: DaySpan
  title: string
  papers: readonly FeedPaper[]
  at: number
}

export interface FeedPaper {
  id: string
  title: string
  url: string
  summary: string
  abstract: string
  authors: readonly string[]
  keywords: readonly string[]
  /** When it was put on its list, ms UTC. */
  listedAt: number
}

export type FeedResult = { ok: true; feed: Feed } | { ok: false; problem: string }

type Found = { ok: true; items: readonly FeedItem[] } | { ok: false; problem: string }

/** Readers that ask once a week miss none of the daily digests' papers, nor of a topic's if it has fewer. */
const PAPERS = 40
const DAYS = 14
const WEEKS = 4
/** Days that papers are taken from. */
const REACH = 30

/**
 * Feeds of topics. By paper, a topic has its newest papers, and the general digest the best ones of each day that is over. By day or
 * week, an item is one that is over, with its best papers.
 * @param deps.size papers of a digest
 */
export function createFeeds(deps: {
  find: FindTopicPapers
  index: LimitedPaperIndex
  summary: Summary
  clock: Clock
  size: number
}) {
  const { find, index, summary, clock, size } = deps

  function toFeedPaper({ paper }: FoundPaper): FeedPaper {
    const { id, title, abstract, authors, keywords, listedAt } = paper
    return {
      id,
      title,
      url: pageUrl(paper),
      summary: summary(paper),
      abstract,
      authors,
      keywords,
      listedAt,
    }
  }

  /** The best rows of each day, newest day first. */
  function bestOfDays(rows: readonly TopicRow[]): [string, readonly TopicRow[]][] {
    return [...Map.groupBy(rows, ({ day }) => day)]
      .sort(([a], [b]) => (a < b ? 1 : -1))
      .map(([day, all]) => [day, all.slice(0, size)])
  }

  const byDay = async (rows: readonly TopicRow[], today: string): Promise<FeedItem[]> => {
    const days = bestOfDays(ended(rows, today)).slice(0, DAYS)
    const found = await loadRows(
      index,
      days.flatMap(([, best]) => best),
    )
    const ofDay = Map.groupBy(found, ({ paper }) => paper.day)
    return days.map(
      ([day]): FeedItem => ({
        kind: 'day',
        name: day,
        span: { from: day, to: day },
        title: dayText(day),
        papers: (ofDay.get(day) ?? []).map(toFeedPaper),
        at: Date.parse(addDays(day, 1)),
      }),
    )
  }

  /** The calendar weeks that are over, newest first, each ranked like its page and the weekly digest. */
  async function byWeek(topic: string, today: string): Promise<Found> {
    const items: FeedItem[] = []
    for (let back = 1; back <= WEEKS; back++) {
      const name = weekOf(addDays(today, -7 * back))
      const span = weekSpan(name)
      const found = span && (await find(topic, span))
      if (!found) continue
      if (!found.ok) return found
      const papers = (await loadRows(index, found.rows.slice(0, size))).map(toFeedPaper)
      if (papers.length === 0) continue
      const at = Date.parse(addDays(span.to, 1))
      items.push({ kind: 'week', name, span, title: weekTitle(span), papers, at })
    }
    return { ok: true, items }
  }

  const byPaper = async (rows: readonly TopicRow[], topic: string, today: string): Promise<FeedItem[]> => {
    const chosen =
      topic === EVERYTHING ? bestOfDays(ended(rows, today)).flatMap(([, best]) => best) : byKey(rows)
    const papers = (await loadRows(index, chosen.slice(0, PAPERS))).map(toFeedPaper)
    return papers
      .sort((a, b) => b.listedAt - a.listedAt || (a.id < b.id ? 1 : -1))
      .map((paper): FeedItem => ({ kind: 'paper', paper, at: paper.listedAt }))
  }

  async function byRecent(kind: 'day' | 'paper', topic: string, span: DaySpan): Promise<Found> {
    const found = await find(topic, span)
    if (!found.ok) return found
    const { rows } = found
    const items = kind === 'day' ? await byDay(rows, span.to) : await byPaper(rows, topic, span.to)
    return { ok: true, items }
  }

  return async (query: string, kind: FeedKind): Promise<FeedResult> => {
    const parsed = parseTopic(query)
    if (!parsed.ok) return parsed
    const { topic } = parsed
    const today = dayAt(clock.now(), 'UTC')
    const from = addDays(today, -REACH)
    const found =
      kind === 'week' ? await byWeek(topic, today) : await byRecent(kind, topic, { from, to: today })
    if (!found.ok) return found
    const { items } = found
    const title = topic === EVERYTHING ? 'Trending papers' : `Papers: ${topicName(topic)}`
    const updatedAt = Math.max(Date.parse(from), ...items.map(({ at }) => at))
    return { ok: true, feed: { title, topic, kind, items, updatedAt } }
  }
}

/** During a day its best papers change by the hour, and a reader would show every paper that ever was among them. */
const ended = (rows: readonly TopicRow[], today: string): TopicRow[] => rows.filter(({ day }) => day < today)

/** Keys are larger for newer papers. */
const byKey = (rows: readonly TopicRow[]): TopicRow[] => rows.toSorted((a, b) => b.key - a.key)
