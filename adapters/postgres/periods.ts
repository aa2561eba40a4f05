import { DAY_MS, ROWS_PER_DAY } from '../sql/row-id.ts'

/**
 * The full-text index knows nothing of newer and older papers, so each paper has its year and its quarter among its tokens: `.2026` and `.2026q4`.
 * No text contains them, because they begin with a full stop.
 */

const QUARTERS = 4

/** For more periods than this, looking all of them up takes longer than what is saved. */
const MAX_PERIODS = 5

/** Quarters since the year 0. */
function quarterOf(key: number): number {
  const day = new Date(Math.floor(key / ROWS_PER_DAY) * DAY_MS)
  return day.getUTCFullYear() * QUARTERS + Math.floor(day.getUTCMonth() / 3)
}

const yearMark = (year: number): string => `.${year}`
const quarterMark = (quarter: number): string =>
  `.${Math.floor(quarter / QUARTERS)}q${(quarter % QUARTERS) + 1}`

/** The marks of a paper. @param key its row id */
export function periodsOf(key: number): string[] {
  const quarter = quarterOf(key)
  return [yearMark(Math.floor(quarter / QUARTERS)), quarterMark(quarter)]
}

/** Marks of which each paper between two row ids has one, and hardly any older ones have; none where it would take too many. */
export function periodsBetween(from: number, to: number): string[] {
  const [first, last] = [quarterOf(from), quarterOf(to)]
  const quarters = last - first + 1
  if (quarters <= MAX_PERIODS)
    return Array.from({ length: quarters }, (_, place) => quarterMark(first + place))
  const year = Math.floor(first / QUARTERS)
  const years = Math.floor(last / QUARTERS) - year + 1
  if (years <= MAX_PERIODS) return Array.from({ length: years }, (_, place) => yearMark(year + place))
  return []
}
