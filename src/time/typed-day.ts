import { NUMBER, numberOf } from '../text/whole-number.ts'
import { addDays, weekdayOf } from './days.ts'
import type { Weekday } from './slots.ts'
import { dayTextSeenFrom } from './time-text.ts'
import { DAY_NAMES, readDay } from './weekdays.ts'

/** What a typed word means as a day: a day (YYYY-MM-DD), or why it isn't one, in a sentence for the person who typed it. */
export type TypedDay = { ok: true; day: string } | { ok: false; problem: string }

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

/** Names of days of the week, except those that are words of titles by themselves: SAT and SUN. */
const WEEKDAY_WORDS = [...DAY_NAMES, 'mon', 'tue', 'tues', 'wed', 'thu', 'thur', 'thurs', 'fri']
const ANY_WEEKDAY = `${WEEKDAY_WORDS.join('|')}|sat|sun`

const AGO = new RegExp(`^(?!\\d{4})(${NUMBER}|an?) (day|week)s? ago(?= |$)`, 'i')
const BEFORE_YESTERDAY = /^(?:the )?day before yesterday(?= |$)/i
const IS_WEEKDAY = new RegExp(`^(?:${ANY_WEEKDAY})$`, 'i')
const LAST = '(?:last|past|previous)[ -]'
const LAST_WEEKDAY = new RegExp(`^${LAST}(${ANY_WEEKDAY})(?=[ ,:;.]|$)`, 'i')
const OPTIONAL_LAST = new RegExp(`^${LAST}`, 'i')
const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?'
/** Days in other forms, and spans of days, which would be taken for a topic. */
const OTHER_FORMS = [
  new RegExp(`^(?:next|this|coming) (?:${DAY_NAMES.join('|')})(?= |$)`, 'i'),
  new RegExp(
    `^(?:\\d{1,2}(?:st|nd|rd|th)?\\.? (?:of )?${MONTH}|${MONTH} \\d{1,2}(?:st|nd|rd|th)?)(?=[ ,]|$)`,
    'i',
  ),
  /^(?:this|last|past|next|previous) (?:day|week|weekend|month|year)s?(?= |$)/i,
  /^(?:week|weekend|month|year|\d{4}-\d{2})$/i,
  /^\d{4}-?W\d{1,2}(?:-\d)?(?= |$)/i,
  /^(?:[\w-]+ )?\w*(?:day|week|fortnight|month|year|hour)s? ago(?= |$)/i,
  /^(?:this|last|yesterday) (?:morning|afternoon|evening|night)(?= |$)/i,
  // Days from today, as some programs count them; as a topic it would leave papers with that number out.
  /^[+-]\d{1,3}d?(?= |$)/i,
  // A day and a month by their numbers, in either order.
  /^(?:\d{1,2}[/.]){2}(?= |$)/,
  /^(?:0?[1-9]|1[0-2])\/(?:0?[1-9]|[12]\d|3[01])(?= |$)/,
  /^(?:0?[1-9]|[12]\d|3[01])\/(?:0?[1-9]|1[0-2])(?= |$)/,
  /^\d{4}\/\d{1,2}(?= |$)/,
  new RegExp(`^\\d{1,2}[-/]${MONTH}(?:[-/]\\d{2,4})?(?= |$)`, 'i'),
  new RegExp(`^(?:${ANY_WEEKDAY}) (?:\\d{1,2}(?:st|nd|rd|th)?\\.? |${MONTH} \\d)`, 'i'),
  /^\d{4}\s*\u5e74\s*\d{1,2}\s*\u6708(?:\s*\d{1,2}\s*\u65e5)?/,
  // A time, or another day, right behind a day.
  /^\d{4}-\d{2}-\d{2}(?:t|[./~]|-(?!\d)|\u2026)\S*/i,
]

