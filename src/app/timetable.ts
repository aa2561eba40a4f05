import { schedule } from 'node-cron'
import { messageOf } from '../lib/errors.ts'
import type { Log } from '../ports/log.ts'

/** Runs jobs by the clock. A job that is still running is not started again. */
export interface Timetable {
  /** @param expression a cron expression in UTC, such as `* * * * *` for every minute */
  add(name: string, expression: string, job: () => Promise<unknown>): void
  /** Starts no more jobs, and waits for those that are running. */
  stop(): Promise<void>
}

/**
 * A timetable by node-cron. It drops a tick that is 2 s late or more, so a job should ask the store what is due rather than rely on
 * any single tick.
 */
export function createTimetable(log: Log): Timetable {
  const tasks: { destroy(): unknown }[] = []
  const debug = (message: string | Error) => log.debug({}, `node-cron: ${messageOf(message)}`)
  const logger = { debug, info: debug, warn: debug, error: debug }
  const running = new Set<Promise<void>>()
  return {
    add(name, expression, job) {
      const run = async () => {
        const done = job().then(
          () => {},
          error => log.error({ job: name, error: messageOf(error) }, 'a job failed'),
        )
        running.add(done)
        await done
        running.delete(done)
      }
      tasks.push(schedule(expression, run, { name, timezone: 'UTC', noOverlap: true, logger }))
    },
    async stop() {
      for (const task of tasks.splice(0)) await task.destroy()
      await Promise.all(running)
    },
  }
}
