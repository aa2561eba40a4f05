import type { KeyValueStore } from '../ports/key-value-store.ts'
import type { Log } from '../ports/log.ts'
import type { PaperSource } from '../ports/paper-source.ts'
import type { Papers } from '../ports/papers.ts'
import { SourceError } from '../ports/source-error.ts'
import type { Clock } from '../time/clock.ts'
import { addDays, dayAt } from '../time/days.ts'
import { cover, daysOf, isCovered, readCoverage, type Span } from './coverage.ts'

/** The lists of today and the two days before still change; the collector asks for them again each time. */
export const UNSETTLED_DAYS = 3

/** Waits after the first and second failure in a row, ms. The third one ends the backfill. */
const RETRY_WAITS_MS = [10_000, 60_000]

export interface BackfillProgress {
  /** The day that was just collected. */
  day: string
  /** Days that are done, including those of earlier runs. */
  done: number
  days: number
  /** Papers listed on the days of this run, and how many of them were new. */
  papers: number
  added: number
}

export interface BackfillReport {
  /** Days of the span; how many of them an earlier run collected, and how many this one. */
  days: number
  before: number
  collected: number
  papers: number
  added: number
  /** Items that couldn't be parsed. */
  skipped: number
  /** Days whose list can't be read. The next run tries them again. */
  unreadable: { day: string; reason: string }[]
  /** Why it ended early. The next run continues there. */
  ended?: { kind: 'stopped' } | { kind: 'failed'; reason: string }
}

export interface BackfillListener {
  onDay?: (progress: BackfillProgress) => void
  /** Called before a wait for the next attempt, with how long it is, in ms, and why. */
  onWait?: (ms: number, reason: string) => void
}

export interface Backfill {
  /**
   * Collects the days of a span that no run has collected yet, newest first, at most one every `intervalMs`. Waits as long as the
   * source asks. Also resolves when the signal aborts, with what was done until then.
   */
  collect(span: Span, signal: AbortSignal, listener?: BackfillListener): Promise<BackfillReport>
}

/**
 * @param allowedAt resolves once no collection is running, with the time from which the source may be asked, ms UTC
 * @param wait waits `ms` milliseconds; rejects when the signal aborts
 */
export function createBackfill(deps: {
  source: PaperSource
  papers: Papers
  keyValues: KeyValueStore
  clock: Clock
  log: Log
  intervalMs: number
  allowedAt?: () => Promise<number>
  wait: (ms: number, signal: AbortSignal) => Promise<void>
}): Backfill {
  const { source, papers, keyValues, clock, log, intervalMs, wait, allowedAt = async () => 0 } = deps
  let nextAt = 0

  async function waitForNextRequest(signal: AbortSignal): Promise<void> {
    nextAt = Math.max(nextAt, await allowedAt())
    const ms = nextAt - clock.now()
    if (ms > 0) await wait(ms, signal)
    nextAt = clock.now() + intervalMs
  }

  /** Fetches a list, with retries. */
  async function fetchList(day: string, signal: AbortSignal, { onWait }: BackfillListener) {
    for (let failures = 0; ; ) {
      await waitForNextRequest(signal)
      signal.throwIfAborted()
      try {
        return await source.list(day, signal)
      } catch (error) {
        if (!(error instanceof SourceError) || error.ofDay || signal.aborted) throw error
        const retryMs = error.retryAfterMs ?? RETRY_WAITS_MS[failures++]
        if (retryMs === undefined) throw error
        log.debug({ day, ms: retryMs, reason: error.message }, 'the backfill waits before it tries again')
        onWait?.(retryMs, error.message)
        await wait(retryMs, signal)
      }
    }
  }

  async function collectDay(
    day: string,
    report: BackfillReport,
    signal: AbortSignal,
    listener: BackfillListener,
  ): Promise<void> {
    try {
      const list = await fetchList(day, signal, listener)
      const { added } = await papers.record(list.papers, clock.now())
      report.papers += list.papers.length
      report.added += added
      report.skipped += list.skipped.length
      if (list.skipped.length > 0) {
        const examples = list.skipped.slice(0, 3)
        log.warn(
          { day, skipped: list.skipped.length, examples },
          'left out papers that could not be understood',
        )
      }
      if (day <= addDays(dayAt(clock.now(), 'UTC'), -UNSETTLED_DAYS)) await cover(keyValues, day)
    } catch (error) {
      if (!(error instanceof SourceError && error.ofDay)) throw error
      report.unreadable.push({ day, reason: error.message })
      log.warn({ day, reason: error.message }, 'left out a day')
    }
    report.collected++
  }

  return {
    async collect(span, signal, listener = {}) {
      const days = daysOf(span)
      const covered = await readCoverage(keyValues)
      const missing = days.filter(day => !isCovered(covered, day))
      const before = days.length - missing.length
      const report: BackfillReport = {
        days: days.length,
        before,
        collected: 0,
        papers: 0,
        added: 0,
        skipped: 0,
        unreadable: [],
      }
      try {
        for (const day of missing) {
          await collectDay(day, report, signal, listener)
          const { collected, papers: listed, added } = report
          const done = before + collected
          listener.onDay?.({ day, done, days: days.length, papers: listed, added })
        }
      } catch (error) {
        if (signal.aborted) report.ended = { kind: 'stopped' }
        else if (error instanceof SourceError) report.ended = { kind: 'failed', reason: error.message }
        else throw error
      }
      return report
    },
  }
}
