import type { Channel } from '../channels/channel.ts'
import type { FeedStatus } from '../collecting/feed-status.ts'
import type { Edition } from '../digests/compose.ts'
import type { EditionBuilder } from '../digests/edition-builder.ts'
import { type Hold, holdOf } from '../digests/hold.ts'
import { nothingText } from '../digests/nothing-text.ts'
import type { RankCovered, Rankings } from '../digests/rankings.ts'
import { messageOf } from '../lib/errors.ts'
import type { KeyedMutex } from '../lib/keyed-mutex.ts'
import type { Digest } from '../messages/digest.ts'
import type { Channels } from '../ports/channels.ts'
import type { KeyValueStore } from '../ports/key-value-store.ts'
import type { Log } from '../ports/log.ts'
import type { NewDelivery, Outbox } from '../ports/outbox.ts'
import type { Clock } from '../time/clock.ts'
import { isWeekly, latestSlot, nextSlot } from '../time/slots.ts'
import { dueChannels } from './due-channels.ts'
import { editionOf } from './edition-name.ts'
import { createMoveSlotsBack } from './move-slots-back.ts'
import { createPlanTogether } from './plan-together.ts'

export interface Planner {
  /**
   * Writes an edition into the outbox for each channel whose slot has come, until the signal aborts. What is missing then, the next call
   * plans.
   * @param onPlanned called whenever editions were written, with more still to come
   * @returns how many
   */
  planDue(signal?: AbortSignal, onPlanned?: () => void): Promise<number>
  /** Records that the bot is running, so that a slot at this time isn't taken for one that was missed while it was down. */
  recordRunning(): Promise<void>
  /**
   * Writes an edition for a channel now, outside its schedule, from papers not posted yet. The caller holds the channel's mutex.
   * Writes none while the workspace or platform is suspended.
   * @param name the edition's name, so that a request that arrives twice is answered once
   */
  planNow(channel: Channel, name: string): Promise<Edition | { kind: 'hold'; hold: Hold }>
  /** Writes a digest of a single paper that a person chose, outside the channel's schedule; otherwise like `planNow`. */
  planPaper(channel: Channel, digest: Digest, name: string): Promise<void>
}

/** Channels that are read and planned at once: some seconds of what a platform lets a bot post, and hardly any memory. */
const PAGE_SIZE = 500

/** Channels that are planned at the same time and stored together: as many as there are connections to a database. */
const AT_ONCE = 10

/** Slots that begin within this time are planned from the same papers, ms. */
const SAME_PAPERS_MS = 60_000

/** The key under which it is stored when the bot was last running, on whichever process, ms UTC. */
const LAST_RUNNING_KEY = 'planned'

/** The slot that a channel's edition is for: after a stop several may have passed, and only the latest still matters. */
const dueSlotOf = (channel: Channel, now: number): number =>
  Math.max(channel.nextSlotAt, latestSlot(channel, now))

/** Where the source failed, that is the cause, and so comes first. */
const reasonOf = (nothing: string, { incident, text }: FeedStatus): string =>
  incident ? `${text} ${nothing}` : `${nothing} ${text}`

/** Whether papers may still arrive for a slot without any. A weekly edition doesn't need today's list. */
const papersExpected = (channel: Channel, { state }: FeedStatus): boolean =>
  state === 'stalled' || state === 'failed' || (state === 'waiting' && !isWeekly(channel))

/** What is the same for all channels of a slot, so that it is computed once, however many there are. */
interface Common {
  /** When planning of the slot began, ms UTC. */
  at: number
  rank: RankCovered
  /** For how many days back the source was asked; -1 for none. */
  checkedDays: number
  uncertainUntil: number
  down: { from: number; to: number }
}

