import { Temporal } from 'temporal-polyfill'
import { addDays, weekdayOf } from './days.ts'

/** Days, YYYY-MM-DD, both inclusive. */
export interface DaySpan {
  from: string
  to: string
}

/** Only years that somebody may mean: others have names that people read as something else, such as the year 1. */
const YEAR = '(?:19|20)\\d\\d'
const DAY = new RegExp(`^${YEAR}-\\d\\d-\\d\\d$`)
const WEEK = new RegExp(`^(${YEAR})-W(\\d\\d)$`)

/** Whether a text is a day of the calendar in this century or the one before, YYYY-MM-DD. */
export function isDay(text: string): boolean {
  if (!DAY.test(text)) return false
  try {
    Temporal.PlainDate.from(text, { overflow: 'reject' })
    return true
  } catch {
    return false
  }
}

/** The ISO week of a day: `2026-W47`. */
export function weekOf(day: string): string {
  const { yearOfWeek = 0, weekOfYear = 0 } = Temporal.PlainDate.from(day)
  return `${String(yearOfWeek).padStart(4, '0')}-W${String(weekOfYear).padStart(2, '0')}`
}

/** Monday to Sunday of an ISO week such as `2026-W47`; undefined for anything else, such as a 53rd week of a year that has 52. */
export function weekSpan(text: string): DaySpan | undefined {
  const [, year, week] = WEEK.exec(text) ?? []
  if (year === undefined) return undefined
  // The fourth of January is always in the first week.
  const first = `${year}-01-04`
  const from = addDays(first, 1 - weekdayOf(first) + 7 * (Number(week) - 1))
  return weekOf(from) === text ? { from, to: addDays(from, 6) } : undefined
}

/** The month of a day: `2026-11`. */
export const monthOf = (day: string): string => day.slice(0, 7)

/** The days of a month such as `2026-11`; undefined for anything else. */
export function monthSpan(text: string): DaySpan | undefined {
  const from = `${text}-01`
  if (!isDay(from)) return undefined
  const { daysInMonth } = Temporal.PlainDate.from(from)
  return { from, to: `${text}-${daysInMonth}` }
}

/** How many days a span has. */
export const lengthOf = ({ from, to }: DaySpan): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1
