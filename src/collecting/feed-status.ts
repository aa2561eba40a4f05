import { z } from 'zod'
import type { Span } from '../messages/digest.ts'
import { textOfSpans } from '../messages/moment.ts'
import { asSentence, plural, wholeText } from '../text/format.ts'
import { addDays, dayAt, weekdayOf } from '../time/days.ts'
import { dayText, momentText } from '../time/time-text.ts'

/** Result of the latest collection, stored across restarts. Times are ms UTC, days YYYY-MM-DD. */
export const feedReportSchema = z.object({
  checkedAt: z.number(),
  /** When a collection last succeeded. */
  succeededAt: z.number().optional(),
  /** When the feed was last fresh. */
  freshAt: z.number().optional(),
  /** Why this one failed, in words for a person. */
  error: z.string().optional(),
  /** When the source may be asked again, if it asked us to wait. */
  retryAt: z.number().optional(),
  /** The newest day with a list. */
  newestDay: z.string().optional(),
  /** Items of this collection that couldn't be parsed. */
  skipped: z.number(),
  /** Items that were parsed. */
  listed: z.number().optional(),
})
export type FeedReport = z.infer<typeof feedReportSchema>

/**
 * - `fresh`: today's list is there
 * - `waiting`: today's list isn't out yet
 * - `quiet`: none is expected, on a weekend or a holiday
 * - `stalled`: the source answers with old lists only
 * - `failed`: the source can't be reached or read
 */
export type FeedState = 'fresh' | 'waiting' | 'quiet' | 'stalled' | 'failed'

export interface FeedStatus {
  state: FeedState
  /** The state in a sentence or two for a person. */
  text: string
  /** The same, with its times marked, where there are any. */
  spans?: readonly Span[] | undefined
  /** What is missing from digests now and why, in a sentence for their readers. */
  missingNotice?: string | undefined
  /** Identifies the current incident, so that channels are notified once. It stays the same until the feed was fresh again. */
  incident?: string | undefined
}

/**
 * Lists begin to fill soon after midnight UTC (on the recorded days the first papers are there by 08:00), so a weekday
 * without any by this hour is taken for a holiday.
 */
const HOLIDAY_HOUR_UTC = 18

const isWeekend = (day: string): boolean => weekdayOf(day) > 5

function weekdayAfter(day: string): string {
  const next = addDays(day, 1)
  return isWeekend(next) ? weekdayAfter(next) : next
}

/** Two weekdays before today without a list mean that the source is stalled; holidays rarely last that long. */
const isStalled = (newestDay: string, today: string): boolean => weekdayAfter(weekdayAfter(newestDay)) < today

/** Above this share of unreadable papers, digests mention them; otherwise they are only logged. */
const MAX_SKIPPED_SHARE = 0.1

function skippedNotice({ skipped, listed = 0 }: FeedReport): string | undefined {
  if (skipped <= MAX_SKIPPED_SHARE * (skipped + listed)) return undefined
  return `${plural(skipped, 'paper')} of ${wholeText(skipped + listed)} on the latest lists couldn’t be read and ${skipped === 1 ? 'is' : 'are'} missing.`
}

/** A moment, in UTC like the source's days. */
const utcSpan = (at: number, now: number): Span => ({
  text: `${momentText(at, now, 'UTC')} UTC`,
  moment: { at, shown: 'time' },
})

const nextAttempt = ({ retryAt = 0 }: FeedReport, now: number): Span[] =>
  retryAt > now ? [utcSpan(retryAt, now)] : [{ text: 'in a few minutes' }]

/** @param now ms UTC; the source's days are UTC days */
export function feedStatusOf(report: FeedReport | undefined, now: number): FeedStatus {
  if (!report) return { state: 'waiting', text: 'Papers haven’t been collected yet.' }
  const { error, succeededAt, newestDay } = report
  const incident = `not fresh since ${report.freshAt ?? 'the start'}`
  if (error) {
    const since: Span[] = succeededAt
      ? [{ text: ' Papers were last collected ' }, utcSpan(succeededAt, now), { text: '.' }]
      : []
    const again = [{ text: ' Next try ' }, ...nextAttempt(report, now), { text: '.' }]
    const spans: Span[] = [{ text: asSentence(error) }, ...since, ...again]
    const text = textOfSpans(spans)
    return { state: 'failed', text, spans, missingNotice: text, incident }
  }
  const today = dayAt(now, 'UTC')
  const last = newestDay ? `The newest list is from ${dayText(newestDay)}.` : 'There is no list yet.'
  if (newestDay && newestDay >= today) {
    const notice = skippedNotice(report)
    const read = [{ text: 'Papers are up to date (checked ' }, utcSpan(report.checkedAt, now)]
    const spans: Span[] = [...read, { text: notice ? `). ${notice}` : ').' }]
    return { state: 'fresh', text: textOfSpans(spans), spans, missingNotice: notice }
  }
  if (newestDay && isStalled(newestDay, today)) {
    const text = `The source answers, but only with old lists. ${last}`
    return { state: 'stalled', text, missingNotice: text, incident }
  }
  if (isWeekend(today)) return { state: 'quiet', text: `There are no lists on a weekend. ${last}` }
  if (new Date(now).getUTCHours() >= HOLIDAY_HOUR_UTC) {
    return { state: 'quiet', text: `No list came out today: it looks like a holiday. ${last}` }
  }
  return { state: 'waiting', text: `Today’s list isn’t out yet. ${last}` }
}