export function createPlanner(deps: {
  editionBuilder: EditionBuilder
  rankings: Pick<Rankings, 'coveredOnce'>
  channels: Channels
  outbox: Outbox
  keyValues: KeyValueStore
  feed: () => Promise<FeedStatus>
  /** Asks the source again for today's papers and those of the `daysBack` days before. Never rejects. */
  check: (daysBack: number) => Promise<void>
  mutex: KeyedMutex
  clock: Clock
  log: Log
  /** Age from which an edition is no longer delivered, ms. */
  staleAfterMs: number
  /** How long after its slot a channel is notified that there is no digest, ms. */
  noticeAfterMs: number
  /** Slots before this moment may have been delivered although the outbox has no row for them, ms UTC. */
  uncertainUntil: () => Promise<number>
  /** Channels that are read and planned at once. */
  pageSize?: number | undefined
}): Planner {
  const {
    editionBuilder,
    rankings,
    channels,
    outbox,
    keyValues,
    mutex,
    clock,
    log,
    staleAfterMs,
    noticeAfterMs,
  } = deps
  const { pageSize = PAGE_SIZE } = deps
  const planTogether = createPlanTogether(outbox)
  const moveSlotsBack = createMoveSlotsBack({ channels, mutex, clock, log, pageSize })
  const startedAt = clock.now()
  /** The bot was down between these, ms UTC: no process of it was running. */
  let down: { from: number; to: number } | undefined
  let plannedAt = Number.POSITIVE_INFINITY

  async function skipSlot(channel: Channel, slotAt: number, reason: string): Promise<void> {
    const nextSlotAt = nextSlot(channel, clock.now())
    await planTogether({ kind: 'skip', channel: channel.id, skip: { slotAt, reason }, nextSlotAt })
    log.info({ channel: channel.id, slot: editionOf(slotAt), reason }, 'nothing to post')
  }

  /** @param due the channel as it was when it was found to be due */
  async function planSlot(due: Channel, on: Common & { feed: FeedStatus }): Promise<boolean> {
    const now = clock.now()
    const channel = await channels.find(due.id)
    // In a suspended workspace it is planned all the same: it is posted if access is restored before it is too old.
    if (!channel || holdOf(channel, []) || channel.nextSlotAt > now) return false
    const slotAt = dueSlotOf(channel, now)
    if (channel.catchUp === 'skip' && on.down.from < slotAt && slotAt < on.down.to) {
      await skipSlot(
        channel,
        slotAt,
        'Paper Round was down at that time, and this channel skips missed digests.',
      )
      return false
    }
    const { rankedPapers, edition } = await editionBuilder.build(channel, { ...on, slotAt })
    if (edition.kind === 'digest') {
      return await planTogether({
        kind: 'edition',
        delivery: {
          channel: channel.id,
          edition: editionOf(slotAt),
          origin: 'schedule',
          slotAt,
          expiresAt: now + staleAfterMs,
          digest: edition.digest,
          createdAt: rankedPapers.at,
          triedAt: slotAt < on.uncertainUntil ? slotAt : undefined,
        },
        nextSlotAt: nextSlot(channel, now),
      })
    }
    if (on.feed.incident && now >= slotAt + noticeAfterMs) await notify(channel, on.feed)
    if (papersExpected(channel, on.feed) && now < slotAt + staleAfterMs) return false
    await skipSlot(channel, slotAt, reasonOf(nothingText(edition), on.feed))
    return false
  }

  /** Plans one channel, unless it is broken. */
  async function tryPlanSlot(...[channel, on]: Parameters<typeof planSlot>): Promise<boolean> {
    try {
      return await mutex.runExclusive(channel.id, () => planSlot(channel, on))
    } catch (error) {
      const { id, timezone } = channel
      log.error({ channel: id, timezone, error: messageOf(error) }, 'could not plan a digest')
      return false
    }
  }

  /** A paper may have been withdrawn, or taken off its list, since it was collected. */
  async function checkFor(page: readonly Channel[], on: Common): Promise<void> {
    const daysBack = Math.max(...page.map(daysBackOf))
    if (daysBack <= on.checkedDays) return
    on.checkedDays = daysBack
    await deps.check(daysBack)
  }

  /** 0 for a channel that is broken, which is logged when its edition is planned. */
  function daysBackOf(channel: Channel): number {
    try {
      return editionBuilder.daysBack(channel, dueSlotOf(channel, clock.now()))
    } catch {
      return 0
    }
  }

  /** One notice per incident: the outbox has an edition of this name already if the channel was notified before. */
  const notify = (channel: Channel, feed: FeedStatus): Promise<void> =>
    plan(channel, noticeOf(feed), { edition: `source ${feed.incident}`, origin: 'notice' })

  async function plan(
    channel: Channel,
    digest: Digest,
    { edition, origin }: Pick<NewDelivery, 'edition' | 'origin'>,
  ): Promise<void> {
    const now = clock.now()
    await outbox.plan({
      channel: channel.id,
      edition,
      origin,
      slotAt: now,
      expiresAt: now + staleAfterMs,
      digest,
      createdAt: now,
    })
  }

  /** Works out between which times the bot was down. A time in the future comes from a clock that was ahead, and counts for nothing. */
  async function recordRunning(): Promise<{ from: number; to: number }> {
    const now = clock.now()
    const from = down?.from ?? Number((await keyValues.get(LAST_RUNNING_KEY)) ?? 0)
    down = { from: from > now ? 0 : from, to: Math.min(down?.to ?? startedAt, now) }
    await keyValues.set(LAST_RUNNING_KEY, String(now))
    return down
  }

  return {
    async recordRunning() {
      await recordRunning()
    },
    async planDue(signal, onPlanned) {
      const downBetween = await recordRunning()
      if (clock.now() < plannedAt) await moveSlotsBack(signal)
      plannedAt = clock.now()
      let latest: Common | undefined
      const common = async (): Promise<Common> => {
        if (latest && clock.now() - latest.at < SAME_PAPERS_MS) return latest
        latest = {
          at: clock.now(),
          rank: rankings.coveredOnce(),
          checkedDays: -1,
          uncertainUntil: await deps.uncertainUntil(),
          down: downBetween,
        }
        return latest
      }
      let planned = 0
      for await (const { channels: page, common: on } of dueChannels({ channels, clock, pageSize }, common)) {
        const before = planned
        await checkFor(page, on)
        const feed = await deps.feed()
        for (let start = 0; start < page.length; start += AT_ONCE) {
          if (signal?.aborted) return planned
          const some = page.slice(start, start + AT_ONCE)
          const done = await Promise.all(some.map(channel => tryPlanSlot(channel, { ...on, feed })))
          planned += done.filter(Boolean).length
        }
        if (planned > before) onPlanned?.()
      }
      return planned
    },
    async planNow(channel, name) {
      const { edition, hold } = await editionBuilder.buildNow(channel)
      if (hold?.kind === 'suspended') return { kind: 'hold', hold }
      if (edition.kind === 'digest') await plan(channel, edition.digest, { edition: name, origin: 'request' })
      return edition
    },
    planPaper: (channel, digest, name) => plan(channel, digest, { edition: name, origin: 'paper' }),
  }
}

/** A digest without papers, which says why. */
const noticeOf = ({ text, spans = [{ text }] }: FeedStatus): Digest => ({
  layout: 'compact',
  title: 'No digest yet',
  entries: [],
  notes: [
    [...spans],
    [{ text: 'The digest is posted as soon as its papers are there. For details: /papers status' }],
  ],
  actions: [],
})
