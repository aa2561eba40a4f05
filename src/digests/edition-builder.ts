import type { Channel } from '../channels/channel.ts'
import type { FeedStatus } from '../collecting/feed-status.ts'
import { createBoundedMap } from '../lib/bounded-map.ts'
import { createRecentWork } from '../lib/recent-work.ts'
import type { Span } from '../messages/digest.ts'
import type { Candidate } from '../papers/paper.ts'
import { type Ranking, rankingOver } from '../papers/rank.ts'
import type { Channels } from '../ports/channels.ts'
import type { Delivery, Outbox } from '../ports/outbox.ts'
import type { LimitedPaperIndex } from '../ports/paper-index.ts'
import type { Papers } from '../ports/papers.ts'
import type { Suspensions } from '../ports/suspensions.ts'
import { asksForUnvoted, createTopicMatcher, type TopicMatcher } from '../search/topics.ts'
import type { Clock } from '../time/clock.ts'
import { addDays, dayAt } from '../time/days.ts'
import { isWeekly, latestSlot } from '../time/slots.ts'
import { type DaySpan, lengthOf } from '../time/spans.ts'
import { composeEdition, type Edition } from './compose.ts'
import { type CoveredDays, coveredDays, daysBackOf, firstDayOf, upToNow } from './covered-days.ts'
import { type EvaluatedPaper, evaluate } from './evaluate.ts'
import { type Hold, holdOf } from './hold.ts'
import { createRankedPapers, type RankedPapers } from './ranked-papers.ts'
import { sharePlaces } from './share-places.ts'
import { createFindUnvoted, type FindUnvoted, type UnvotedPapers } from './unvoted-papers.ts'

export interface EditionSettings {
  ranking: Ranking
  /** Days before its own that an edition covers, or since the previous slot if that is longer ago. */
  daysBack: number
  /** The most days that an edition covers. */
  maxDaysBack: number
  /** Age from which an edition is no longer delivered, ms. */
  staleAfterMs: number
}

/** An edition, and what it was made from. */
export interface BuiltEdition {
  rankedPapers: RankedPapers
  /** First the papers of a digest, as its places are shared among the topics; then the others, best first. */
  evaluated: readonly EvaluatedPaper[]
  edition: Edition
  /** The first day that it takes papers from, YYYY-MM-DD. */
  fromDay: string
  /** The days of a weekly edition. */
  week?: DaySpan | undefined
  /** Why it can't be posted now, whatever is in it. */
  hold?: Hold | undefined
}

/**
 * Ranked papers of one moment by the days they cover. The same days are ranked once, on first use.
 * @param unvotedOf the topics of which papers that nobody could vote on are included
 */
export type RankedPapersFor = (covered: CoveredDays, unvotedOf?: readonly string[]) => Promise<RankedPapers>

/** Builds editions; stores nothing and posts nothing. */
export interface EditionBuilder {
  /**
   * The ranked papers of the last days, for commands. Cached for some seconds.
   * @param options.day only the papers of this day (YYYY-MM-DD), however long ago
   * @param options.topic what is asked for: papers that nobody could vote on are included if it asks for their source
   */
  rankedPapers(options?: { daysBack?: number; day?: string; topic?: string }): Promise<RankedPapers>
  /** Drops cached results, because papers were collected. */
  refresh(): void
  rankedPapersFor(): RankedPapersFor
  /** How many days before today the edition of a slot (ms UTC) takes papers from. */
  daysBack(channel: Channel, slotAt: number): number
  /** Builds the edition of a slot (ms UTC) from papers not posted yet, at least one of them new since the last edition. */
  build(
    channel: Channel,
    from: { rankedPapersFor: RankedPapersFor; feed: FeedStatus; slotAt: number },
  ): Promise<Omit<BuiltEdition, 'hold'>>
  /** The next edition of the channel's schedule, from what is known now. */
  buildNext(channel: Channel): Promise<BuiltEdition>
  /** Builds an edition for this moment from papers of the same days that aren't posted yet, new or not. */
  buildNow(channel: Channel): Promise<BuiltEdition>
  /** Why nothing can be posted in the channel now, if that is so. */
  hold(channel: Channel): Promise<Hold | undefined>
}

/** Cached rankings are used for so long, ms; scores change by the hour. */
const MAX_RANKING_AGE_MS = 10_000
/** Rankings stored at once: one for each number of days back and each day. */
const MAX_RANKINGS = 50
/** How many rankings with papers of single channels' topics are cached while digests are planned. */
const MAX_UNVOTED_RANKINGS = 10

