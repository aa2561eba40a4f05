import type { Channel } from '../channels/channel.ts'
import type { FeedStatus } from '../collecting/feed-status.ts'
import { createBoundedMap } from '../lib/bounded-map.ts'
import type { Candidate } from '../papers/paper.ts'
import type { Ranking } from '../papers/rank.ts'
import type { Channels } from '../ports/channels.ts'
import type { Outbox } from '../ports/outbox.ts'
import type { Papers } from '../ports/papers.ts'
import { createTopicMatches, type TopicMatches } from '../search/topic-matches.ts'
import type { Clock } from '../time/clock.ts'
import { addDays, dayAt } from '../time/days.ts'
import { latestSlot } from '../time/slots.ts'
import { composeEdition, type Edition } from './compose.ts'
import { type EvaluatedPaper, evaluate } from './evaluate.ts'
import { createRankedPapers, type RankedPapers } from './ranked-papers.ts'

export interface EditionSettings {
  ranking: Ranking
  /** An edition's papers may be of so many days before its own, and of those since the slot before it. */
  daysBack: number
  /** However long ago that slot was. */
  maxDaysBack: number
  /** Age at which an edition has lost its point, ms. */
  staleAfterMs: number
}

/** An edition, and how it came about. */
export interface BuiltEdition {
  rankedPapers: RankedPapers
  evaluated: readonly EvaluatedPaper[]
  edition: Edition
}

/** The rankedPapersFor of one moment, each made when it is first wanted. */
export type RankedPapersFor = (daysBack: number) => Promise<RankedPapers>

/** Makes editions; keeps nothing and posts nothing. */
export interface EditionBuilder {
  /**
   * The papers that can be in an edition now, or of so many days back, ranked; `halfLifeMs` in place of the usual one. For
   * commands: many that come together get the same rankedPapers.
   */
  rankedPapers(options?: { daysBack?: number; halfLifeMs?: number }): Promise<RankedPapers>
  /** Forgets what was worked out from the papers of before: some have been collected since. */
  refresh(): void
  rankedPapersFor(): RankedPapersFor
  /** What a channel would get in a slot (ms UTC): of what it hasn't had, with something seen since its last edition. */
  build(
    channel: Channel,
    on: { rankedPapersFor: RankedPapersFor; feed: FeedStatus; slotAt: number },
  ): Promise<BuiltEdition>
  /** What a channel would get if it were asked for now: of what it hasn't had, however old. */
  buildNow(channel: Channel): Promise<BuiltEdition>
}

const DAY_MS = 24 * 3_600_000
/** Scores move by the hour, so a rankedPapers may be this old, ms. */
const RANKING_AGE_MS = 10_000
/** Rankings stored at once: one for each number of days back and half-life. */
const MAX_RANKINGS = 50

export function createEditionBuilder(deps: {
  papers: Papers
  channels: Channels
  outbox: Outbox
  feed: () => Promise<FeedStatus>
  clock: Clock
  settings: EditionSettings
}): EditionBuilder {
  const { papers, channels, outbox, clock, settings } = deps
  const { ranking } = settings

  const recent = createBoundedMap<string, Promise<RankedPapers>>(MAX_RANKINGS, {
    afterMs: RANKING_AGE_MS,
    now: clock.now,
  })
  const matches = createBoundedMap<string, { size: number; topics: TopicMatches }>(MAX_RANKINGS)

  /** Scores move by the hour, but what belongs to a topic is the same until papers are collected. */
  function topicsAmong(candidates: readonly Candidate[], fromDay: string): TopicMatches {
    const known = matches.get(fromDay)
    if (known?.size === candidates.length) return known.topics
    const topics = createTopicMatches(candidates)
    matches.set(fromDay, { size: candidates.length, topics })
    return topics
  }

  async function makeRankedPapers(daysBack: number, halfLifeMs = ranking.halfLifeMs): Promise<RankedPapers> {
    const now = clock.now()
    const fromDay = addDays(dayAt(now, 'UTC'), -daysBack)
    const candidates = await papers.candidates(fromDay)
    return createRankedPapers(candidates, now, { ...ranking, halfLifeMs }, topicsAmong(candidates, fromDay))
  }

  const rankedPapers: EditionBuilder['rankedPapers'] = ({
    daysBack = settings.daysBack,
    halfLifeMs,
  } = {}) => {
    const key = `${daysBack} ${halfLifeMs}`
    const known = recent.get(key)
    if (known) return known
    const made = makeRankedPapers(daysBack, halfLifeMs)
    recent.set(key, made)
    made.catch(() => recent.delete(key))
    return made
  }

  /** How far back the papers of a slot go: a weekly channel's over its whole week. */
  function daysBackOf(channel: Channel, slotAt: number): number {
    const days = Math.ceil((slotAt - latestSlot(channel, slotAt - 1)) / DAY_MS)
    return Math.min(Math.max(days, settings.daysBack), settings.maxDaysBack)
  }

  /**
   * When the channel's last edition was made: what was seen since then is new to it. ms UTC. One that was made while the
   * clock was ahead doesn't tell.
   */
  async function lastEditionAt(channel: Channel): Promise<number> {
    const now = clock.now()
    const latest = await outbox.latest(channel.id, 5)
    const last = latest.find(({ state, createdAt }) => state !== 'failed' && createdAt <= now)
    return last?.createdAt ?? 0
  }

  async function compose(
    channel: Channel,
    on: { rankedPapers: RankedPapers; feed: FeedStatus; slotAt: number; newSince: number },
  ): Promise<BuiltEdition> {
    const topics = await channels.topics(channel.id)
    const evaluated = evaluate(on.rankedPapers, {
      topics,
      filters: channel,
      posted: await outbox.postedPapers(channel.id),
    })
    const edition = composeEdition({
      rankedPapers: on.rankedPapers,
      evaluated,
      layout: channel.layout,
      size: channel.size,
      day: dayAt(on.slotAt, channel.timezone),
      newSince: on.newSince,
      remark: on.feed.missingNotice,
    })
    return { rankedPapers: on.rankedPapers, evaluated: evaluated, edition }
  }

  return {
    rankedPapers: rankedPapers,
    refresh() {
      recent.clear()
      matches.clear()
    },
    rankedPapersFor() {
      const made = new Map<number, Promise<RankedPapers>>()
      return daysBack => {
        const known = made.get(daysBack) ?? makeRankedPapers(daysBack)
        made.set(daysBack, known)
        return known
      }
    },
    async build(channel, { rankedPapersFor, feed, slotAt }) {
      const newSince = await lastEditionAt(channel)
      return compose(channel, {
        rankedPapers: await rankedPapersFor(daysBackOf(channel, slotAt)),
        feed,
        slotAt,
        newSince,
      })
    },
    buildNow: async channel =>
      compose(channel, {
        rankedPapers: await makeRankedPapers(settings.daysBack),
        feed: await deps.feed(),
        slotAt: clock.now(),
        newSince: 0,
      }),
  }
}
