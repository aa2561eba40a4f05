import { nearMiss } from '../text/near-miss.ts'
import { EVERY_DAY, type Weekday } from './slots.ts'

const WEEKDAYS: readonly Weekday[] = [1, 2, 3, 4, 5]
const GROUPS = new Map<string, readonly Weekday[]>([
  ['daily', EVERY_DAY],
  ['everyday', EVERY_DAY],
  ['weekday', WEEKDAYS],
  ['weekdays', WEEKDAYS],
  ['workdays', WEEKDAYS],
  ['weekend', [6, 7]],
  ['weekends', [6, 7]],
  ['mwf', [1, 3, 5]],
])
/** From Monday on. */
export const DAY_NAMES = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
/** One day a week: the day that is named, the one that the channel already has, or Monday. */
export const WEEKLY = 'weekly'
const DAY_WORDS = [...GROUPS.keys(), WEEKLY, ...DAY_NAMES]

/** `mon` and longer prefixes of a day's name. */
export function readDay(word: string): Weekday | undefined {
  const singular = word.replace(/s$/, '')
  if (singular.length < 3) return undefined
  return EVERY_DAY[DAY_NAMES.findIndex(name => name.startsWith(singular))]
}

/** `weekdays`, `mon`, `mon-fri` → days; undefined if the word isn't about days. */
function readDays(word: string): readonly Weekday[] | undefined {
  const group = GROUPS.get(word)
  if (group) return group
  const [from, to, ...rest] = word.split('-').map(readDay)
  if (!from || rest.length > 0) return undefined
  if (word.includes('-') && !to) return undefined
  const last = to ?? from
  const days: Weekday[] = []
  for (let day = from; ; day = EVERY_DAY[day % 7] ?? 1) {
    days.push(day)
    if (day === last) return days
  }
}

/** Writes days of several words as one: `every working day` → `weekdays`, `monday to friday` → `monday-friday`. */
export const joinDays = (text: string): string =>
  text
    .replace(/\b(?:every single|every|each|all) days?\b|\b(?:7|seven) days a week\b/gi, 'daily')
    .replace(/\b(?:every|each|once a|once per|once every) week\b/gi, WEEKLY)
    .replace(/\b(?:week|work|working|business) days?\b/gi, 'weekdays')
    .replace(/\bm-f\b/gi, 'weekdays')
    .replace(
      /\b([a-z]{3,10}) ?(?:-|\.{2,3}|(?<= )(?:to|through|thru|till|until)(?= )) ?(?=([a-z]{3,10})\b)/gi,
      (all, from: string, to: string) =>
        readDay(from.toLowerCase()) && readDay(to.toLowerCase()) ? `${from}-` : all,
    )

/** Days by one word, or by several with slashes: `mon/wed/fri`. */
export function readDayWord(word: string): readonly Weekday[] | 'bad' | undefined {
  const parts = word.toLowerCase().split('/').filter(Boolean).map(readDays)
  if (parts.some(part => !part)) return parts.some(Boolean) ? 'bad' : undefined
  return parts.flatMap(days => days ?? [])
}

/** Days as they were probably meant by a word that isn’t one: `weekdys` → `weekdays`, `mon-firday` → `mon-friday`. */
export function nearestDays(word: string): string | undefined {
  const parts = word.toLowerCase().split(/([-/])/)
  const meant = parts.map(part => (readDay(part) ? part : (nearMiss(part, DAY_WORDS) ?? part))).join('')
  return Array.isArray(readDayWord(meant)) ? meant : undefined
}

export const DAY_SHORT: Readonly<Record<Weekday, string>> = {
  1: 'Mon',
  2: 'Tue',
  3: 'Wed',
  4: 'Thu',
  5: 'Fri',
  6: 'Sat',
  7: 'Sun',
}

/** Days in words: `every day`, `on weekdays`, `on Mon, Thu`, `weekly on Mon`. */
export function daysText(days: readonly Weekday[]): string {
  if (days.length === 7) return 'every day'
  if (days.join() === WEEKDAYS.join()) return 'on weekdays'
  return `${days.length === 1 ? 'weekly ' : ''}on ${days.map(day => DAY_SHORT[day]).join(', ')}`
}