export function createEditionBuilder(deps: {
  papers: Papers
  index: LimitedPaperIndex
  channels: Channels
  outbox: Outbox
  suspensions: Suspensions
  feed: () => Promise<FeedStatus>
  clock: Clock
  settings: EditionSettings
}): EditionBuilder {
  const { papers, channels, outbox, clock, settings } = deps
  const { ranking } = settings
  const findUnvoted = createFindUnvoted(deps)

  const recent = createRecentWork<RankedPapers>(MAX_RANKINGS, {
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

  const rankCovered: RankedPapersFor = (covered, unvotedOf = []) =>
    covered.kind === 'week' ? rankWeek(covered, unvotedOf) : rankPapers(covered.daysBack, unvotedOf)

  const rankedPapers: EditionBuilder['rankedPapers'] = ({
    daysBack = settings.daysBack,
    day,
    topic = '',
  } = {}) => {
    const unvotedOf = asksForUnvoted(topic) ? [topic] : []
    const key = [day ?? String(daysBack), ...unvotedOf].join(' ')
    const ranked = (): Promise<RankedPapers> =>
      day === undefined ? rankPapers(daysBack, unvotedOf) : rankDay(day, unvotedOf)
    return recent.get(key) ?? recent.start(key, ranked)
  }

  const today = (): string => dayAt(clock.now(), 'UTC')

  /**
   * The last editions of the channel's schedule, newest first. A digest that a person posts in between doesn't change which papers
   * count as new. Ignores failed ones, and ones with a time in the future, which were created while the clock was wrong.
   */
  async function lastEditions(channel: Channel): Promise<Delivery[]> {
    const now = clock.now()
    const latest = await outbox.latest(channel.id, 5, ['schedule'])
    return latest.filter(({ state, createdAt }) => state !== 'failed' && createdAt <= now)
  }

  const hold = async (channel: Channel): Promise<Hold | undefined> =>
    holdOf(channel, await deps.suspensions.all())

  /** The slot of the next edition; one that has come and has no edition yet counts as the next. */
  function nextSlotOf(channel: Channel): number {
    const now = clock.now()
    if (channel.nextSlotAt > now) return channel.nextSlotAt
    return isWeekly(channel) ? Math.max(channel.nextSlotAt, latestSlot(channel, now)) : now
  }

  /** A person who asks for a weekly edition gets the seven days before, and today. */
  function coveredNow(channel: Channel): CoveredDays {
    const now = clock.now()
    return isWeekly(channel)
      ? upToNow(coveredDays(channel, now, settings), dayAt(now, channel.timezone))
      : coveredDays(channel, nextSlotOf(channel), settings)
  }

  async function compose(
    channel: Channel,
    from: {
      rank: RankedPapersFor
      covered: CoveredDays
      feed: FeedStatus
      slotAt: number
      requested: boolean
    },
  ): Promise<Omit<BuiltEdition, 'hold'>> {
    const topics = await channels.topics(channel.id)
    const week = from.covered.kind === 'week' ? from.covered.span : undefined
    const rankedPapers = await from.rank(
      from.covered,
      channel.unvoted ? topics : topics.filter(asksForUnvoted),
    )
    const last = await lastEditions(channel)
    const evaluated = sharePlaces(
      evaluate(rankedPapers, {
        topics,
        filters: channel,
        posted: await outbox.postedPapers(channel.id),
      }),
      {
        size: channel.size,
        lastDigests: last.map(({ digest }) => new Set(digest.entries.map(({ paperId }) => paperId))),
      },
    )
    const edition = composeEdition({
      rankedPapers,
      evaluated,
      layout: channel.layout,
      size: channel.size,
      day: dayAt(from.slotAt, channel.timezone),
      week,
      previousEditionAt: last[0]?.createdAt ?? 0,
      newFromDay: week && last[0] && dayAt(last[0].slotAt, channel.timezone),
      requested: from.requested,
      notice: noticeOf(from.feed),
    })
    return {
      rankedPapers,
      evaluated,
      edition,
      fromDay: firstDayOf(from.covered, dayAt(rankedPapers.at, 'UTC')),
      week,
    }
  }

  return {
    rankedPapers,
    refresh() {
      recent.clear()
      matches.clear()
    },
    rankedPapersFor() {
      const byDays = new Map<string, Promise<RankedPapers>>()
      const withUnvoted = createBoundedMap<string, Promise<RankedPapers>>(MAX_UNVOTED_RANKINGS)
      return (covered, unvotedOf = []) => {
        const key = JSON.stringify([covered, unvotedOf])
        const cache = unvotedOf.length > 0 ? withUnvoted : byDays
        const known = cache.get(key) ?? rankCovered(covered, unvotedOf)
        cache.set(key, known)
        return known
      }
    },
    daysBack: (channel, slotAt) =>
      Math.min(daysBackOf(coveredDays(channel, slotAt, settings), today()), settings.maxDaysBack),
    build: async (channel, { rankedPapersFor, feed, slotAt }) =>
      compose(channel, {
        rank: rankedPapersFor,
        covered: coveredDays(channel, slotAt, settings),
        feed,
        slotAt,
        requested: false,
      }),
    buildNext: async channel => ({
      ...(await compose(channel, {
        rank: rankCovered,
        covered: coveredDays(channel, nextSlotOf(channel), settings),
        feed: await deps.feed(),
        slotAt: nextSlotOf(channel),
        requested: false,
      })),
      hold: await hold(channel),
    }),
    buildNow: async channel => ({
      ...(await compose(channel, {
        rank: rankCovered,
        covered: coveredNow(channel),
        feed: await deps.feed(),
        slotAt: clock.now(),
        requested: true,
      })),
      hold: await hold(channel),
    }),
    hold,
  }
}

/** What is missing from a digest, with its times marked where that is all that the feed's status says. */
const noticeOf = ({ text, spans, missingNotice }: FeedStatus): readonly Span[] | undefined =>
  missingNotice === text && spans ? spans : missingNotice ? [{ text: missingNotice }] : undefined
