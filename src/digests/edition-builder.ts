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
import { latestSlot } from '../time/slots.ts'
import { composeEdition, type Edition } from './compose.ts'
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
  /** Age from which an edition isn't worth sending any more, ms. */
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
  /** Why it can't be posted now, whatever is in it. */
  hold?: Hold | undefined
}

/**
 * Ranked papers of one moment by the number of days they cover. Each number is ranked once, on first use.
 * @param unvotedOf the topics of which papers that nobody could vote on are included
 */
export type RankedPapersFor = (daysBack: number, unvotedOf?: readonly string[]) => Promise<RankedPapers>

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

const DAY_MS = 24 * 3_600_000
/** Cached rankings are used for so long, ms; scores change by the hour. */
const MAX_RANKING_AGE_MS = 10_000
/** Rankings stored at once: one for each number of days back and each day. */
const MAX_RANKINGS = 50
/** Rankings with papers of single channels' topics that are stored while digests are planned. */
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
  function topicMatcherFor(candidates: readonly Candidate[], fromDay: string): TopicMatcher {
    const known = matches.get(fromDay)
    if (known?.size === candidates.length) return known.topics
    const topics = createTopicMatcher(candidates)
    matches.set(fromDay, { size: candidates.length, topics })
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

  /** Papers that nobody could vote on are never trending, so of a longer time only the newest days have any. */
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

  /** A weekly edition covers its whole week. */
  function daysBackOf(channel: Channel, slotAt: number): number {
    const days = Math.ceil((slotAt - latestSlot(channel, slotAt - 1)) / DAY_MS)
    return Math.min(Math.max(days, settings.daysBack), settings.maxDaysBack)
  }

  /**
   * The last editions of the channel's schedule, newest first. What a person posts in between doesn't make older papers old news.
   * Ignores failed ones, and ones with a time in the future, which were created while the clock was wrong.
   */
  async function lastEditions(channel: Channel): Promise<Delivery[]> {
    const now = clock.now()
    const latest = await outbox.latest(channel.id, 5, ['schedule'])
    return latest.filter(({ state, createdAt }) => state !== 'failed' && createdAt <= now)
  }

  const hold = async (channel: Channel): Promise<Hold | undefined> =>
    holdOf(channel, await deps.suspensions.all())

  const nextSlotOf = (channel: Channel): number => Math.max(channel.nextSlotAt, clock.now())

  async function compose(
    channel: Channel,
    from: {
      rank: RankedPapersFor
      daysBack: number
      feed: FeedStatus
      slotAt: number
      requested: boolean
    },
  ): Promise<Omit<BuiltEdition, 'hold'>> {
    const topics = await channels.topics(channel.id)
    const rankedPapers = await from.rank(
      from.daysBack,
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
      previousEditionAt: last[0]?.createdAt ?? 0,
      requested: from.requested,
      notice: noticeOf(from.feed),
    })
    return { rankedPapers, evaluated, edition, fromDay: firstDay(rankedPapers.at, from.daysBack) }
  }

  return {
    rankedPapers,
    refresh() {
      recent.clear()
      matches.clear()
    },
    rankedPapersFor() {
      const byDays = new Map<number, Promise<RankedPapers>>()
      const withUnvoted = createBoundedMap<string, Promise<RankedPapers>>(MAX_UNVOTED_RANKINGS)
      return (daysBack, unvotedOf = []) => {
        if (unvotedOf.length > 0) {
          const key = JSON.stringify([daysBack, unvotedOf])
          const known = withUnvoted.get(key) ?? rankPapers(daysBack, unvotedOf)
          withUnvoted.set(key, known)
          return known
        }
        const known = byDays.get(daysBack) ?? rankPapers(daysBack)
        byDays.set(daysBack, known)
        return known
      }
    },
    daysBack: daysBackOf,
    build: async (channel, { rankedPapersFor, feed, slotAt }) =>
      compose(channel, {
        rank: rankedPapersFor,
        daysBack: daysBackOf(channel, slotAt),
        feed,
        slotAt,
        requested: false,
      }),
    buildNext: async channel => ({
      ...(await compose(channel, {
        rank: rankPapers,
        daysBack: daysBackOf(channel, nextSlotOf(channel)),
        feed: await deps.feed(),
        slotAt: nextSlotOf(channel),
        requested: false,
      })),
      hold: await hold(channel),
    }),
    buildNow: async channel => ({
      ...(await compose(channel, {
        rank: rankPapers,
        daysBack: daysBackOf(channel, nextSlotOf(channel)),
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
