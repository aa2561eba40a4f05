import { Temporal } from 'temporal-polyfill'

const DAY_MS = 86_400_000

/** The local date of a moment (ms UTC) in a time zone. */
export const dateAt = (at: number, timezone: string): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone).toPlainDate()

/** The local day of a moment (ms UTC), YYYY-MM-DD. */
export const dayAt = (at: number, timezone: string): string => dateAt(at, timezone).toString()

/** The day this many days later, or earlier if negative. Days are YYYY-MM-DD. */
export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)

/** The ISO weekday of a day (YYYY-MM-DD): 1 is Monday. */
export const weekdayOf = (day: string): number => Temporal.PlainDate.from(day).dayOfWeek
