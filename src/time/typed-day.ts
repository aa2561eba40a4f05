import { addDays, weekdayOf } from './days.ts'

/** What a typed word means as a day: a day (YYYY-MM-DD), or why it isn't one, in a sentence for the person who typed it. */
export type TypedDay = { ok: true; day: string } | { ok: false; problem: string }

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
/** Digits in three groups are a date in one of several orders. */
const DATE_LIKE = /^\d{1,4}([-/.])\d{1,2}\1\d{1,4}$/
const YEAR_FIRST = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/

function dateOf(word: string): string | undefined {
  const [, year = '', month = '', date = ''] = YEAR_FIRST.exec(word) ?? []
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  const at = Date.parse(day)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day) ? day : undefined
}

/**
 * Reads `2026-11-20`, `2026/11/20`, `today`, `yesterday` or `monday` (the last one before today). Undefined if the word isn't
 * about a day.
 * @param today YYYY-MM-DD
 */
export function readTypedDay(typed: string, today: string): TypedDay | undefined {
  const word = typed.toLowerCase()
  if (word === 'today') return { ok: true, day: today }
  if (word === 'yesterday') return { ok: true, day: addDays(today, -1) }
  const weekday = WEEKDAYS.indexOf(word) + 1
  if (weekday > 0) return { ok: true, day: addDays(today, -((weekdayOf(today) - weekday + 7) % 7 || 7)) }
  if (word === 'tomorrow') return { ok: false, problem: 'Tomorrow’s list doesn’t exist yet.' }
  if (!DATE_LIKE.test(word)) return undefined
  const day = dateOf(word)
  if (!day) return { ok: false, problem: `“${typed}” isn’t a day. Write it as ${today}.` }
  return day > today ? { ok: false, problem: `The list of ${day} doesn’t exist yet.` } : { ok: true, day }
}
