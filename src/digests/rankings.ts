import { createBoundedMap } from '../lib/bounded-map.ts'
import { createRecentWork } from '../lib/recent-work.ts'
import type { Candidate } from '../papers/paper.ts'
import { type Ranking, rankingOver } from '../papers/rank.ts'
import type { LimitedPaperIndex } from '../ports/paper-index.ts'
import type { Papers } from '../ports/papers.ts'
import { asksForUnvoted, createTopicMatcher, type TopicMatcher } from '../search/topics.ts'
import type { Clock } from '../time/clock.ts'
import { addDays, dayAt } from '../time/days.ts'
import { lengthOf } from '../time/spans.ts'
import type { CoveredDays } from './covered-days.ts'
import { createRankedPapers, type RankedPapers } from './ranked-papers.ts'
import { createFindUnvoted, type FindUnvoted, type UnvotedPapers } from './unvoted-papers.ts'

export interface RankingsSettings {
  ranking: Ranking
  /** Days before its own that an edition covers, or since the previous slot if that is longer ago. */
  daysBack: number
  /** The most days that an edition covers. */
  maxDaysBack: number
}

/**
 * Ranks the papers of the days that an edition covers.
 * @param unvotedOf the topics of which papers that nobody could vote on are included
 */
export type RankCovered = (days: CoveredDays, unvotedOf?: readonly string[]) => Promise<RankedPapers>

/** The stored papers of some days, ranked. */
export interface Rankings {
  /**
   * The papers of the last days, for commands. Cached for some seconds.
   * @param options.day only the papers of this day (YYYY-MM-DD), however long ago
   * @param options.topic what is asked for: papers that nobody could vote on are included if it asks for their source
   */
  recent(options?: { daysBack?: number; day?: string; topic?: string }): Promise<RankedPapers>
  /** Ranks from what is known now. */
  covered: RankCovered
  /** As `covered`, for many channels at one moment: the same days are ranked once, on first use. */
  coveredOnce(): RankCovered
  /** Drops cached results, because papers were collected. */
  refresh(): void
}

/** Cached rankings are used for so long, ms; scores change by the hour. */
const MAX_RANKING_AGE_MS = 10_000
/** Rankings stored at once: one for each number of days back and each day. */
const MAX_RANKINGS = 50
/** How many rankings with papers of single channels' topics are cached while digests are planned. */
const MAX_UNVOTED_RANKINGS = 10

export function createRankings(deps: {
  papers: Papers
  index: LimitedPaperIndex
  clock: Clock
  settings: RankingsSettings
}): Rankings {
  const { papers, clock, settings } = deps
  const { ranking } = settings
  const findUnvoted = createFindUnvoted(deps)

  const cached = createRecentWork<RankedPapers>(MAX_RANKINGS, {
    afterMs: MAX_RANKING_AGE_MS,
    now: clock.now,
  })
  const matches = createBoundedMap<string, { size: number; topics: TopicMatcher }>(MAX_RANKINGS)

  /** Matches don't change until papers are collected, so they are cached longer than rankings. */
  function topicMatcherFor(candidates: readonly Candidate[], days: string): TopicMatcher {
    const known = matches.get(days)
    if (known?.size === candidates.length) return known.topics
    const topics = createTopicMatcher(candidates)
    matches.set(days, { size: candidates.length, topics })
    return topics
  }

  const unvotedPapers = async (
    ...[topics, days]: Parameters<FindUnvoted>
  ): Promise<UnvotedPapers | undefined> => (topics.length > 0 ? findUnvoted(topics, days) : undefined)

  async function rankDay(day: string, unvotedOf: readonly string[]): Promise<RankedPapers> {
    const now = clock.now()
    const candidates = await papers.candidates(day, day)
    const unvoted = await unvotedPapers(unvotedOf, { from: day, to: day, today: dayAt(now, 'UTC') })
    return createRankedPapers(candidates, now, ranking, createTopicMatcher(candidates), unvoted)
  }

  const firstDay = (now: number, daysBack: number): string => addDays(dayAt(now, 'UTC'), -daysBack)

  /** Papers that nobody could vote on are never trending, so of a longer period only the newest days include any. */
  async function rankPapers(daysBack: number, unvotedOf: readonly string[] = []): Promise<RankedPapers> {
    const now = clock.now()
    const today = dayAt(now, 'UTC')
    const fromDay = firstDay(now, daysBack)
    const candidates = await papers.candidates(fromDay)
    const topics = topicMatcherFor(candidates, fromDay)
    const from = firstDay(now, Math.min(daysBack, settings.maxDaysBack))
    const unvoted = await unvotedPapers(unvotedOf, { from, to: today, today })
    return createRankedPapers(candidates, now, rankingOver(ranking, daysBack), topics, unvoted)
  }

  /** The papers of a week as its web page ranks them. */
  async function rankWeek(
    { span, lateSince }: Extract<CoveredDays, { kind: 'week' }>,
    unvotedOf: readonly string[],
  ): Promise<RankedPapers> {
    const now = clock.now()
    const { from, to } = span
    const known = await papers.candidates(addDays(from, -1), to, Date.parse(from))
    const candidates = known.filter(({ paper, firstSeenAt }) => paper.day >= from || firstSeenAt > lateSince)
    const topics = topicMatcherFor(candidates, `${from} ${to} ${lateSince}`)
    const unvoted = await unvotedPapers(unvotedOf, { from, to, today: dayAt(now, 'UTC') })
    return createRankedPapers(candidates, now, rankingOver(ranking, lengthOf(span) - 1), topics, unvoted)
  }

  const covered: RankCovered = (days, unvotedOf = []) =>
    days.kind === 'week' ? rankWeek(days, unvotedOf) : rankPapers(days.daysBack, unvotedOf)

  const recent: Rankings['recent'] = ({ daysBack = settings.daysBack, day, topic = '' } = {}) => {
    const unvotedOf = asksForUnvoted(topic) ? [topic] : []
    const key = [day ?? String(daysBack), ...unvotedOf].join(' ')
    const ranked = (): Promise<RankedPapers> =>
      day === undefined ? rankPapers(daysBack, unvotedOf) : rankDay(day, unvotedOf)
    return cached.get(key) ?? cached.start(key, ranked)
  }

  return {
    recent,
    covered,
    coveredOnce() {
      const byDays = new Map<string, Promise<RankedPapers>>()
      const withUnvoted = createBoundedMap<string, Promise<RankedPapers>>(MAX_UNVOTED_RANKINGS)
      return (days, unvotedOf = []) => {
        const key = JSON.stringify([days, unvotedOf])
        const cache = unvotedOf.length > 0 ? withUnvoted : byDays
        const known = cache.get(key) ?? covered(days, unvotedOf)
        cache.set(key, known)
        return known
      }
    },
    refresh() {
      cached.clear()
      matches.clear()
    },
  }
}
