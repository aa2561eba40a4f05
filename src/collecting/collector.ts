import { createBoundedMap } from '../lib/bounded-map.ts'
import { messageOf } from '../lib/errors.ts'
import { withTimeLimit } from '../lib/time-limit.ts'
import type { SourceName } from '../papers/sources.ts'
import type { KeyValueStore } from '../ports/key-value-store.ts'
import type { Log } from '../ports/log.ts'
import { type CollectionOutcome, type Metrics, unmeasured } from '../ports/metrics.ts'
import type { PaperSource, SourceList } from '../ports/paper-source.ts'
import type { Papers } from '../ports/papers.ts'
import { SourceError } from '../ports/source-error.ts'
import type { Clock } from '../time/clock.ts'
import { addDays, dayAt } from '../time/days.ts'
import { type FeedReport, type FeedStatus, feedReportSchema, feedStatusOf } from './feed-status.ts'

/** Today and the two days before, because papers are added to past days late. */
const DAYS = 3

/** The first collection goes back far enough to find a list despite weekends and holidays. */
const FIRST_DAYS = 7

const KEY = 'feed'

/** Wait after a failed collection, ms, unless the source asks for longer. */
const RETRY_MS = 5 * 60_000

/** Pause after a collection before the source is used for other things, ms. */
const COOLDOWN_MS = 10_000

/** How recently a day must have been asked for to make up digests without asking again, ms. */
const CHECKED_MS = 2 * 60_000

/** How long digests wait for that, ms. */
const CHECK_LIMIT_MS = 10_000

/** Days of which it is remembered that they were asked for; more than any digest covers. */
const MAX_ASKED = 32

/** Skipped items named in the log; all are counted. */
const MAX_LOGGED_SKIPS = 20

export interface Collector {
  /**
   * Stores the source's latest lists, unless it asked us to wait longer. A failure of the source doesn't reject: it is in the
   * report.
   */
  collect(signal: AbortSignal): Promise<FeedReport>
  /**
   * To be called before digests are made from the papers of today and the `daysBack` days before. Stores the lists of these days,
   * unless they were asked for within two minutes or the source failed last. Takes ten seconds at most; a failure is only logged.
   * @returns whether it did
   */
  check(daysBack: number, signal: AbortSignal): Promise<boolean>
  /**
   * When to collect next, ms UTC: `every` ms after the last time, sooner if that failed, but not before the source allows
   * it.
   */
  nextAt(every: number): Promise<number>
  feed(): Promise<FeedStatus>
  /** When the source may be used for other things, ms UTC: not right after a collection, nor before it allows it. */
  freeAt(): Promise<number>
}

