import { type JobTimes, overdueAfter, overdueText, saveJobTimes } from '../doctor/jobs.ts'
import { messageOf } from '../lib/errors.ts'
import type { KeyValueStore } from '../ports/key-value-store.ts'
import type { Log } from '../ports/log.ts'
import { StoreError } from '../ports/store-error.ts'
import type { Clock, Timer } from '../time/clock.ts'

/** Watches whether the jobs run when they should. */
export interface JobRuns {
  /** Forgets what an earlier process has recorded. */
  reset(): Promise<void>
  /** Wraps a job so that its runs are recorded. @param everyMs how often it should run */
  watch(name: string, everyMs: number, job: () => Promise<unknown>): () => Promise<void>
  /** Which jobs are overdue or fail because of the store, in sentences; empty if none. */
  obstacles(): string[]
}

/** How long a run may take before its job counts as overdue, ms. A delivery of many digests takes this long. */
const LONGEST_RUN_MS = 60 * 60_000

interface Runs {
  everyMs: number
  /** When it last began or ended, by the timer, which doesn't depend on the clock. */
  at: number
  isRunning: boolean
  trouble?: string | undefined
}

export function createJobRuns(deps: {
  keyValues: KeyValueStore
  clock: Clock
  timer: Pick<Timer, 'now'>
  log: Log
}): JobRuns {
  const { keyValues, clock, timer, log } = deps
  const jobs = new Map<string, Runs>()
  const times: JobTimes = {}

  async function save(): Promise<void> {
    try {
      await saveJobTimes(keyValues, times)
    } catch (error) {
      log.debug({ error: messageOf(error) }, 'could not record when a job ran')
    }
  }

  return {
    reset: save,
    watch(name, everyMs, job) {
      const runs: Runs = { everyMs, at: timer.now(), isRunning: false }
      jobs.set(name, runs)
      times[name] = { ranAt: clock.now(), everyMs }
      return async () => {
        runs.at = timer.now()
        runs.isRunning = true
        try {
          await job()
          runs.trouble = undefined
        } catch (error) {
          runs.trouble = error instanceof StoreError ? error.message : undefined
          throw error
        } finally {
          runs.at = timer.now()
          runs.isRunning = false
          times[name] = { ranAt: clock.now(), everyMs }
          await save()
        }
      }
    },
    obstacles() {
      const overdue = [...jobs].flatMap(([name, { at, everyMs, isRunning }]) => {
        const sinceMs = timer.now() - at
        const limit = isRunning ? LONGEST_RUN_MS : overdueAfter(everyMs)
        return sinceMs > limit ? [overdueText(name, sinceMs, everyMs)] : []
      })
      const troubles = [...jobs.values()].flatMap(({ trouble }) => trouble ?? [])
      return [...overdue, ...new Set(troubles)]
    },
  }
}
