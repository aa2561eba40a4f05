import { z } from 'zod'
import { asSentence, plural, wholeText } from '../text/numbers.ts'
import { addDays, dayAt, weekdayOf } from '../time/days.ts'
import { clockText, dayText, momentText } from '../time/time-text.ts'

/** What the latest collection found, kept across restarts. Times are ms UTC, days YYYY-MM-DD. */
export const feedReportSchema = z.object({
  checkedAt: z.number(),
  /** When a collection last went through. */
  succeededAt: z.number().optional(),
  /** When today's list was last there. */
  freshAt: z.number().optional(),
  /** Why this one did not, in words for a person. */
  error: z.string().optional(),
  /** When the source may be asked again, where it asked us to stay away. */
  retryAt: z.number().optional(),
  /** The newest day that the source has listed papers for. */
  newestDay: z.string().optional(),
  /** Items of this collection that could not be understood. */
  skipped: z.number(),
  /** And those that could. */
  listed: z.number().optional(),
})
export type FeedReport = z.infer<typeof feedReportSchema>

/**
 * - `fresh`: today's list is there
 * - `waiting`: it is not out yet
 * - `quiet`: there is none to come, for a weekend or a holiday
 * - `stalled`: the source serves old data
 * - `failed`: the source can't be asked
 */
export type FeedState = 'fresh' | 'waiting' | 'quiet' | 'stalled' | 'failed'

export interface FeedStatus {
  state: FeedState
  /** The state in a sentence or two for a person. */
  text: string
  /** What a digest lacks now, and why, in a sentence for its readers. */
  missingNotice?: string | undefined
  /** Names the incident that it is in, so that it is told once: the same, whatever it becomes, until the feed was fresh again. */
  incident?: string | undefined
}

/**
 * Lists begin to fill soon after midnight UTC (in the recorded days the first papers stand there by 08:00), so a weekday
 * that has none by this hour is taken for a holiday.
 */
const HOLIDAY_HOUR_UTC = 18

const isWeekend = (day: string): boolean => weekdayOf(day) > 5

function weekdayAfter(day: string): string {
  const next = addDays(day, 1)
  return isWeekend(next) ? weekdayAfter(next) : next
}

/** After two weekdays without a list before today the source is taken to be stuck; holidays seldom last that long. */
const isStalled = (newestDay: string, today: string): boolean => weekdayAfter(weekdayAfter(newestDay)) < today

/** A few papers that can't be understood are the log's concern; so many are the readers'. */
const MAX_SKIPPED_SHARE = 0.1

function skippedNotice({ skipped, listed = 0 }: FeedReport): string | undefined {
  if (skipped <= MAX_SKIPPED_SHARE * (skipped + listed)) return undefined
  return `${plural(skipped, 'paper')} of ${wholeText(skipped + listed)} on the latest lists could not be understood and are missing.`
}

const nextAttemptText = ({ retryAt = 0 }: FeedReport, now: number): string =>
  retryAt > now ? `at ${clockText(retryAt, 'UTC')} UTC` : 'every few minutes'

/** @param now ms UTC; the source's days are UTC days */
export function feedStatusOf(report: FeedReport | undefined, now: number): FeedStatus {
  if (!report) return { state: 'waiting', text: 'Papers have not been collected yet.' }
  const { error, succeededAt, newestDay } = report
  const incident = `not fresh since ${report.freshAt ?? 'the start'}`
  if (error) {
    const since = succeededAt ? ` What is known is from ${momentText(succeededAt, now, 'UTC')} UTC.` : ''
    const text = `${asSentence(error)}${since} It is asked again ${nextAttemptText(report, now)}.`
    return { state: 'failed', text, missingNotice: text, incident: incident }
  }
  const today = dayAt(now, 'UTC')
  const last = newestDay ? `The newest list is that of ${dayText(newestDay)}.` : 'No list has been seen yet.'
  if (newestDay && newestDay >= today) {
    const notice = skippedNotice(report)
    const read = `Today's list is there; it was read at ${clockText(report.checkedAt, 'UTC')} UTC.`
    return { state: 'fresh', text: notice ? `${read} ${notice}` : read, missingNotice: notice }
  }
  if (newestDay && isStalled(newestDay, today)) {
    const text = `The source answers, but with old lists only. ${last}`
    return { state: 'stalled', text, missingNotice: text, incident: incident }
  }
  if (isWeekend(today)) return { state: 'quiet', text: `There are no lists on a weekend. ${last}` }
  if (new Date(now).getUTCHours() >= HOLIDAY_HOUR_UTC) {
    return { state: 'quiet', text: `No list came out today: it looks like a holiday. ${last}` }
  }
  return { state: 'waiting', text: `Today's list is not out yet. ${last}` }
}
