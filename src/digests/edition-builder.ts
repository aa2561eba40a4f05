import type { Channel } from '../channels/channel.ts'
import type { FeedStatus } from '../collecting/feed-status.ts'
import type { Span } from '../messages/digest.ts'
import type { Channels } from '../ports/channels.ts'
import type { Delivery, Outbox } from '../ports/outbox.ts'
import type { Suspensions } from '../ports/suspensions.ts'
import { asksForUnvoted } from '../search/topics.ts'
import type { Clock } from '../time/clock.ts'
import { dayAt } from '../time/days.ts'
import { isWeekly, latestSlot } from '../time/slots.ts'
import type { DaySpan } from '../time/spans.ts'
import { composeEdition, type Edition } from './compose.ts'
import { type CoveredDays, coveredDays, daysBackOf, firstDayOf, upToNow } from './covered-days.ts'
import { type EvaluatedPaper, evaluate } from './evaluate.ts'
import { type Hold, holdOf } from './hold.ts'
import type { RankedPapers } from './ranked-papers.ts'
import type { RankCovered, Rankings, RankingsSettings } from './rankings.ts'
import { sharePlaces } from './share-places.ts'

export interface EditionSettings extends RankingsSettings {
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

/** Builds editions; stores nothing and posts nothing. */
export interface EditionBuilder {
  /** How many days before today the edition of a slot (ms UTC) takes papers from. */
  daysBack(channel: Channel, slotAt: number): number
  /** Builds the edition of a slot (ms UTC) from papers not posted yet, at least one of them new since the last edition. */
  build(
    channel: Channel,
    from: { rank: RankCovered; feed: FeedStatus; slotAt: number },
  ): Promise<Omit<BuiltEdition, 'hold'>>
  /** The next edition of the channel's schedule, from what is known now. */
  buildNext(channel: Channel): Promise<BuiltEdition>
  /** Builds an edition for this moment from papers of the same days that aren't posted yet, new or not. */
  buildNow(channel: Channel): Promise<BuiltEdition>
  /** Why nothing can be posted in the channel now, if that is so. */
  hold(channel: Channel): Promise<Hold | undefined>
}

export function createEditionBuilder(deps: {
  rankings: Pick<Rankings, 'covered'>
  channels: Channels
  outbox: Outbox
  suspensions: Suspensions
  feed: () => Promise<FeedStatus>
  clock: Clock
  settings: EditionSettings
}): EditionBuilder {
  const { rankings, channels, outbox, clock, settings } = deps

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
      rank: RankCovered
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
    daysBack: (channel, slotAt) =>
      Math.min(daysBackOf(coveredDays(channel, slotAt, settings), today()), settings.maxDaysBack),
    build: async (channel, { rank, feed, slotAt }) =>
      compose(channel, {
        rank,
        covered: coveredDays(channel, slotAt, settings),
        feed,
        slotAt,
        requested: false,
      }),
    buildNext: async channel => ({
      ...(await compose(channel, {
        rank: rankings.covered,
        covered: coveredDays(channel, nextSlotOf(channel), settings),
        feed: await deps.feed(),
        slotAt: nextSlotOf(channel),
        requested: false,
      })),
      hold: await hold(channel),
    }),
    buildNow: async channel => ({
      ...(await compose(channel, {
        rank: rankings.covered,
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
