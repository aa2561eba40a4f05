import { z } from 'zod'
import type { KeyValueStore } from '../ports/key-value-store.ts'
import { plural } from '../text/format.ts'
import { type Finding, ok, warning } from './check.ts'

/** When the jobs of the running bot last ran, by name. Written by the bot, read by the doctor, which is another process. */
const jobTimesSchema = z.record(z.string(), z.object({ ranAt: z.number(), everyMs: z.number() }))
export type JobTimes = z.infer<typeof jobTimesSchema>

const KEY = 'jobs'

export const saveJobTimes = (keyValues: KeyValueStore, times: JobTimes): Promise<void> =>
  keyValues.set(KEY, JSON.stringify(times))

/** How long after its last run a job is overdue, ms: it missed one run, and the next one was late too. */
export const overdueAfter = (everyMs: number): number => 2 * everyMs + 60_000

/** @param sinceMs how long ago it ran */
export const overdueText = (name: string, sinceMs: number, everyMs: number): string =>
  `The job "${name}" last ran ${plural(Math.floor(sinceMs / 60_000), 'minute')} ago, and should run every ${plural(everyMs / 60_000, 'minute')}.`

/** Whether the running bot's jobs ran when they should. No finding before they have begun. */
export async function checkJobs(keyValues: KeyValueStore, now: number): Promise<Finding[]> {
  const stored = await keyValues.get(KEY)
  const times = Object.entries(stored === undefined ? {} : jobTimesSchema.parse(JSON.parse(stored)))
  if (times.length === 0) return []
  const overdue = times.flatMap(([name, { ranAt, everyMs }]) => {
    // A time in the future was written before the clock was set back.
    const sinceMs = Math.abs(now - ranAt)
    if (sinceMs <= overdueAfter(everyMs)) return []
    const advice = 'The log says why. If it doesn’t recover, restart the bot.'
    return [warning('jobs', `${overdueText(name, sinceMs, everyMs)} ${advice}`)]
  })
  return overdue.length > 0 ? overdue : [ok('jobs', 'All on time.')]
}
