import type { Channel } from '../channels/channel.ts'
import type { Feed } from '../collecting/feed-status.ts'
import type { Candidate } from '../papers/paper.ts'
import type { Ranking } from '../papers/rank.ts'
import type { Channels } from '../ports/channels.ts'
import type { Ledger } from '../ports/outbox.ts'
import type { Papers } from '../ports/papers.ts'
import { createTopicMatches, type TopicMatches } from '../search/topic-matches.ts'
import type { Clock } from '../time/clock.ts'
import { addDays, dayAt } from '../time/days.ts'
import { latestSlot } from '../time/slots.ts'
import { composeEdition, type Edition } from './compose.ts'
import { type Judged, judge } from './evaluate.ts'
import { createSheet, type Sheet } from './ranked-papers.ts'

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
export interface Draft {
  sheet: Sheet
  judged: readonly Judged[]
  edition: Edition
}

/** The sheets of one moment, each made when it is first wanted. */
export type Sheets = (daysBack: number) => Promise<Sheet>

/** Makes editions; keeps nothing and posts nothing. */
export interface Editor {
  /**
   * The papers that can be in an edition now, or of so many days back, ranked; `halfLifeMs` in place of the usual one. For
   * commands: many that come together get the same sheet.
   */
  sheet(options?: { daysBack?: number; halfLifeMs?: number }): Promise<Sheet>
  /** Forgets what was worked out from the papers of before: some have been collected since. */
  refresh(): void
  sheets(): Sheets
  /** What a channel would get in a slot (ms UTC): of what it hasn't had, with something seen since its last edition. */
  draft(channel: Channel, on: { sheets: Sheets; feed: Feed; slotAt: number }): Promise<Draft>
  /** What a channel would get if it were asked for now: of what it hasn't had, however old. */
  draftNow(channel: Channel): Promise<Draft>
}

const DAY_MS = 24 * 3_600_000
/** Scores move by the hour, so a sheet may be this old, ms. */
const SHEET_AGE_MS = 10_000

export function createEditor(deps: {
  papers: Papers
  channels: Channels
  ledger: Ledger
  feed: () => Promise<Feed>
  clock: Clock
  settings: EditionSettings
}): Editor {
  const { papers, channels, ledger, clock, settings } = deps
  const { ranking } = settings

  const recent = new Map<string, { at: number; sheet: Promise<Sheet> }>()
  const matches = new Map<string, { size: number; topics: TopicMatches }>()

  /** Scores move by the hour, but what belongs to a topic is the same until papers are collected. */
  function topicsAmong(candidates: readonly Candidate[], fromDay: string): TopicMatches {
    const known = matches.get(fromDay)
    if (known?.size === candidates.length) return known.topics
    const topics = createTopicMatches(candidates)
    matches.set(fromDay, { size: candidates.length, topics })
    return topics
  }

  async function makeSheet(daysBack: number, halfLifeMs = ranking.halfLifeMs): Promise<Sheet> {
    const now = clock.now()
    const fromDay = addDays(dayAt(now, 'UTC'), -daysBack)
    const candidates = await papers.candidates(fromDay)
    return createSheet(candidates, now, { ...ranking, halfLifeMs }, topicsAmong(candidates, fromDay))
  }

  const sheet: Editor['sheet'] = ({ daysBack = settings.daysBack, halfLifeMs } = {}) => {
    const key = `${daysBack} ${halfLifeMs}`
    const now = clock.now()
    const known = recent.get(key)
    if (known && Math.abs(now - known.at) < SHEET_AGE_MS) return known.sheet
    const made = makeSheet(daysBack, halfLifeMs)
    recent.set(key, { at: now, sheet: made })
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
    const latest = await ledger.latest(channel.id, 5)
    const last = latest.find(({ state, createdAt }) => state !== 'failed' && createdAt <= now)
    return last?.createdAt ?? 0
  }

  async function compose(
    channel: Channel,
    on: { sheet: Sheet; feed: Feed; slotAt: number; newSince: number },
  ): Promise<Draft> {
    const topics = await channels.topics(channel.id)
    const judged = judge(on.sheet, { topics, taste: channel, had: await ledger.had(channel.id) })
    const edition = composeEdition({
      sheet: on.sheet,
      judged,
      layout: channel.layout,
      size: channel.size,
      day: dayAt(on.slotAt, channel.timezone),
      newSince: on.newSince,
      remark: on.feed.lack,
    })
    return { sheet: on.sheet, judged, edition }
  }

  return {
    sheet,
    refresh() {
      recent.clear()
      matches.clear()
    },
    sheets() {
      const made = new Map<number, Promise<Sheet>>()
      return daysBack => {
        const known = made.get(daysBack) ?? makeSheet(daysBack)
        made.set(daysBack, known)
        return known
      }
    },
    async draft(channel, { sheets, feed, slotAt }) {
      const newSince = await lastEditionAt(channel)
      return compose(channel, { sheet: await sheets(daysBackOf(channel, slotAt)), feed, slotAt, newSince })
    },
    draftNow: async channel =>
      compose(channel, {
        sheet: await makeSheet(settings.daysBack),
        feed: await deps.feed(),
        slotAt: clock.now(),
        newSince: 0,
      }),
  }
}
