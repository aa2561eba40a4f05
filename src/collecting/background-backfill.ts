import { messageOf } from '../lib/errors.ts'
import type { Log } from '../ports/log.ts'
import type { Clock } from '../time/clock.ts'
import { addDays, dayAt } from '../time/days.ts'
import { type Backfill, UNSETTLED_DAYS } from './backfill.ts'

/** Days that a bot has without anyone asking for more. */
const DAYS = 30

/** Keeps the last days of the archive complete. */
export interface BackgroundBackfill {
  /** Collects what is missing, if it isn't doing so already. Never rejects. */
  fill(signal: AbortSignal): Promise<void>
}

/** @param onFilled papers have come */
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
    const span = { from: addDays(today, -(DAYS - 1)), to: addDays(today, -UNSETTLED_DAYS) }
    const { collected, added, ended } = await backfill.collect(span, signal)
    if (added > 0) onFilled()
    if (ended?.kind === 'failed') {
      log.warn({ reason: ended.reason, collected }, 'the archive goes on later: it could not be collected')
    } else if (!ended && collected > 0) {
      log.info({ days: collected, papers: added }, `collected the archive of the last ${DAYS} days`)
    }
  }

  return {
    fill(signal) {
      running ??= fillMissing(signal)
        .catch(error => {
          if (!signal.aborted) log.error({ error: messageOf(error) }, 'could not collect the archive')
        })
        .finally(() => {
          running = undefined
        })
      return running
    },
  }
}
