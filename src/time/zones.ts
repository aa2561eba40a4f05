import { Temporal } from 'temporal-polyfill'
import { nearMiss } from '../text/near-miss.ts'
import { tidyTyped } from '../text/typed.ts'
import { countryNames, countryTimezones } from './countries.ts'
import { ABBREVIATIONS, AMBIGUOUS, CITIES, STATE_CODES, ZONE_NAMES } from './zone-names.ts'

/** The largest offset from UTC anywhere, minutes. */
const MAX_OFFSET = 14 * 60

/**
 * Temporal's name of a zone or an offset. Temporal decides because it computes with the zone: Intl accepts old abbreviations
 * such as IST that Temporal rejects, and `supportedValuesOf` doesn't include UTC.
 */
function canonical(name: string): string | undefined {
  try {
    const zoned = Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name)
    const isOffset = /^[+-]/.test(zoned.timeZoneId)
    return isOffset && Math.abs(zoned.offsetNanoseconds) > MAX_OFFSET * 60e9 ? undefined : zoned.timeZoneId
  } catch {
    return undefined
  }
}

/** Whether this is a time zone: an IANA name such as `Europe/Paris`, `UTC`, or an offset such as `+02:00`. */
export const isTimezone = (name: string): boolean => canonical(name) !== undefined

/** What a typed time zone means. */
export type TypedTimezone =
  | { kind: 'zone'; timezone: string }
  /** It means several; the likeliest first. */
  | { kind: 'ambiguous'; choices: readonly string[] }
  /** It looks like an offset from UTC, but no place has that. */
  | { kind: 'no offset' }
  | { kind: 'unknown' }

/** No zone has a longer name, and long texts take long to compare. */
const MAX_NAME_LENGTH = 80

const UNKNOWN = { kind: 'unknown' } as const
const zone = (timezone: string): TypedTimezone => ({ kind: 'zone', timezone })

const comparable = (name: string): string => name.toLowerCase().replaceAll('_', ' ')

const LOOKS_LIKE_OFFSET = /^(?:utc|gmt)? ?[+-] ?\d[\d:.]*$/
const OFFSET = /^(?:utc|gmt)? ?([+-]) ?(?:(\d{1,2})(?::(\d{2}))?|(\d{2})(\d{2}))$/

/** `utc+2`, `gmt-5:30`, `+0200` → `+02:00`, `-05:30`. */
function readOffset(text: string): TypedTimezone {
  const [, sign = '', hour, minute = '00', hours = hour ?? '', minutes = minute] = OFFSET.exec(text) ?? []
  const size = Number(hours) * 60 + Number(minutes)
  if (!sign || Number(minutes) >= 60 || size > MAX_OFFSET) return { kind: 'no offset' }
  return zone(size === 0 ? 'UTC' : `${sign}${hours.padStart(2, '0')}:${minutes}`)
}

/** Words that add nothing to the name of a zone: `Eastern Daylight Time`, `Paris time`. */
const ZONE_WORDS = / ?\b(?:standard|daylight|summer|winter|savings?|time ?zone|time|zone|tz)\b:?/g

const withoutZoneWords = (text: string): string => text.replace(ZONE_WORDS, '').replace(/[.,:]/g, '').trim()

/** A name, an abbreviation or a city, in lower case. */
function readName(name: string): TypedTimezone {
  const choices = AMBIGUOUS.get(name)
  if (choices) return { kind: 'ambiguous', choices }
  const known = ABBREVIATIONS.get(name) ?? CITIES.get(name)
  if (known) return zone(known)
  const city = Intl.supportedValuesOf('timeZone').find(each => comparable(each).endsWith(`/${name}`))
  if (city) return zone(city)
  const called = ZONE_NAMES.get(name)
  if (called) return zone(called)
  const [only, ...others] = countryTimezones(name)
  if (only) return others.length > 0 ? { kind: 'ambiguous', choices: [only, ...others] } : zone(only)
  const official =
    canonical(name.replaceAll(' ', '_')) ?? canonical(name.replace(' ', '/').replaceAll(' ', '_'))
  return official ? zone(official) : UNKNOWN
}

/** The offsets of a zone in January and in July, nanoseconds. */
const offsetsOf = (name: string): number[] =>
  ['2026-01-15T12:00Z', '2026-07-15T12:00Z'].map(
    at => Temporal.Instant.from(at).toZonedDateTimeISO(name).offsetNanoseconds,
  )

/** Whether two zones have the same time in winter and in summer. */
const isSameTime = (one: string, other: string): boolean => offsetsOf(one).join() === offsetsOf(other).join()

/** The zones that a name may mean. */
const zonesOf = (found: TypedTimezone): readonly string[] => {
  if (found.kind === 'zone') return [found.timezone]
  return found.kind === 'ambiguous' ? found.choices : []
}

