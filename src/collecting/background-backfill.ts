import { messageOf } from '../lib/errors.ts'
import type { Log } from '../ports/log.ts'
import type { Clock } from '../time/clock.ts'
import { addDays, dayAt } from '../time/days.ts'
import { dayText } from '../time/time-text.ts'
import { type Backfill, UNSETTLED_DAYS } from './backfill.ts'
import { newestMissing, type Span } from './coverage.ts'

/** How many days back the bot collects by itself. */
const DAYS = 30

/** The days that the bot collects by itself and that no longer change. @param today YYYY-MM-DD */
const backgroundDays = (today: string): Span => ({
  from: addDays(today, -(DAYS - 1)),
  to: addDays(today, -UNSETTLED_DAYS),
})

/**
 * How far back lists go, in a sentence, while the bot still collects some of a span; undefined where it has all that it will.
 * @param today YYYY-MM-DD
 */
export function collectedSinceText(
  coverage: readonly Span[],
  { from, to }: Span,
  today: string,
): string | undefined {
  const days = backgroundDays(today)
  const missing = to < days.from ? undefined : newestMissing(coverage, days)
  if (missing === undefined || missing < from) return undefined
  return `Papers are collected back to ${dayText(addDays(missing, 1))}; more are coming.`
}

/** Collects missing lists of the last days while the bot runs. */
export interface BackgroundBackfill {
  /** Collects what is missing, unless that is under way already. Never rejects. */
  fill(signal: AbortSignal): Promise<void>
}

/** @param onFilled called when papers were added */
export function createBackgroundBackfill(deps: {
  backfill: Backfill
  clock: Clock
  log: Log
  onFilled: () => void
}): BackgroundBackfill {
  const { backfill, clock, log, onFilled } = deps
  let running: Promise<void> | undefined

  async function fillMissing(signal: AbortSignal): Promise<void> {
    const today = dayAt(clock.now(), 'UTC')
    const { collected, added, ended } = await backfill.collect(backgroundDays(today), signal)
    if (added > 0) onFilled()
    if (ended?.kind === 'failed') {
      log.warn({ reason: ended.reason, collected }, 'the backfill failed and will continue later')
    } else if (!ended && collected > 0) {
      log.info({ days: collected, papers: added }, `backfilled the last ${DAYS} days`)
    }
  }

  return {
    fill(signal) {
      running ??= fillMissing(signal)
        .catch(error => {
          if (!signal.aborted) log.error({ error: messageOf(error) }, 'could not backfill')
        })
        .finally(() => {
          running = undefined
        })
      return running
    },
  }
}
