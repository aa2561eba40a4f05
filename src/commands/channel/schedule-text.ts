import { orList } from '../../text/format.ts'
import { nearMiss } from '../../text/near-miss.ts'
import { foldTyped, tidyTyped } from '../../text/typed.ts'
import { isWeekly, type Schedule, type Weekday } from '../../time/slots.ts'
import { joinTimes, readTime, TIMES } from '../../time/times-of-day.ts'
import {
  DAY_SHORT,
  daysText,
  joinDays,
  nearestDays,
  readDay,
  readDayWord,
  WEEKLY,
} from '../../time/weekdays.ts'
import { nearestTimezone, readTimezone, zoneWithOffset } from '../../time/zones.ts'

export type ParsedSchedule =
  | { ok: true; schedule: Schedule }
  | {
      ok: false
      /** A sentence for the person who typed it. */
      problem: string
      /** Schedules that may be meant, by what is different about each. */
      choices?: readonly { label: string; schedule: Schedule }[]
      /** It says nothing about a time, a day or a zone. */
      isEmpty?: true
    }

/** An offset from UTC, which would look like times and ranges: `UTC - 5`, `+05:30`. */
const OFFSETS = /(?<![\w/+-])(?:(?:utc|gmt) ?[+-] ?\d[\d:.]*|[+-]\d[\d:.]*)/gi

/** Words without a meaning of their own. */
const FILLER = /^(?:at|on|and|in|every|each|from|to|for|please|only|it|the|digests?|papers?|set|be|sharp)$/i
/** Those that something has to follow. */
const LEADS_ON = /^(?:at|on|and|in|every|from|to|for)$/i

