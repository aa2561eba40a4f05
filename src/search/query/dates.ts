import { QueryError } from './lexer.ts'

const UNITS: Readonly<Record<string, number>> = { d: 1, w: 7, m: 30, y: 365 }
const NAMED: Readonly<Record<string, number>> = { today: 0, yesterday: 1 }
/** About 110 years. arXiv's first papers are from 1991, so nobody needs to look further back. */
const MAX_DAYS = 40_000

/**
 * Reads the value of `since:` or `until:`: `2026-01-31`, `2026-01`, `2026` (their first day), `7d`, `2w`, `3m`, `1y`, `today`.
 * @param at its position in the query, for the error message
 * @throws QueryError
 */
export function readDate(typed: string, at: number): { day: string | number } {
  const text = typed.toLowerCase()
  if (Object.hasOwn(NAMED, text)) return { day: NAMED[text] ?? 0 }
  const [, count, unit] = /^(\d{1,5})([dwmy])$/.exec(text) ?? []
  const days = Number(count) * (UNITS[unit ?? ''] ?? Number.NaN)
  if (days <= MAX_DAYS) return { day: days }
  const day = /^\d{4}$/.test(text) ? `${text}-01-01` : /^\d{4}-\d{2}$/.test(text) ? `${text}-01` : text
  if (/^\d{4}-\d{2}-\d{2}$/.test(day) && isDay(day)) return { day }
  throw new QueryError(
    `“${typed}” at character ${at} isn’t a day. Write 2026-01-31, 2026-01, 7d, 2w, 3m or today.`,
  )
}

function isDay(day: string): boolean {
  const at = Date.parse(day)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day)
}