export function createCollector(deps: {
  source: PaperSource
  /** The source's name, if it has only its newest list, without counts. */
  newestOnlyOf?: SourceName | undefined
  papers: Papers
  keyValues: KeyValueStore
  clock: Clock
  log: Log
  metrics?: Metrics | undefined
}): Collector {
  const { source, newestOnlyOf, papers, keyValues, clock, log, metrics = unmeasured } = deps
  const key = newestOnlyOf ? `${KEY} ${newestOnlyOf}` : KEY
  /** The days asked for just now, with their lists; `undefined` where there was no answer. */
  const asked = createBoundedMap<string, SourceList | undefined>(MAX_ASKED, {
    afterMs: CHECKED_MS,
    now: clock.now,
  })

  async function report(): Promise<FeedReport | undefined> {
    const stored = await keyValues.get(key)
    return stored === undefined ? undefined : feedReportSchema.parse(JSON.parse(stored))
  }

  async function store(day: string, { papers: listed, skipped }: SourceList): Promise<void> {
    const { added } = await papers.record(listed, clock.now())
    metrics.added(source.name, added)
    log.debug({ day, listed: listed.length, added }, 'collected')
    if (skipped.length === 0) return
    const examples = skipped.slice(0, MAX_LOGGED_SKIPS)
    log.warn({ day, skipped: skipped.length, examples }, 'left out papers that could not be understood')
  }

  /**
   * A paper that is on none of the lists any more was taken down. An empty list is more likely a fault than a day whose papers are
   * all gone, and an unreadable item may be any paper.
   */
  async function delist(lists: ReadonlyMap<string, SourceList>): Promise<void> {
    const all = [...lists.values()]
    const skipped = all.flatMap(list => list.skipped.map(({ id }) => id))
    if (!skipped.every(id => id !== undefined)) return
    const listed = all.flatMap(list => list.papers.map(({ paper }) => paper.id))
    const present = new Set([...listed, ...skipped])
    for (const [day, list] of lists) {
      if (list.papers.length === 0) continue
      const { delisted } = await papers.delist(day, present)
      if (delisted > 0) log.info({ day, delisted }, 'papers are gone from the list of their day')
    }
  }

  /** Today and the days before it, newest first. */
  function lastDays(count: number): string[] {
    const today = dayAt(clock.now(), 'UTC')
    return Array.from({ length: count }, (_, back) => addDays(today, -back))
  }

  async function ask(day: string, signal: AbortSignal): Promise<SourceList> {
    asked.set(day, undefined)
    const list = await source.list(day, signal)
    await store(day, list)
    asked.set(day, list)
    return list
  }

  /**
   * An error of a single day doesn't keep the others from being collected; the first one is thrown at the end.
   * @param known the list of a day that needn't be asked for
   */
  async function collectDays(
    days: readonly string[],
    signal: AbortSignal,
    known: (day: string) => SourceList | undefined = () => undefined,
  ): Promise<Pick<FeedReport, 'listed' | 'skipped' | 'newestDay'>> {
    let listed = 0
    let skipped = 0
    let failure: SourceError | undefined
    const lists = new Map<string, SourceList>()
    for (const day of days) {
      try {
        const list = known(day) ?? (await ask(day, signal))
        lists.set(day, list)
        listed += list.papers.length
        skipped += list.skipped.length
      } catch (error) {
        if (!(error instanceof SourceError && error.ofDay)) throw error
        failure ??= error
      }
    }
    if (!newestOnlyOf) await delist(lists)
    if (failure) throw failure
    const newestDay = [...lists.values()]
      .flatMap(list => list.papers.map(({ paper }) => paper.day))
      .sort()
      .at(-1)
    return { listed, skipped, ...(newestDay && { newestDay }) }
  }

  async function daysToAsk(): Promise<string[]> {
    if (newestOnlyOf) return lastDays(1)
    return lastDays((await papers.newestDay()) === undefined ? FIRST_DAYS : DAYS)
  }

  async function save(next: FeedReport): Promise<FeedReport> {
    if (!newestOnlyOf) next.newestDay = await papers.newestDay()
    if (feedStatusOf(next, clock.now()).state === 'fresh') next.freshAt = clock.now()
    await keyValues.set(key, JSON.stringify(next))
    return next
  }

  /** When the source may be asked again, ms UTC. A report with a time in the future came from a wrong clock and is ignored. */
  const retryAllowedAt = ({ checkedAt, retryAt = 0 }: FeedReport): number =>
    checkedAt > clock.now() ? 0 : retryAt

  const ended = (outcome: CollectionOutcome): void => metrics.collected(source.name, outcome)

  return {
    async collect(signal) {
      const last = await report()
      if (last && retryAllowedAt(last) > clock.now()) {
        ended('waiting')
        return last
      }
      const { succeededAt, freshAt, newestDay } = last ?? {}
      const next: FeedReport = { checkedAt: clock.now(), succeededAt, freshAt, newestDay, skipped: 0 }
      try {
        Object.assign(next, await collectDays(await daysToAsk(), signal))
        next.succeededAt = clock.now()
        ended('succeeded')
      } catch (error) {
        if (signal.aborted) throw error
        ended(error instanceof SourceError ? 'failed' : 'error')
        if (!(error instanceof SourceError)) throw error
        next.error = error.message
        if (error.retryAfterMs) next.retryAt = clock.now() + error.retryAfterMs
        log.warn(
          { source: source.name, where: error.where, reason: error.message },
          'could not collect papers',
        )
      }
      return save(next)
    },
    async check(daysBack, signal) {
      const last = await report()
      if (!last || last.error !== undefined) return false
      const days = lastDays(Math.max(DAYS, daysBack + 1))
      if (days.every(day => asked.has(day))) return false
      // This includes those that weren't reached: a source that is slow or down delays digests once, not each minute.
      for (const day of days) asked.set(day, asked.get(day))
      const checkedAt = clock.now()
      try {
        const counts = await withTimeLimit(CHECK_LIMIT_MS, signal, limited =>
          collectDays(days, limited, asked.get),
        )
        await save({ ...last, ...counts, checkedAt, succeededAt: clock.now() })
        ended('succeeded')
        return true
      } catch (error) {
        if (signal.aborted) throw error
        const isOfSource = error instanceof SourceError || isTimeout(error)
        ended(isOfSource ? 'failed' : 'error')
        if (!isOfSource) throw error
        log.warn({ source: source.name, reason: messageOf(error) }, 'could not check papers before a digest')
        return false
      }
    },
    async nextAt(every) {
      const last = await report()
      // Without this, a clock that was set back would delay the next collection.
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

const isTimeout = (error: unknown): boolean => error instanceof DOMException && error.name === 'TimeoutError'
