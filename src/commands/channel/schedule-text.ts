import { foldTyped, tidyTyped } from '../../text/typed.ts'
import { EVERY_DAY, type Schedule, type Weekday } from '../../time/slots.ts'
import { findTimezone } from '../../time/zones.ts'

export type ParsedSchedule = { ok: true; schedule: Schedule } | { ok: false; problem: string }

const WEEKDAYS: readonly Weekday[] = [1, 2, 3, 4, 5]
const GROUPS = new Map<string, readonly Weekday[]>([
  ['daily', EVERY_DAY],
  ['everyday', EVERY_DAY],
  ['weekday', WEEKDAYS],
  ['weekdays', WEEKDAYS],
  ['workdays', WEEKDAYS],
  ['weekend', [6, 7]],
  ['weekends', [6, 7]],
  ['weekly', [1]],
])
const TIMES = new Map([
  ['noon', '12:00'],
  ['midnight', '00:00'],
])
const DAY_NAMES = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

/** `9`, `9:00`, `17.30`, `9h30`, `9am`, `9:30pm` → `HH:MM`; `bad` if it looks like a time but isn't valid. */
export function readTime(word: string): string | 'bad' | undefined {
  const named = TIMES.get(word.toLowerCase())
  if (named) return named
  const match = /^(\d{1,2})(?:[:.h](\d{2})|h)?(am|pm)?$/i.exec(word)
  if (!match) return undefined
  const [, hourText = '', minuteText = '00', half] = match
  let hour = Number(hourText)
  if (half) {
    if (hour < 1 || hour > 12) return 'bad'
    hour = (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0)
  }
  if (hour > 23 || Number(minuteText) > 59) return 'bad'
  return `${String(hour).padStart(2, '0')}:${minuteText}`
}

/** `mon` and longer prefixes of a day's name. */
function readDay(word: string): Weekday | undefined {
  if (word.length < 3) return undefined
  const index = DAY_NAMES.findIndex(name => name.startsWith(word.replace(/s$/, '')))
  return EVERY_DAY[index]
}

/** `weekdays`, `mon`, `mon,thu`, `mon-fri` → days; undefined if the word isn't about days. */
function readDays(word: string): readonly Weekday[] | undefined {
  const group = GROUPS.get(word)
  if (group) return group
  const days = new Set<Weekday>()
  for (const part of word.split(',').filter(Boolean)) {
    const [from, to, ...rest] = part.split('-').map(readDay)
    if (!from || rest.length > 0) return undefined
    if (part.includes('-') && !to) return undefined
    const last = to ?? from
    for (let day = from; ; day = EVERY_DAY[day % 7] ?? 1) {
      days.add(day)
      if (day === last) break
    }
  }
  return days.size > 0 ? [...days].sort() : undefined
}

/** The words of a typed or printed schedule, without filler words. */
function wordsOf(text: string): string[] {
  const tidy = tidyTyped(foldTyped(text).replace(/[()]/g, ' '))
    .replace(/(\d)\s*([ap])\.?m\b\.?/gi, '$1$2m')
    .replace(/\bevery\s+day\b/gi, 'daily')
    .replace(/\s*,\s*/g, ',')
  return tidy.split(/\s+/).filter(word => word && !/^(at|on|and|in|every)$/i.test(word))
}

/**
 * Parses `<time> [days] [zone]`, in any order; what is left out stays as it is. A problem is a sentence for the person who
 * typed it.
 */
export function parseSchedule(text: string, current: Schedule): ParsedSchedule {
  const schedule = { ...current }
  const times = new Set<string>()
  const days = new Set<Weekday>()
  const rest: string[] = []
  for (const word of wordsOf(text)) {
    const time = readTime(word)
    if (time === 'bad') return invalid(`“${word}” is no time of day. Write it as 9:00, 17.30 or 9am.`)
    const named = readDays(word.toLowerCase())
    if (time) times.add(time)
    else if (named) for (const day of named) days.add(day)
    else rest.push(word)
  }
  const [time = current.time, another] = times
  if (another) return invalid(`There is one digest a day, so it needs one time: ${time} or ${another}?`)
  schedule.time = time
  if (days.size > 0) schedule.days = [...days].sort()
  if (rest.length > 0) {
    const typed = rest.join(' ')
    const timezone = findTimezone(typed)
    if (!timezone) {
      return invalid(
        `“${typed}” is no time, day or time zone. A zone is a name such as Europe/Paris, Paris or CET.`,
      )
    }
    schedule.timezone = timezone
  }
  return { ok: true, schedule }
}

const invalid = (problem: string): ParsedSchedule => ({ ok: false, problem })

export const DAY_SHORT: Readonly<Record<Weekday, string>> = {
  1: 'Mon',
  2: 'Tue',
  3: 'Wed',
  4: 'Thu',
  5: 'Fri',
  6: 'Sat',
  7: 'Sun',
}

/** Days in words: `every day`, `on weekdays`, `on Mon, Thu`. */
export function daysText(days: readonly Weekday[]): string {
  if (days.length === 7) return 'every day'
  if (days.join() === WEEKDAYS.join()) return 'on weekdays'
  return `on ${days.map(day => DAY_SHORT[day]).join(', ')}`
}

/** A schedule in words: `every day at 09:00 (Europe/Paris)`. */
export const scheduleText = ({ time, days, timezone }: Schedule): string =>
  `${daysText(days)} at ${time} (${timezone})`
