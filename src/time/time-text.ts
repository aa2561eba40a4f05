import { addDays, dayAt } from './days.ts'
import type { DaySpan } from './spans.ts'

/* Times as text for people. Moments are ms UTC, days YYYY-MM-DD. */

const DATE = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
})
const DAY = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  timeZone: 'UTC',
})

/** `2026-11-23` → `Monday 23 November`, or with its year `23 November 2026`. */
export const dayText = (day: string, style: 'weekday' | 'year' = 'weekday'): string =>
  (style === 'year' ? DATE : DAY).format(new Date(`${day}T00:00Z`)).replace(',', '')

/** `Monday 23 November`, or with its year where that isn't this one. @param today YYYY-MM-DD */
export const dayTextSeenFrom = (today: string, day: string): string =>
  dayText(day, day.slice(0, 4) === today.slice(0, 4) ? 'weekday' : 'year')

/** `2026-11-23` → `23 Nov`: at the ends of a chart, which may be a month apart. */
export const shortDayText = (day: string): string => {
  const [, date = '', month = ''] = dayText(day).split(' ')
  return `${date} ${month.slice(0, 3)}`
}

const clocks = new Map<string, Intl.DateTimeFormat>()

/** The time of day in a zone: `09:00`. */
export function clockText(at: number, timezone: string): string {
  let clock = clocks.get(timezone)
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: timezone })
    clocks.set(timezone, clock)
  }
  return clock.format(at)
}

/** A moment relative to today: `today at 09:00`, `tomorrow at 09:00`, `Wednesday 25 November at 09:00`. */
export function momentText(at: number, now: number, timezone: string): string {
  const day = dayAt(at, timezone)
  const today = dayAt(now, timezone)
  const names = new Map([
    [today, 'today'],
    [addDays(today, 1), 'tomorrow'],
    [addDays(today, -1), 'yesterday'],
  ])
  return `${names.get(day) ?? dayText(day)} at ${clockText(at, timezone)}`
}

const HOUR_MS = 3_600_000
const RELATIVE = new Intl.RelativeTimeFormat('en', { numeric: 'always' })

/** A moment relative to now: `in 3 hours`, `2 days ago`, and `just now` within half a minute past. */
export function relativeText(at: number, now: number): string {
  const difference = at - now
  if (difference <= 0 && difference >= -30_000) return 'just now'
  if (Math.abs(difference) < HOUR_MS) return RELATIVE.format(Math.round(difference / 60_000), 'minute')
  if (Math.abs(difference) < 36 * HOUR_MS) return RELATIVE.format(Math.round(difference / HOUR_MS), 'hour')
  return RELATIVE.format(Math.round(difference / (24 * HOUR_MS)), 'day')
}

/** When something is possible again, from how long that takes in ms: `in 40 seconds`, `in 3 minutes`. */
export const waitText = (ms: number): string =>
  ms <= 60_000
    ? RELATIVE.format(Math.max(1, Math.ceil(ms / 1000)), 'second')
    : RELATIVE.format(Math.ceil(ms / 60_000), 'minute')

/** A duration in ms as text: `3.2 s`, `16 min 3 s`, `2 h 5 min`. */
export function lengthText(ms: number): string {
  if (ms < 60_000) return `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`
  const seconds = Math.round(ms / 1000)
  const minutes = Math.floor(seconds / 60)
  return minutes < 60
    ? `${minutes} min ${seconds % 60} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

const MONTH = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' })

/** The month of a day: `November 2026`. */
export const monthText = (day: string): string => MONTH.format(new Date(`${day}T00:00Z`))

const SPAN = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' })

const rangeText = (format: Intl.DateTimeFormat, { from, to }: DaySpan): string =>
  format
    .formatRange(new Date(`${from}T00:00Z`), new Date(`${to}T00:00Z`))
    .replace(/\s/g, ' ')
    // The range of numbers is written apart: `16 – 22`.
    .replace(/^(\d+) – (?=\d+ \D+(?:\d{4})?$)/, '$1–')

/** Days from one to another: `16–22 November`, `30 November – 6 December`; with both years where they differ. */
export const spanText = (span: DaySpan): string =>
  rangeText(span.from.slice(0, 4) === span.to.slice(0, 4) ? SPAN : DATE, span)

/** A week with its days: `Week 47 · 16–22 November 2026`. @param week such as `2026-W47` */
export const weekText = (week: string, span: DaySpan): string =>
  `Week ${Number(week.slice(-2))} · ${rangeText(DATE, span)}`