/** With more words it is a text. */
const MAX_WORDS = 6

const isNoCity = (name: string): boolean =>
  ABBREVIATIONS.has(name) ||
  AMBIGUOUS.has(name) ||
  ZONE_NAMES.has(name) ||
  STATE_CODES.has(name) ||
  countryTimezones(name).length > 0

/** `Paris, France`, `Berlin CET`, `Cambridge UK`, `Portland, OR`: a name, and what confirms it or says which one is meant. */
function readPair(text: string): TypedTimezone {
  const words = text.split(' ')
  if (words.length > MAX_WORDS) return UNKNOWN
  for (let count = words.length - 1; count > 0; count--) {
    const first = words.slice(0, count).join(' ')
    const second = words.slice(count).join(' ')
    if (!isNoCity(first) && !isNoCity(second)) continue
    const named = readName(first)
    const zones = zonesOf(named.kind === 'unknown' ? readPair(first) : named)
    const code = STATE_CODES.get(second)
    const others = code ? [code] : zonesOf(readName(second))
    const [meant, another] = zones.filter(each => others.some(other => isSameTime(each, other)))
    if (meant && !another) return zone(meant)
  }
  return UNKNOWN
}

/**
 * Reads the zone that a person typed: `Europe/Paris`, `paris`, `New York`, `Mumbai`, `CET`, `Pacific Time`, `Japan`, `UTC+2`,
 * `+02:00`.
 */
export function readTimezone(typed: string): TypedTimezone {
  if (typed.length > MAX_NAME_LENGTH) return UNKNOWN
  const text = comparable(tidyTyped(typed))
  if (LOOKS_LIKE_OFFSET.test(text)) return readOffset(text)
  const names = [text, withoutZoneWords(text)]
  for (const name of names) {
    const found = name ? readName(name) : UNKNOWN
    if (found.kind !== 'unknown') return found
  }
  return readPair(names[1] ?? '')
}

/**
 * The zone of an abbreviation or another name that isn't a city, beside an offset that it has in winter or in summer: `CST (UTC+8)`.
 * Undefined if none has, or several have.
 */
export function zoneWithOffset(name: string, offset: string): string | undefined {
  if (!isNoCity(withoutZoneWords(comparable(tidyTyped(name))))) return undefined
  const zones = zonesOf(readTimezone(name))
  const [other] = zonesOf(readTimezone(offset)).flatMap(offsetsOf)
  const [meant, another] = zones.filter(each => other !== undefined && offsetsOf(each).includes(other))
  return another ? undefined : meant
}

const cityOf = (zone: string): string => comparable(zone.slice(zone.lastIndexOf('/') + 1))

export interface NearestTimezone {
  timezone: string
  /** With the name that was probably meant, if the zone has another: `Munich (Europe/Berlin)`. */
  text: string
}

/** The zone that someone probably meant whose words name none, by its city, country or official name: `Berln` → Europe/Berlin. */
export function nearestTimezone(typed: string): NearestTimezone | undefined {
  const zones = Intl.supportedValuesOf('timeZone')
  const name = nearMiss(comparable(tidyTyped(typed)), [
    ...zones.map(cityOf),
    ...CITIES.keys(),
    ...countryNames(),
    ...zones.map(comparable),
  ])
  const meant = name === undefined ? UNKNOWN : readTimezone(name)
  if (name === undefined || meant.kind !== 'zone') return undefined
  const { timezone } = meant
  const titled = name.replace(/(?<!\p{L})\p{L}/gu, letter => letter.toUpperCase())
  return { timezone, text: comparable(timezone).includes(name) ? timezone : `${titled} (${timezone})` }
}

/** Suggests zones for the beginning of a city, a region or an abbreviation, the likeliest first. */
export function suggestTimezones(typed: string, limit: number): string[] {
  const wanted = comparable(tidyTyped(typed))
  const exact = wanted ? readTimezone(typed) : UNKNOWN
  const all = ['UTC', ...Intl.supportedValuesOf('timeZone')]
  const startsWithTyped = (names: ReadonlyMap<string, string>): string[] =>
    [...names].flatMap(([name, timezone]) => (wanted && name.startsWith(wanted) ? [timezone] : []))
  const found = [
    ...(exact.kind === 'zone' ? [exact.timezone] : []),
    ...(exact.kind === 'ambiguous' ? exact.choices : []),
    ...startsWithTyped(ABBREVIATIONS),
    ...all.filter(name => cityOf(name).startsWith(wanted)),
    ...startsWithTyped(CITIES),
    ...startsWithTyped(ZONE_NAMES),
    ...all.filter(name => comparable(name).includes(wanted)),
  ]
  return [...new Set(found)].slice(0, limit)
}
