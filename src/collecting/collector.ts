import type { KeyValueStore } from '../ports/key-value-store.ts'
import type { Log } from '../ports/log.ts'
import type { PaperSource, SourceList } from '../ports/paper-source.ts'
import type { Papers } from '../ports/papers.ts'
import { SourceError } from '../ports/source-error.ts'
import type { Clock } from '../time/clock.ts'
import { addDays, dayAt } from '../time/days.ts'
import { type FeedReport, type FeedStatus, feedReportSchema, feedStatusOf } from './feed-status.ts'

/** Today and two days before: papers come late to past days. */
const DAYS = 3

/** At the very first time far enough back to meet a list, over any weekend and holiday. */
const FIRST_DAYS = 7

const KEY = 'feed'

/** After a failure the source is asked again this soon, or when it allows, ms. */
const RETRY_MS = 5 * 60_000

/** After a collection the source is let alone for so long, ms. */
const COOLDOWN_MS = 10_000

/** How many of the skipped items are named in the log; they are all counted. */
const MAX_LOGGED_SKIPS = 20

export interface Collector {
  /**
   * Asks the source and keeps what it lists, unless the source wants to be left alone still. Never rejects for what the
   * source does: the report tells.
   */
  collect(signal: AbortSignal): Promise<FeedReport>
  /**
   * When the source should be asked next, ms UTC: `every` ms after the last time, sooner where that failed, but not before
   * the source allows it.
   */
  nextAt(every: number): Promise<number>
  feed(): Promise<FeedStatus>
  /** From when on the source may be asked for other things, ms UTC: not just after a collection, nor before it allows it. */
  freeAt(): Promise<number>
}

export function createCollector(deps: {
  source: PaperSource
  papers: Papers
  keyValues: KeyValueStore
  clock: Clock
  log: Log
}): Collector {
  const { source, papers, keyValues, clock, log } = deps

  async function report(): Promise<FeedReport | undefined> {
    const stored = await keyValues.get(KEY)
    return stored === undefined ? undefined : feedReportSchema.parse(JSON.parse(stored))
  }

  async function store(day: string, { papers: listed, skipped }: SourceList): Promise<void> {
    const { added } = await papers.record(listed, clock.now())
    log.debug({ day, listed: listed.length, added }, 'collected')
    if (skipped.length === 0) return
    const examples = skipped.slice(0, MAX_LOGGED_SKIPS)
    log.warn({ day, skipped: skipped.length, examples }, 'left out papers that could not be understood')
  }

  /** Where only a day is at fault the others are still asked for; the first failure is thrown after them. */
  async function collectDays(signal: AbortSignal): Promise<{ listed: number; skipped: number }> {
    const today = dayAt(clock.now(), 'UTC')
    const days = (await papers.newestDay()) === undefined ? FIRST_DAYS : DAYS
    let listed = 0
    let skipped = 0
    let failure: SourceError | undefined
    for (let back = 0; back < days; back++) {
      const day = addDays(today, -back)
      try {
        const list = await source.list(day, signal)
        await store(day, list)
        listed += list.papers.length
        skipped += list.skipped.length
      } catch (error) {
        if (!(error instanceof SourceError && error.ofDay)) throw error
        failure ??= error
      }
    }
    if (failure) throw failure
    return { listed, skipped }
  }

  /** Until when the source wants to be left alone, ms UTC. What a clock said that was ahead holds no more. */
  const retryAllowedAt = ({ checkedAt, retryAt = 0 }: FeedReport): number =>
    checkedAt > clock.now() ? 0 : retryAt

  return {
    async collect(signal) {
      const last = await report()
      if (last && retryAllowedAt(last) > clock.now()) return last
      const { succeededAt, freshAt } = last ?? {}
      const next: FeedReport = { checkedAt: clock.now(), succeededAt, freshAt, skipped: 0 }
      try {
        Object.assign(next, await collectDays(signal))
        next.succeededAt = clock.now()
      } catch (error) {
        if (!(error instanceof SourceError) || signal.aborted) throw error
        next.error = error.message
        if (error.retryAfterMs) next.retryAt = clock.now() + error.retryAfterMs
        log.warn(
          { source: source.name, where: error.where, reason: error.message },
          'could not collect papers',
        )
      }
      next.newestDay = await papers.newestDay()
      if (feedStatusOf(next, clock.now()).state === 'fresh') next.freshAt = clock.now()
      await keyValues.set(KEY, JSON.stringify(next))
      return next
    },
    async nextAt(every) {
      const last = await report()
      // A clock that was set back would have us wait for as long as it was.
      if (!last || last.checkedAt > clock.now()) return clock.now()
      const wait = last.error ? Math.min(every, RETRY_MS) : every
      return Math.max(last.checkedAt + wait, last.retryAt ?? 0)
    },
    feed: async () => feedStatusOf(await report(), clock.now()),
    async freeAt() {
      const last = await report()
      if (!last) return 0
      return Math.max(Math.min(last.checkedAt, clock.now()) + COOLDOWN_MS, retryAllowedAt(last))
    },
  }
}