/** What people write around a day: `(2026-11-20)`, `yesterday, agents`. Quotation marks make a topic of it. */
const MARKS = /^[([]*([\p{L}\d][\p{L}\d/.-]*?)(?:'s|[)\].,:;!?]+)(?= |$)/u
const AFTER_DAY = /^(?:[,:;.]+|-)(?= |$) ?/
/** What leads to many days. */
const BEFORE_SPAN = /^(?:since|after|before|until|till|between|starting) /i
/** What leads to another day. */
const SPAN = /^(?:to|till|until|through|-|and) /i

const ONE_DAY = 'Name only one day.'

type DayRead = { asked: TypedDay; rest: string }

/**
 * Reads the day that a text begins with, in one word or several (`3 days ago`, `last friday`), and the rest. Undefined if it
 * begins with something else.
 * @param today YYYY-MM-DD
 */
export function readDayAtStart(text: string, today: string): DayRead | undefined {
  const read = readOneDay(text, today)
  if (!read?.asked.ok) return read
  const rest = read.rest.replace(AFTER_DAY, '')
  return readOneDay(rest.replace(SPAN, ''), today)
    ? { asked: { ok: false, problem: ONE_DAY }, rest: '' }
    : { asked: read.asked, rest }
}

/** Words of the longest day, `3 days ago`. */
const MAX_WORDS = 3

/** The same for a day that a text ends with: `agents yesterday`, `agents on friday`. Black Friday is none. */
export function readDayAtEnd(text: string, today: string): DayRead | undefined {
  const words = text.split(' ')
  for (let count = Math.min(MAX_WORDS, words.length - 1); count > 0; count--) {
    const typed = words.slice(-count).join(' ')
    const read = readOneDay(typed, today)
    // Other forms of days may be words of a topic here.
    if (read?.rest !== '' || !(read.asked.ok || DATE_LIKE.test(typed) || BEFORE_SPAN.test(typed))) continue
    const before = words.slice(0, -count).join(' ')
    const rest = before.replace(/ (?:of|for|on|from)$/i, '')
    if (rest === before && IS_WEEKDAY.test(typed)) return undefined
    return { asked: read.asked, rest }
  }
  return undefined
}

function readOneDay(typed: string, today: string): DayRead | undefined {
  const [span] = BEFORE_SPAN.exec(typed) ?? []
  if (span)
    return readOneDay(typed.slice(span.length), today) && { asked: { ok: false, problem: ONE_DAY }, rest: '' }
  const text = typed.replace(MARKS, (all, word: string) => (readTypedDay(word, today) ? word : all))
  const [before] = BEFORE_YESTERDAY.exec(text) ?? []
  if (before) return { asked: { ok: true, day: addDays(today, -2) }, rest: text.slice(before.length).trim() }
  const [ago, count = '', unit = ''] = AGO.exec(text) ?? []
  if (ago) {
    const number = /^an?$/i.test(count) ? 1 : numberOf(count)
    const days = number * (unit.toLowerCase() === 'week' ? 7 : 1)
    return { asked: { ok: true, day: addDays(today, -days) }, rest: text.slice(ago.length).trim() }
  }
  for (const form of OTHER_FORMS) {
    const [unread] = form.exec(text) ?? []
    if (unread) {
      return {
        asked: { ok: false, problem: `“${unread}” wasn’t understood as a day. Write it as ${today}.` },
        rest: '',
      }
    }
  }
  const [last = ''] = LAST_WEEKDAY.exec(text) ?? []
  const weekday = readWeekday(last)
  if (weekday) {
    const day = lastWeekday(weekday, today)
    return { asked: { ok: true, day }, rest: text.slice(last.length).trim() }
  }
  const [, word = '', rest = ''] = /^(\S*) ?(.*)$/.exec(text) ?? []
  const asked = readTypedDay(word, today)
  return asked && { asked, rest }
}

/** The weekday of `monday`, `mon` or `last-monday`, where a word can only be a day: `sat` and `sun` are days too. */
export const readWeekday = (typed: string): Weekday | undefined =>
  readDay(typed.replace(OPTIONAL_LAST, '').toLowerCase())

/** The last day before today, YYYY-MM-DD, that is this day of the week. */
export const lastWeekday = (weekday: Weekday, today: string): string =>
  addDays(today, -((weekdayOf(today) - weekday + 7) % 7 || 7))

/**
 * Reads `2026-11-20`, `2026/11/20`, `today`, `yesterday` or `monday` (the last one before today). Undefined if the word isn't
 * about a day.
 * @param today YYYY-MM-DD
 */
function readTypedDay(typed: string, today: string): TypedDay | undefined {
  const word = typed.toLowerCase().replace(COMPACT, '$1-$2-$3')
  if (word === 'today') return { ok: true, day: today }
  if (word === 'yesterday') return { ok: true, day: addDays(today, -1) }
  const weekday = WEEKDAY_WORDS.includes(word) && readDay(word)
  if (weekday) return { ok: true, day: lastWeekday(weekday, today) }
  if (word === 'tomorrow') return { ok: false, problem: 'Tomorrow’s list doesn’t exist yet.' }
  if (!DATE_LIKE.test(word)) return undefined
  const day = dateOf(word)
  if (!day) return { ok: false, problem: `“${typed}” isn’t a day. Write it as ${today}.` }
  return day > today
    ? { ok: false, problem: `The list of ${dayTextSeenFrom(today, day)} doesn’t exist yet.` }
    : { ok: true, day }
}
