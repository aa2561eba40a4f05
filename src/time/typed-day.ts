import { addDays, weekdayOf } from './days.ts'
import { dayTextSeenFrom } from './time-text.ts'

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

/** As ISO 8601 writes it without dashes. */
const COMPACT = /^((?:19|20)\d\d)(\d\d)(\d\d)$/

const AGO = /^(\d{1,3}|an?|one) (day|week)s? ago(?= |$)/i
const LAST_WEEKDAY = new RegExp(`^(?:last|past|previous) (${WEEKDAYS.join('|')})(?= |$)`, 'i')
const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?'
/** Days in other forms, and spans of days, which would be taken for a topic. */
const OTHER_FORMS = [
  new RegExp(`^(?:next|this|coming) (?:${WEEKDAYS.join('|')})(?= |$)`, 'i'),
  new RegExp(
    `^(?:\\d{1,2}(?:st|nd|rd|th)?\\.? (?:of )?${MONTH}|${MONTH} \\d{1,2}(?:st|nd|rd|th)?)(?=[ ,]|$)`,
    'i',
  ),
  /^(?:this|last|past|next|previous) (?:day|week|weekend|month|year)s?(?= |$)/i,
  /^(?:week|weekend|month|year|\d{4}-\d{2})$/i,
  /^\d{4}-?W\d{1,2}(?:-\d)?(?= |$)/i,
  /^(?:\d{4,} (?:day|week)|\d+ (?:month|year|hour))s? ago(?= |$)/i,
  // Days from today, as some programs count them; as a topic it would leave papers with that number out.
  /^[+-]\d{1,3}d?(?= |$)/i,
]

/**
 * Reads the day that a text begins with, in one word or several (`3 days ago`, `last friday`), and the rest. Undefined if it
 * begins with something else.
 * @param today YYYY-MM-DD
 */
export function readDayAtStart(text: string, today: string): { asked: TypedDay; rest: string } | undefined {
  const [ago, count = '', unit = ''] = AGO.exec(text) ?? []
  if (ago) {
    const days = (Number(count) || (count === '0' ? 0 : 1)) * (unit.toLowerCase() === 'week' ? 7 : 1)
    return { asked: { ok: true, day: addDays(today, -days) }, rest: text.slice(ago.length).trim() }
  }
  for (const form of OTHER_FORMS) {
    const [typed] = form.exec(text) ?? []
    if (typed) {
      return {
        asked: { ok: false, problem: `“${typed}” wasn’t understood as a day. Write it as ${today}.` },
        rest: '',
      }
    }
  }
  const [, weekday] = LAST_WEEKDAY.exec(text) ?? []
  const [, word = '', rest = ''] = /^(\S*) ?(.*)$/.exec(weekday ? text.replace(/^\S+ /, '') : text) ?? []
  const asked = readTypedDay(word, today)
  return asked && { asked, rest }
}

/**
 * Reads `2026-11-20`, `2026/11/20`, `today`, `yesterday` or `monday` (the last one before today). Undefined if the word isn't
 * about a day.
 * @param today YYYY-MM-DD
 */
function readTypedDay(typed: string, today: string): TypedDay | undefined {
  const word = typed.toLowerCase().replace(COMPACT, '$1-$2-$3')
  if (word === 'today') return { ok: true, day: today }
  if (word === 'yesterday') return { ok: true, day: addDays(today, -1) }
  const weekday = WEEKDAYS.indexOf(word) + 1
  if (weekday > 0) return { ok: true, day: addDays(today, -((weekdayOf(today) - weekday + 7) % 7 || 7)) }
  if (word === 'tomorrow') return { ok: false, problem: 'Tomorrow’s list doesn’t exist yet.' }
  if (!DATE_LIKE.test(word)) return undefined
  const day = dateOf(word)
  if (!day) return { ok: false, problem: `“${typed}” isn’t a day. Write it as ${today}.` }
  return day > today
    ? { ok: false, problem: `The list of ${dayTextSeenFrom(today, day)} doesn’t exist yet.` }
    : { ok: true, day }
}
