const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
)
const MONTH = `(${MONTHS.join('|')})`
const BEFORE = '(?:from|in|during|since|of)'

/** `last week`, `past 3 months`, `this year`. */
const SPAN = /\b(?:last|past|this|previous) (?:(\d{1,3}) )?(day|week|month|year)s?\b/i
/** `in June`, `June 2025`, `from June 2025`; a month alone may be a name. */
const NAMED_MONTH = new RegExp(`\\b(?:${BEFORE} ${MONTH}(?: (20\\d\\d))?|${MONTH} (20\\d\\d))\\b`, 'i')
/** `from 2025-06`, `published in 2025`. */
const YEAR = new RegExp(`\\b${BEFORE} (20\\d\\d(?:-\\d\\d)?)\\b`, 'i')

/**
 * The conditions for a time that a search names in words, which papers don't contain; undefined if it names none, or has them.
 * @param today YYYY-MM-DD, by UTC
 */
export function meantTime(typed: string, today: string): string | undefined {
  if (/\b(?:since|until):/i.test(typed) || typed.includes('"')) return undefined
  const [span, count, unit] = SPAN.exec(typed) ?? []
  if (span && unit) return `since:${count ?? 1}${unit.toLowerCase().slice(0, 1)}`
  const [named, before, yearBefore, after, yearAfter] = NAMED_MONTH.exec(typed) ?? []
  if (named) {
    const month = MONTHS.indexOf((before ?? after ?? '').toLowerCase()) + 1
    const thisMonth = Number(today.slice(5, 7))
    const year = yearBefore ?? yearAfter ?? Number(today.slice(0, 4)) - (month > thisMonth ? 1 : 0)
    return both(`${year}-${String(month).padStart(2, '0')}`)
  }
  const [, year] = YEAR.exec(typed) ?? []
  return year && both(year)
}

const both = (time: string): string => `since:${time} until:${time}`
