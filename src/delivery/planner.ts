import type { Channel } from '../channel.ts'
import { composeEdition, type Edition } from '../digest/compose.ts'
import { addDays, dayAt, latestSlot, nextSlot } from '../digest/schedule.ts'
import { createSheet, type Sheet } from '../digest/sheet.ts'
import { messageOf } from '../errors.ts'
import type { Feed } from '../feed/state.ts'
import type { Ranking } from '../papers/rank.ts'
import type { Channels, Clock, Ledger, Log, Papers } from '../ports.ts'
import type { Turns } from './turns.ts'

export interface EditionSettings {
  ranking: Ranking
  /** An edition's papers may be of so many days before its own, and of those since the slot before it. */
  daysBack: number
  /** However long ago that slot was. */
  maxDaysBack: number
  /** Age at which an edition has lost its point, ms. */
  staleAfterMs: number
}

export interface Planner {
  /** Writes an edition into the ledger for each channel whose slot has come. @returns how many */
  planDue(): Promise<number>
  /**
   * Writes an edition for a channel now, out of its schedule, of what it hasn't had. For a command, which has its turn
   * with the channel.
   * @param name names the edition, so that a request that comes twice is answered once
   */
  planNow(channel: Channel, name: string): Promise<Edition>
  /** The papers that can be in an edition now, ranked. */
  sheet(): Promise<Sheet>
}

/** An edition's name within its channel: its slot to the minute, `2026-11-23T09:00Z`. */
const editionOf = (slotAt: number): string => `${new Date(slotAt).toISOString().slice(0, 16)}Z`

const DAY_MS = 24 * 3_600_000

/** Feeds that may still bring papers for a slot that found none. */
const HOPEFUL = new Set<Feed['state']>(['waiting', 'stalled', 'failed'])

export function createPlanner(deps: {
  papers: Papers
  channels: Channels
  ledger: Ledger
  feed: () => Promise<Feed>
  turns: Turns
  clock: Clock
  log: Log
  settings: EditionSettings
}): Planner {
  const { papers, channels, ledger, turns, clock, log, settings } = deps

  async function sheet(daysBack = settings.daysBack): Promise<Sheet> {
    const now = clock.now()
    const fromDay = addDays(dayAt(now, 'UTC'), -daysBack)
    return createSheet(await papers.candidates(fromDay), now, settings.ranking)
  }

  /** How far back the papers of a slot go: a weekly channel's over its whole week. */
  function daysBackOf(channel: Channel, slotAt: number): number {
    const days = Math.ceil((slotAt - latestSlot(channel, slotAt - 1)) / DAY_MS)
    return Math.min(Math.max(days, settings.daysBack), settings.maxDaysBack)
  }

  /** The sheets of one moment, each made when it is first wanted. */
  function createSheets(): (daysBack: number) => Promise<Sheet> {
    const made = new Map<number, Promise<Sheet>>()
    return daysBack => {
      const known = made.get(daysBack) ?? sheet(daysBack)
      made.set(daysBack, known)
      return known
    }
  }

  /** When the channel's last edition was made: what was seen since then is new to it. ms UTC. */
  async function lastEditionAt(channel: Channel): Promise<number> {
    const [last] = (await ledger.latest(channel.id, 5)).filter(({ state }) => state !== 'failed')
    return last?.createdAt ?? 0
  }

  async function compose(
    channel: Channel,
    on: { sheet: Sheet; feed: Feed; slotAt: number; newSince: number },
  ): Promise<Edition> {
    return composeEdition({
      sheet: on.sheet,
      topics: await channels.topics(channel.id),
      layout: channel.layout,
      size: channel.size,
      day: dayAt(on.slotAt, channel.timezone),
      had: await ledger.had(channel.id),
      newSince: on.newSince,
      remark: on.feed.state === 'failed' || on.feed.state === 'stalled' ? on.feed.text : undefined,
    })
  }

  /** @param due the channel as it was when it was found to be due */
  async function planSlot(
    due: Channel,
    on: { sheets: ReturnType<typeof createSheets>; feed: Feed },
  ): Promise<boolean> {
    const now = clock.now()
    const channel = await channels.find(due.id)
    if (!channel || channel.pausedReason || channel.nextSlotAt > now) return false
    // After a stop several slots may have passed; only the latest still matters.
    const slotAt = Math.max(channel.nextSlotAt, latestSlot(channel, now))
    const following = nextSlot(channel, now)
    const sheet = await on.sheets(daysBackOf(channel, slotAt))
    const newSince = await lastEditionAt(channel)
    const edition = await compose(channel, { sheet, feed: on.feed, slotAt, newSince })
    if (edition.kind === 'digest') {
      const { digest } = edition
      const expiresAt = now + settings.staleAfterMs
      const delivery = {
        channel: channel.id,
        edition: editionOf(slotAt),
        slotAt,
        expiresAt,
        digest,
        createdAt: sheet.at,
      }
      return await ledger.plan(delivery, following)
    }
    if (HOPEFUL.has(on.feed.state) && now < slotAt + settings.staleAfterMs) return false
    const reason = silenceText(edition.because, on.feed)
    await ledger.passOver(channel.id, { slotAt, reason }, following)
    log.info({ channel: channel.id, slot: editionOf(slotAt), reason }, 'nothing to post')
    return false
  }

  return {
    sheet: () => sheet(),
    async planDue() {
      const due = await channels.due(clock.now())
      if (due.length === 0) return 0
      const on = { sheets: createSheets(), feed: await deps.feed() }
      let planned = 0
      for (const channel of due) {
        try {
          if (await turns.inTurn(channel.id, () => planSlot(channel, on))) planned++
        } catch (error) {
          log.error({ channel: channel.id, error: messageOf(error) }, 'could not plan a digest')
        }
      }
      return planned
    },
    async planNow(channel, name) {
      const now = clock.now()
      const on = { sheet: await sheet(), feed: await deps.feed(), slotAt: now, newSince: 0 }
      const edition = await compose(channel, on)
      if (edition.kind === 'nothing') return edition
      const expiresAt = now + settings.staleAfterMs
      const delivery = { channel: channel.id, edition: name, slotAt: now, expiresAt, createdAt: now }
      await ledger.plan({ ...delivery, digest: edition.digest })
      return edition
    },
  }
}

/** Why a slot brought nothing, in words for a person. */
const silenceText = (because: 'no match' | 'nothing new', feed: Feed): string =>
  because === 'no match'
    ? `No paper of these days matches the channel's topics. ${feed.text}`
    : `Nothing new since the last digest. ${feed.text}`