/** What other words are about, so that an error can name the part. */
const ABOUT_TIME =
  /^(?:noon\w*|midnight\w*|half|quarter|past|am|pm|morning|afternoon|evening|night|hours?|minutes?|mins?|o'?clock|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)$/i
const ABOUT_DAYS =
  /^(?:days?|weeks?|months?|fortnight(?:ly)?|bi-?weekly|monthly|hourly|yearly|other|except|excluding|not|no|without|but|first|second|third|last|once|twice|never|holidays?|starting|since|until|next|this|today|tomorrow|(?:mo|tu|we|th|fr|sa|su)(?:[-/](?:mo|tu|we|th|fr|sa|su))*|(?:mon|tue|wed|thu|fri|sat|sun)(?:\b|[a-z]*day).*)$/i

/** `every 2 hours`, `in 30 min`: not a time of day, although `2 hours` by itself would be read as one. */
const INTERVAL = /\b(?:every|each|in|within) \d+ ?(?:h|hrs?|hours?|m|mins?|minutes?)\b/i
/** `from monday`, by which day it would begin; `from monday-friday` is a range. */
const FROM_DAY = /\bfrom ([a-z]{3,10})(?![\w-])/i

interface Misread {
  part: 'time' | 'days' | 'time zone'
  typed: string
}

/** The part that would be taken for another time or day than is meant. */
function misleading(tidy: string, text: string): Misread | undefined {
  const [interval] = INTERVAL.exec(tidy) ?? []
  if (interval) return { part: 'time', typed: interval }
  const [from, day = ''] = FROM_DAY.exec(text) ?? []
  return from && readDay(day.toLowerCase()) ? { part: 'days', typed: from } : undefined
}

/** What a word is about that is understood. */
function partOf(word: string): Misread['part'] {
  if (readTime(word)) return 'time'
  return word.toLowerCase() === WEEKLY || readDayWord(word) ? 'days' : 'time zone'
}

/** A part that ends too soon: `mon to`, `thu and`. `to 9:00` at the beginning is what to change it to. */
function unfinished(words: readonly string[]): Misread | undefined {
  let begin: { at: number; word: string } | undefined
  for (const [at, word] of words.entries()) {
    if (!FILLER.test(word)) begin = { at, word }
    if (!begin || !LEADS_ON.test(word)) continue
    if (word.toLowerCase() === 'to' || at === words.length - 1)
      return { part: partOf(begin.word), typed: words.slice(begin.at, at + 1).join(' ') }
  }
  return undefined
}

/** `Mon.` */
const ABBREVIATED_DAY = /\b((?:mon|tues?|wed|thu|thurs?|fri|sat|sun))\.(?=[ ,;/-]|$)/gi

/** `09:00Z`, `9:00+02:00`. With a minus, it may be a span of times. */
const ZONED_TIME = /(\d:\d\d)(?=z\b|\+\d)/gi

interface ScheduleWords {
  /** All but offsets, with times and days of several words as one. */
  joined: string
  /** Those with a meaning of their own. */
  words: string[]
  /** Offsets from UTC. */
  offsets: string[]
  misread: Misread | undefined
  unfinished: Misread | undefined
}

function wordsOf(text: string): ScheduleWords {
  const tidy = tidyTyped(foldTyped(text).replace(/[()[\]<>|!"`]/g, ' '))
    .replace(ABBREVIATED_DAY, '$1')
    .replace(ZONED_TIME, '$1 ')
    .replace(/[;&]/g, ' , ')
    .replace(/\s+/g, ' ')
  const offsets = [...tidy.matchAll(OFFSETS)].map(([offset]) => offset.replace(/[.:]$/, ''))
  const joined = joinDays(joinTimes(tidy.replace(OFFSETS, ' ').replace(/\s+/g, ' ')))
  const words = joined
    .split(/[\s,]+/)
    .map(word => word.replace(/[.:=]+$/, ''))
    .filter(Boolean)
  return {
    joined,
    words: words.filter(word => !FILLER.test(word)),
    offsets,
    misread: misleading(tidy, joined),
    unfinished: unfinished(words),
  }
}

/** Words that were probably meant, and how to call them. */
interface Meant {
  words: string
  text: string
}

const itself = (words: string | undefined): Meant | undefined =>
  words === undefined ? undefined : { words, text: words }

/** What was probably meant by words of a schedule: days, where there is no time yet a time, or a zone. */
function nearestWords(typed: string, hasTime: boolean): Meant | undefined {
  const time = hasTime ? undefined : nearMiss(typed.toLowerCase(), TIMES.keys())
  const zone = nearestTimezone(typed)
  return itself(nearestDays(typed) ?? time) ?? (zone && { words: zone.timezone, text: zone.text })
}

/** With more unknown words it is a text, and no suggestion is made. */
const MAX_UNKNOWN = 6

/** How many words from the first on name a zone, at most. */
function zoneLength(words: readonly string[]): number {
  for (let count = words.length; count > 0; count--)
    if (readTimezone(words.slice(0, count).join(' ')).kind !== 'unknown') return count
  return 0
}

/** The first words in a row that belong to no zone's name: `someday` of `someday Berlin`. Empty if all are names of zones. */
function unknownWords(words: readonly string[]): readonly string[] {
  if (words.length > MAX_UNKNOWN) return words
  const unknown: string[] = []
  for (let at = 0; at < words.length; at++) {
    const length = zoneLength(words.slice(at))
    if (length > 0 && unknown.length > 0) break
    if (length > 0) at += length - 1
    else unknown.push(words[at] ?? '')
  }
  return unknown
}

/**
 * Parses `<time> [days] [zone]`, in any order; what is left out stays as it is.
 */
export function parseSchedule(text: string, current: Schedule): ParsedSchedule {
  const { joined, words, offsets, misread, unfinished } = wordsOf(text)
  if (misread) return notUnderstood(misread)
  const unsigned = timeOrOffset(joined, read => parseSchedule([read, ...offsets].join(' '), current))
  if (unsigned) return unsigned
  const times = new Set<string>()
  const days = new Set<Weekday>()
  const rest: string[] = []
  let weekly = false
  const corrected: Corrected = (unknown, meant) =>
    parseSchedule([...words.filter(word => !unknown.includes(word)), meant, ...offsets].join(' '), current)
  for (const word of words) {
    const time = readTime(word)
    const named = readDayWord(word)
    if (time === 'bad') return notUnderstood({ part: 'time', typed: word })
    if (named === 'bad') return daysNotUnderstood([word], corrected)
    if (time) times.add(time)
    else if (word.toLowerCase() === WEEKLY) weekly = true
    else if (named) for (const day of named) days.add(day)
    else rest.push(word)
  }
  const aboutDays = rest.filter(word => ABOUT_DAYS.test(word))
  if (aboutDays.length > 0) return daysNotUnderstood(aboutDays, corrected)
  const aboutTime = rest.filter(word => ABOUT_TIME.test(word))
  if (aboutTime.length > 0) return notUnderstood({ part: 'time', typed: aboutTime.join(' ') })
  const [time = current.time, another] = times
  const named = [...days].sort()
  if (weekly && named.length > 1) return whichDay({ ...current, time }, named)
  const unnamed: readonly Weekday[] = weekly && !isWeekly(current) ? [1] : current.days
  const schedule = { ...current, time, days: named.length > 0 ? named : unnamed }
  const zones = [...(rest.length > 0 ? [rest.join(' ')] : []), ...offsets]
  const [typed = ''] = zones
  if (typed === '' && times.size === 0 && days.size === 0 && !weekly)
    return { ...invalid(noPart([tidyTyped(text)], false)), isEmpty: true }
  // A dash before a time makes an offset of it.
  if (times.size === 0 && /^[+-]/.test(typed)) return notUnderstood({ part: 'time', typed })
  const unknown = unknownWords(rest)
  if (unknown.length > 0) return neitherDayNorZone(unknown, { hasTime: times.size > 0, corrected })
  // Said only where all else is understood: `20 Nov 9am` has one time.
  if (another) return invalid(`A channel gets one digest a day. Which time: ${time} or ${another}?`)
  if (unfinished) return notUnderstood(unfinished)
  if (typed === '') return { ok: true, schedule }
  const [, offset, third] = zones
  const confirmed = offset !== undefined && third === undefined ? zoneWithOffset(typed, offset) : undefined
  if (confirmed) return { ok: true, schedule: { ...schedule, timezone: confirmed } }
  if (zones.length > 1) return notUnderstood({ part: 'time zone', typed: zones.join(' ') })
  const zone = readTimezone(typed)
  switch (zone.kind) {
    case 'zone':
      return { ok: true, schedule: { ...schedule, timezone: zone.timezone } }
    case 'ambiguous':
      return {
        ...invalid(`“${typed}” can mean ${orList(zone.choices)}. Which one?`),
        choices: zone.choices.map(timezone => ({ label: timezone, schedule: { ...schedule, timezone } })),
      }
    case 'no offset':
      return invalid(`There is no time zone “${typed}”. Offsets go from UTC-14 to UTC+14, such as UTC+5:30.`)
    case 'unknown':
      return notUnderstood({ part: 'time zone', typed })
  }
}

const invalid = (problem: string) => ({ ok: false as const, problem })

const notUnderstood = ({ part, typed }: Misread) =>
  invalid(`The ${part} “${typed}” ${part === 'days' ? 'weren’t' : 'wasn’t'} understood.`)

/** Says that words aren't part of a schedule. */
const noPart = (words: readonly string[], hasTime: boolean): string =>
  `“${words.join(' ')}” ${hasTime ? 'is neither a day nor' : 'isn’t a time, a day or'} a time zone.`

/** `utc 5`, `gmt 5:30`: a time, or an offset without its sign. Nobody writes an offset as `9:00`, so that is a time. */
const UNSIGNED_OFFSET = /(?<![\w/])(utc|gmt)[:=]? ?(\d{1,2}(?::?(?!00)\d{2})?)(?![\w:-]|\.\d)/gi

/** Asks which is meant of a time and an offset, where both make a schedule; undefined if there is no such text. */
function timeOrOffset(text: string, parse: (text: string) => ParsedSchedule): ParsedSchedule | undefined {
  const [[typed, zone = '', number = ''] = []] = text.matchAll(UNSIGNED_OFFSET)
  const offset = `${zone.toUpperCase()}+${number}`
  if (typed === undefined || readTimezone(offset).kind !== 'zone') return undefined
  const withOffset = parse(text.replace(UNSIGNED_OFFSET, '$1+$2'))
  const readings = [
    { label: `${readTime(number)} UTC`, parsed: parse(text.replace(UNSIGNED_OFFSET, '$1, $2')) },
    { label: offset, parsed: withOffset },
  ]
  const choices = readings.flatMap(({ label, parsed }) =>
    parsed.ok ? [{ label, schedule: parsed.schedule }] : [],
  )
  const [choice, another] = choices
  if (!choice) return withOffset
  const problem = another
    ? `“${typed}” can mean ${choice.label} or ${another.label}. Which one?`
    : `“${typed}” isn’t a time zone. Did you mean ${choice.label}?`
  return { ...invalid(problem), choices }
}

/** A weekly digest on several days: it has one. */
function whichDay(schedule: Schedule, days: readonly Weekday[]): ParsedSchedule {
  const names = days.map(day => DAY_SHORT[day])
  return {
    ...invalid(`A weekly digest comes on one day. Which one: ${orList(names)}?`),
    choices: days.map(day => ({
      label: `weekly on ${DAY_SHORT[day]}`,
      schedule: { ...schedule, days: [day] },
    })),
  }
}

/** The schedule with other words instead of those that weren't understood. */
type Corrected = (unknown: readonly string[], meant: string) => ParsedSchedule

/** A problem with what was probably meant, and the schedule that this makes if nothing else is wrong. */
function didYouMean(
  problem: string,
  meant: Meant,
  unknown: readonly string[],
  corrected: Corrected,
): ParsedSchedule {
  const parsed = corrected(unknown, meant.words)
  return {
    ...invalid(`${problem} Did you mean ${meant.text}?`),
    ...(parsed.ok && { choices: [{ label: meant.words, schedule: parsed.schedule }] }),
  }
}

function daysNotUnderstood(words: readonly string[], corrected: Corrected): ParsedSchedule {
  const { problem } = notUnderstood({ part: 'days', typed: words.join(' ') })
  const [word = '', ...others] = words
  const meant = others.length === 0 ? itself(nearestDays(word)) : undefined
  return meant ? didYouMean(problem, meant, words, corrected) : invalid(problem)
}

/** Says that words aren't part of a schedule, and what was probably meant. */
function neitherDayNorZone(
  words: readonly string[],
  { hasTime, corrected }: { hasTime: boolean; corrected: Corrected },
): ParsedSchedule {
  const candidates = words.length > MAX_UNKNOWN ? [] : [words, ...words.map(word => [word])]
  for (const unknown of candidates) {
    const meant = nearestWords(unknown.join(' '), hasTime)
    if (meant) return didYouMean(noPart(unknown, hasTime), meant, unknown, corrected)
  }
  return invalid(noPart(words, hasTime))
}

/** A schedule in words: `every day at 09:00 (Europe/Paris)`. */
export const scheduleText = ({ time, days, timezone }: Schedule): string =>
  `${daysText(days)} at ${time} (${timezone})`
