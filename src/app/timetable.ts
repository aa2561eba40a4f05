import { createTask } from 'node-cron'
import { messageOf } from '../lib/errors.ts'
import type { Log } from '../ports/log.ts'
import type { Clock } from '../time/clock.ts'

/** Runs jobs by the clock. A job that is still running is not started again. */
export interface Timetable {
  /** @param expression a cron expression in UTC, such as `* * * * *` for every minute */
  add(name: string, expression: string, job: () => Promise<unknown>): void
  /** Starts no more jobs, and waits for those that are running. */
  stop(): Promise<void>
}

interface Job {
  name: string
  cron: ReturnType<typeof createTask>
  run: () => Promise<unknown>
  running?: Promise<void> | undefined
}

const MINUTE_MS = 60_000

/** If the clock skips or repeats more minutes than this, the jump is logged. */
const UNREMARKABLE_MINUTES = 2

/**
 * A timetable with a tick at each full minute, which runs the jobs whose expression matches that minute (node-cron knows).
 *
 * The next tick is never more than a minute away, because it is set by the clock of that moment. So after the clock was set, forward or
 * back and by any amount, jobs run again within a minute; minutes that were skipped are not made up for. node-cron's own timer waits
 * up to a day after the clock was set back, and goes through each minute that was missed after it was set forward.
 *
 * A job should ask the store what is due rather than rely on any single tick.
 */
export function createTimetable(log: Log, clock: Clock): Timetable {
  const debug = (message: string | Error) => log.debug({}, `node-cron: ${messageOf(message)}`)
  const logger = { debug, info: debug, warn: debug, error: debug }
  const jobs: Job[] = []
  let timer: NodeJS.Timeout | undefined
  /** The last minute that had its tick, in minutes since 1970 UTC. */
  let ticked = minuteOf(clock.now())

  function start(job: Job): void {
    if (job.running) {
      log.debug({ job: job.name }, 'a job is still running')
      return
    }
    job.running = job
      .run()
      .then(
        () => {},
        error => log.error({ job: job.name, error: messageOf(error) }, 'a job failed'),
      )
      .finally(() => {
        job.running = undefined
      })
  }

  function tick(): void {
    const minute = minuteOf(clock.now())
    const passed = minute - ticked
    // A timer may end a moment early. A clock that is set back by seconds shows a minute again.
    if (passed !== 0) {
      if (passed < 0 || passed > UNREMARKABLE_MINUTES) log.warn({ minutes: passed }, 'the clock jumped')
      ticked = minute
      const at = new Date(minute * MINUTE_MS)
      for (const job of jobs) if (job.cron.match(at)) start(job)
    }
    arm()
  }

  function arm(): void {
    timer = setTimeout(tick, MINUTE_MS - (clock.now() % MINUTE_MS))
  }

  return {
    add(name, expression, run) {
      jobs.push({ name, cron: createTask(expression, run, { name, timezone: 'UTC', logger }), run })
      if (timer) return
      ticked = minuteOf(clock.now())
      arm()
    },
    async stop() {
      clearTimeout(timer)
      const stopped = jobs.splice(0)
      for (const { cron } of stopped) await cron.destroy()
      await Promise.all(stopped.map(({ running }) => running))
    },
  }
}

const minuteOf = (at: number): number => Math.floor(at / MINUTE_MS)
