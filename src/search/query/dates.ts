import { monthSpan } from '../../time/spans.ts'
import { readWeekday } from '../../time/typed-day.ts'
import { DAY_NAMES } from '../../time/weekdays.ts'
import { QueryError } from './lexer.ts'
import type { Since } from './query.ts'

const UNITS: Readonly<Record<string, number>> = { d: 1, w: 7, m: 30, y: 365 }
const NAMED: Readonly<Record<string, number>> = { today: 0, yesterday: 1 }
/** About 110 years. arXiv's first papers are from 1991, so nobody needs to look further back. */
const MAX_DAYS = 40_000
/** `last-week` and `3 days ago`, which may mean the days of a calendar or so many days before today. */
const SPAN =
  /^(?:(?:the[ -])?(?:last|past|this|previous)[ -]?)?(?:(\d{1,3}|an?)[ -]?)?(day|week|month|year)s?(?:[ -]ago)?$/

/**
 * Reads the value of `since:` or `until:`: `2026-01-31`, `2026-01`, `2026` (their first or last day), `7d`, `2w`, `3m`, `1y`, `today`,
 * and `monday`, the last one before today.
 * @param at its position in the query, for the error message
 * @throws QueryError
 */
export function readDate(kind: Since['kind'], typed: string, at: number): Since {
  const text = typed.toLowerCase()
  if (Object.hasOwn(NAMED, text)) return { kind, day: NAMED[text] ?? 0, text }
  const [, count, unit] = /^(\d{1,5})([dwmy])$/.exec(text) ?? []
  const days = Number(count) * (UNITS[unit ?? ''] ?? Number.NaN)
  if (days <= MAX_DAYS) return { kind, day: days, text }
  const weekday = readWeekday(text)
  if (weekday) return { kind, day: { weekday }, text: DAY_NAMES[weekday - 1] ?? text }
  const day = kind === 'since' ? firstDay(text) : lastDay(text)
  if (day !== undefined) return { kind, day, text }
  const meant = spanMeant(text)
  throw new QueryError(
    `“${typed}” at character ${at} isn’t a day. ${meant ? `Did you mean ${meant}?` : 'Write 2026-01-31, 2026-01, monday, 7d, 2w, 3m or today.'}`,
  )
}

/** `last-week` → `1w`, `30 days ago` → `30d`. */
function spanMeant(text: string): string | undefined {
  const [, count = '1', unit] = SPAN.exec(text) ?? []
  return unit && `${Number(count) || 1}${unit.slice(0, 1)}`
}

/** The first day of a day, month or year. */
function firstDay(text: string): string | undefined {
  const day = /^\d{4}(?:-\d{2}){0,2}$/.test(text) ? `${text}-01-01`.slice(0, 10) : ''
  const at = Date.parse(day)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day) ? day : undefined
}

/** The last day of a day, month or year. */
function lastDay(text: string): string | undefined {
  if (text.length === 10) return firstDay(text)
  return monthSpan(/^\d{4}$/.test(text) ? `${text}-12` : text)?.to
}
