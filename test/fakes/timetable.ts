import type { Timetable } from '../../src/app/timetable.ts'

/** A timetable that a test ticks. */
export interface ManualTimetable extends Timetable {
  /** Runs every job once, in the order they were added. */
  tick(): Promise<void>
}

export function createManualTimetable(): ManualTimetable {
  const jobs: (() => Promise<unknown>)[] = []
  return {
    add(_name, _expression, job) {
      jobs.push(job)
    },
    async tick() {
      for (const job of jobs) await job()
    },
    async stop() {
      jobs.length = 0
    },
  }
}
