import { Temporal } from 'temporal-polyfill'
import { tidyTyped } from '../text/typed.ts'

/**
 * Temporal's name of a zone or an offset. Temporal decides because it computes with the zone: Intl accepts old abbreviations
 * such as IST that Temporal rejects, and `supportedValuesOf` doesn't include UTC.
 */
function canonical(name: string): string | undefined {
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId
  } catch {
    return undefined
  }
}

/** Whether this is a time zone: an IANA name such as `Europe/Paris`, `UTC`, or an offset such as `+02:00`. */
export const isTimezone = (name: string): boolean => canonical(name) !== undefined

/** Abbreviations (also for zones with summer time) and cities that were renamed; all in lower case. */
const COLLOQUIAL = new Map([
  ...['et', 'est', 'edt'].map(name => [name, 'America/New_York'] as const),
  ...['ct', 'cst', 'cdt'].map(name => [name, 'America/Chicago'] as const),
  ...['mt', 'mst', 'mdt'].map(name => [name, 'America/Denver'] as const),
  ...['pt', 'pst', 'pdt'].map(name => [name, 'America/Los_Angeles'] as const),
  ...['cet', 'cest'].map(name => [name, 'Europe/Paris'] as const),
  ...['aest', 'aedt'].map(name => [name, 'Australia/Sydney'] as const),
  ['bst', 'Europe/London'],
  ['ist', 'Asia/Kolkata'],
  ['jst', 'Asia/Tokyo'],
  ['kst', 'Asia/Seoul'],
  ['sgt', 'Asia/Singapore'],
  ['hkt', 'Asia/Hong_Kong'],
  ['z', 'UTC'],
  ['gmt', 'UTC'],
  ['kolkata', 'Asia/Kolkata'],
  ['kathmandu', 'Asia/Kathmandu'],
  ['yangon', 'Asia/Yangon'],
  ['ho chi minh', 'Asia/Ho_Chi_Minh'],
  ['ho chi minh city', 'Asia/Ho_Chi_Minh'],
  ['kyiv', 'Europe/Kyiv'],
])

const comparable = (name: string): string => name.toLowerCase().replaceAll('_', ' ')

/** `UTC+2`, `GMT-5:30` → `+02:00`, `-05:30`. */
function offsetOf(typed: string): string | undefined {
  const [, sign, hours = '', minutes = '00'] =
    /^(?:utc|gmt)\s*([+-])(\d{1,2})(?::?(\d{2}))?$/i.exec(typed) ?? []
  return sign && `${sign}${hours.padStart(2, '0')}:${minutes}`
}

/** Finds the zone that a person typed: `Europe/Paris`, `paris`, `New York`, `CET`, `UTC+2`, `+02:00`. */
export function findTimezone(typed: string): string | undefined {
  const tidy = tidyTyped(typed)
  const wanted = comparable(tidy)
  const colloquial = COLLOQUIAL.get(wanted)
  if (colloquial) return colloquial
  const city = Intl.supportedValuesOf('timeZone').find(name => comparable(name).endsWith(`/${wanted}`))
  return city ?? canonical(offsetOf(tidy) ?? wanted.replaceAll(' ', '_'))
}

/** Suggests zones for the beginning of a city, a region or an abbreviation, the likeliest first. */
export function suggestTimezones(typed: string, limit: number): string[] {
  const wanted = comparable(tidyTyped(typed))
  const exact = wanted ? findTimezone(typed) : undefined
  const all = ['UTC', ...Intl.supportedValuesOf('timeZone')]
  const city = (name: string): string => comparable(name.slice(name.lastIndexOf('/') + 1))
  const found = [
    ...(exact ? [exact] : []),
    ...[...COLLOQUIAL].filter(([name]) => wanted && name.startsWith(wanted)).map(([, zone]) => zone),
    ...all.filter(name => city(name).startsWith(wanted)),
    ...all.filter(name => comparable(name).includes(wanted)),
  ]
  return [...new Set(found)].slice(0, limit)
}
