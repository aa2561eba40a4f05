const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
)
const MONTH = `(?:${MONTHS.join('|')})`
const BEFORE = '(from|in|during|since|after|until|by|before)'
/** `june 2025`, `2025-06`, `2025`. */
const TIME = `(${MONTH}(?: 20\\d\\d)?|20\\d\\d(?:-\\d\\d)?)`

/** `last week`, `past 3 months`, `this year`. */
const SPAN = /\b(?:last|past|this|previous) (?:(\d{1,3}) )?(day|week|month|year)s?\b/i
/** `from 2023 to 2024`, `between May and July`. */
const RANGE = new RegExp(`\\b(?:from|between) ${TIME} (?:to|until|and) ${TIME}\\b`, 'i')
/** `in June`, `since 2025-06`, `before June 2025`; a month alone may be a name, and a year that of a conference. */
const NAMED = new RegExp(`\\b${BEFORE} ${TIME}\\b`, 'i')
const ALONE = new RegExp(`\\b(${MONTH} 20\\d\\d|20\\d\\d-\\d\\d)\\b`, 'i')

/**
 * The conditions for a time that a search names in words, which papers don't contain; undefined if it names none, or has them.
 * @param today YYYY-MM-DD, by UTC
 */
export function meantTime(typed: string, today: string): string | undefined {
  if (/\b(?:since|until):/i.test(typed) || typed.includes('"')) return undefined
  const [span, count, unit] = SPAN.exec(typed) ?? []
  if (span && unit) return `since:${count ?? 1}${unit.toLowerCase().slice(0, 1)}`
  const [, first, last] = RANGE.exec(typed) ?? []
  if (first && last) return `since:${readTime(first, today)} until:${readTime(last, today)}`
  const [, before, named] = NAMED.exec(typed) ?? []
  const [, alone] = ALONE.exec(typed) ?? []
  const text = named ?? alone
  return text && conditionsFor(before?.toLowerCase(), readTime(text, today))
}

/** @param time YYYY or YYYY-MM */
function conditionsFor(before: string | undefined, time: string): string {
  switch (before) {
    case 'since':
      return `since:${time}`
    case 'after':
      return `since:${shifted(time, 1)}`
    case 'until':
    case 'by':
      return `until:${time}`
    case 'before':
      return `until:${shifted(time, -1)}`
    default:
      return `since:${time} until:${time}`
  }
}

/** A month without a year is the last one that has begun. @returns YYYY or YYYY-MM */
function readTime(text: string, today: string): string {
  const [name = '', year] = text.toLowerCase().split(' ')
  const month = MONTHS.indexOf(name) + 1
  if (month === 0) return text
  const thisYear = Number(today.slice(0, 4))
  return `${year ?? (month > Number(today.slice(5, 7)) ? thisYear - 1 : thisYear)}-${String(month).padStart(2, '0')}`
}

/** The year or month so many later. */
function shifted(time: string, by: number): string {
  const [year = 0, month] = time.split('-').map(Number)
  if (month === undefined) return String(year + by)
  return new Date(Date.UTC(year, month - 1 + by)).toISOString().slice(0, 7)
}
