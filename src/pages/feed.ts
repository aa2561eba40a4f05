import { type FoundPaper, pageUrl } from '../papers/paper.ts'
import type { LimitedPaperIndex } from '../ports/paper-index.ts'
import { EVERYTHING, parseTopic, topicName } from '../search/topics.ts'
import type { Clock } from '../time/clock.ts'
import { addDays, dayAt } from '../time/days.ts'
import { dayText } from '../time/time-text.ts'
import type { Summary } from './summaries.ts'
import { type FindTopicPapers, loadRows, type TopicRow } from './topic-papers.ts'

export const FEED_KINDS = ['paper', 'day'] as const
/** Whether each item is a paper, or all papers of a day. */
export type FeedKind = (typeof FEED_KINDS)[number]

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

export type FeedItem =
  | { kind: 'paper'; paper: FeedPaper; at: number }
  | { kind: 'day'; day: string; title: string; papers: readonly FeedPaper[]; at: number }

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

/** Readers that ask once a week miss nothing of a day's digests, nor of a topic with fewer papers than that. */
const PAPERS = 40
const DAYS = 14
/** Days that papers are taken from. */
const REACH = 30

/**
 * Feeds of topics. By paper, a topic has its newest papers, and the general digest the best ones of each day that is over. By day, an
 * item is a day that is over, with its best papers.
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
        day,
        title: dayText(day),
        papers: (ofDay.get(day) ?? []).map(toFeedPaper),
        at: Date.parse(addDays(day, 1)),
      }),
    )
  }

  const byPaper = async (rows: readonly TopicRow[], topic: string, today: string): Promise<FeedItem[]> => {
    const chosen =
      topic === EVERYTHING ? bestOfDays(ended(rows, today)).flatMap(([, best]) => best) : byKey(rows)
    const papers = (await loadRows(index, chosen.slice(0, PAPERS))).map(toFeedPaper)
    return papers
      .sort((a, b) => b.listedAt - a.listedAt || (a.id < b.id ? 1 : -1))
      .map((paper): FeedItem => ({ kind: 'paper', paper, at: paper.listedAt }))
  }

  return async (query: string, kind: FeedKind): Promise<FeedResult> => {
    const parsed = parseTopic(query)
    if (!parsed.ok) return parsed
    const { topic } = parsed
    const today = dayAt(clock.now(), 'UTC')
    const from = addDays(today, -REACH)
    const found = await find(topic, { from, to: today })
    if (!found.ok) return found
    const items = kind === 'day' ? await byDay(found.rows, today) : await byPaper(found.rows, topic, today)
    const title = topic === EVERYTHING ? 'Trending papers' : `Papers: ${topicName(topic)}`
    const updatedAt = Math.max(Date.parse(from), ...items.map(({ at }) => at))
    return { ok: true, feed: { title, topic, kind, items, updatedAt } }
  }
}

/** While a day lasts, its best papers change by the hour, and a reader would show all that once were among them. */
const ended = (rows: readonly TopicRow[], today: string): TopicRow[] => rows.filter(({ day }) => day < today)

/** Keys are larger for newer papers. */
const byKey = (rows: readonly TopicRow[]): TopicRow[] => rows.toSorted((a, b) => b.key - a.key)
