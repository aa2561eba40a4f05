import { Temporal } from 'temporal-polyfill'

/** The zones where most people live, for countries with several. */
const MAIN_ZONES: Readonly<Record<string, readonly string[]>> = {
  US: ['America/New_York', 'America/Chicago', 'America/Denver', 'America/Los_Angeles'],
  CA: ['America/Toronto', 'America/Winnipeg', 'America/Edmonton', 'America/Vancouver', 'America/Halifax'],
  AU: ['Australia/Sydney', 'Australia/Brisbane', 'Australia/Adelaide', 'Australia/Perth'],
  BR: ['America/Sao_Paulo', 'America/Manaus'],
  CN: ['Asia/Shanghai'],
  ES: ['Europe/Madrid'],
  IN: ['Asia/Kolkata'],
  NZ: ['Pacific/Auckland'],
  PT: ['Europe/Lisbon'],
  CL: ['America/Santiago'],
  EC: ['America/Guayaquil'],
  RU: ['Europe/Moscow', 'Asia/Yekaterinburg', 'Asia/Novosibirsk', 'Asia/Vladivostok'],
  MX: ['America/Mexico_City', 'America/Tijuana', 'America/Cancun'],
  ID: ['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura'],
  UA: ['Europe/Kyiv'],
  NP: ['Asia/Kathmandu'],
  VN: ['Asia/Ho_Chi_Minh'],
}

/** Names that people use besides the one of `Intl.DisplayNames`, in lower case. */
const OTHER_NAMES: readonly (readonly [name: string, code: string])[] = [
  ['usa', 'US'],
  ['u.s.', 'US'],
  ['us', 'US'],
  ['america', 'US'],
  ['england', 'GB'],
  ['scotland', 'GB'],
  ['wales', 'GB'],
  ['great britain', 'GB'],
  ['holland', 'NL'],
  ['the netherlands', 'NL'],
  ['turkey', 'TR'],
  ['czech republic', 'CZ'],
  ['korea', 'KR'],
  ['uae', 'AE'],
]

/** The letters of country codes. */
const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
/** People wouldn't read a longer list of zones to choose from. */
const MAX_CHOICES = 5

/** Whether it isn't the code of a former country, which may have the name of the one that follows it: SU is called Russia too. */
const isCurrent = (code: string): boolean => new Intl.Locale(`und-${code}`).region === code

let codes: Map<string, string> | undefined

/** The codes of countries by their names. */
function allCodes(): ReadonlyMap<string, string> {
  if (!codes) {
    const display = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
    const all = LETTERS.flatMap(first => LETTERS.map(second => first + second)).filter(isCurrent)
    codes = new Map([
      ...all.flatMap(code => {
        const known = display.of(code)
        return known ? [[known.toLowerCase(), code] as const] : []
      }),
      ...OTHER_NAMES,
    ])
  }
  return codes
}

/** English names of countries, in lower case. */
export const countryNames = (): Iterable<string> => allCodes().keys()

/** The offsets of a zone in January and July, so that zones with the same time are one. */
const clockOf = (zone: string): string =>
  ['2026-01-15T12:00Z', '2026-07-15T12:00Z']
    .map(at => Temporal.Instant.from(at).toZonedDateTimeISO(zone).offset)
    .join()

/**
 * The time zones of a country by its English name in lower case; of those with the same time only the first. Empty if it isn't a
 * country.
 */
export function countryTimezones(name: string): readonly string[] {
  const code = allCodes().get(name)
  if (!code) return []
  const main = MAIN_ZONES[code]
  if (main) return main
  const zones = new Intl.Locale(`und-${code}`).getTimeZones?.() ?? []
  return [...new Map(zones.toReversed().map(zone => [clockOf(zone), zone])).values()].slice(0, MAX_CHOICES)
}
