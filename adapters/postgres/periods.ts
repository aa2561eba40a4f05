import { DAY_MS, ROWS_PER_DAY } from '../sql/row-id.ts'

/**
 * The full-text index knows nothing of newer and older papers, so each paper has its month, its quarter and its year among its tokens: `.2026-11`,
 * `.2026q4` and `.2026`. No text contains them, because they begin with a full stop.
 */

interface Unit {
  months: number
  markOf: (year: number, place: number) => string
}

/** The shortest first. Places within a year count from 1. */
const UNITS: readonly Unit[] = [
  { months: 1, markOf: (year, month) => `.${year}-${String(month).padStart(2, '0')}` },
  { months: 3, markOf: (year, quarter) => `.${year}q${quarter}` },
  { months: 12, markOf: year => `.${year}` },
]

/** For more periods than this, looking all of them up takes longer than what is saved. */
const MAX_PERIODS = 8

/** Months since the year 0. */
function monthOf(key: number): number {
  const day = new Date(Math.floor(key / ROWS_PER_DAY) * DAY_MS)
  return day.getUTCFullYear() * 12 + day.getUTCMonth()
}

/** Whole periods since the year 0. */
const periodOf = (key: number, { months }: Unit): number => Math.floor(monthOf(key) / months)

function markAt(period: number, { months, markOf }: Unit): string {
  const inYear = 12 / months
  return markOf(Math.floor(period / inYear), (period % inYear) + 1)
}

/** The marks of a paper's day, as PostgreSQL's `to_char` takes it. */
export const PERIODS_FORMAT = '.YYYY-MM .YYYY"q"Q .YYYY'

/** The marks of a paper. @param key its row id */
export const periodsOf = (key: number): string[] => UNITS.map(unit => markAt(periodOf(key, unit), unit))

/** Marks of which each paper between two row ids has one, and hardly any older ones have; none where it would take too many. */
export function periodsBetween(from: number, to: number): string[] {
  for (const unit of UNITS) {
    const first = periodOf(from, unit)
    const count = periodOf(to, unit) - first + 1
    if (count <= MAX_PERIODS) return Array.from({ length: count }, (_, place) => markAt(first + place, unit))
  }
  return []
}
