import { describe, expect, it } from 'vitest'
import { countryTimezones } from '../../src/time/countries.ts'
import { ABBREVIATIONS, AMBIGUOUS, CITIES, ZONE_NAMES } from '../../src/time/zone-names.ts'
import {
  isTimezone,
  nearestTimezone,
  readTimezone,
  suggestTimezones,
  zoneWithOffset,
} from '../../src/time/zones.ts'

/** The zone that was typed; undefined if it is unknown, or may be several. */
function findTimezone(typed: string): string | undefined {
  const found = readTimezone(typed)
  return found.kind === 'zone' ? found.timezone : undefined
}

describe('a typed time zone', () => {
  it.each([
    [
      'Europe/Paris',
      [
        'europe/paris',
        ' paris ',
        'PARIS',
        'cet',
        'cest',
        'CET',
        'Central European Time',
        'Central European Summer Time',
        'Paris time',
        'France',
        'Paris, France',
        'Paris CET',
        'time zone: Paris',
        'Lyon',
        'europe paris',
      ],
    ],
    [
      'America/New_York',
      ['new york', 'New_York', 'et', 'est', 'edt', 'Eastern', 'Eastern Daylight Time', 'Washington, D.C.'],
    ],
    ['America/Chicago', ['ct', 'cdt', 'chicago', 'Central', 'Central Time', 'Houston']],
    ['America/Denver', ['mt', 'mst', 'mdt']],
    [
      'America/Los_Angeles',
      [
        'pt',
        'pst',
        'pdt',
        'Los Angeles',
        'america/los angeles',
        'Pacific Time',
        'Pacific Standard Time',
        'SF',
        'Seattle',
      ],
    ],
    ['Australia/Sydney', ['aest', 'aedt']],
    ['Europe/London', ['london', 'British Summer Time', 'UK', 'England', 'London, UK']],
    ['Asia/Kolkata', ['kolkata', 'India', 'India Standard Time', 'Mumbai', 'New Delhi', 'Bengaluru']],
    ['Asia/Tokyo', ['jst', 'Japan', 'Japan Standard Time', 'Osaka']],
    ['Europe/Berlin', ['Germany', 'Munich', 'Berlin CET']],
    ['Europe/Madrid', ['Spain', 'Barcelona']],
    ['Asia/Shanghai', ['China', 'Beijing', 'Shenzhen', 'China Standard Time']],
    ['Asia/Jerusalem', ['Tel Aviv', 'Tel-Aviv', 'Israel']],
    ['America/Sao_Paulo', ['São Paulo', 'Sao Paulo']],
    ['America/Port_of_Spain', ['Port of Spain']],
    ['Pacific/Auckland', ['New Zealand', 'NZDT', 'New Zealand Daylight Time']],
    ['Australia/Sydney', ['Australian Eastern Standard Time']],
    ['Asia/Seoul', ['kst']],
    ['Asia/Singapore', ['sgt']],
    ['Asia/Hong_Kong', ['hkt']],
    ['Asia/Kathmandu', ['kathmandu']],
    ['Asia/Yangon', ['yangon']],
    ['Asia/Ho_Chi_Minh', ['ho chi minh', 'Ho Chi Minh City']],
    ['Europe/Kyiv', ['kyiv']],
    ['UTC', ['utc', 'z', 'gmt']],
    ['+02:00', ['UTC+2', 'gmt+02', ' utc +2 ', 'UTC+2:00', 'utc+0200', '+02:00']],
    ['-05:30', ['GMT-5:30', 'utc-0530', 'UTC\u22125:30', 'UTC - 5:30']],
    ['+12:00', ['UTC+12']],
    ['+14:00', ['UTC+14']],
    ['-14:00', ['-14:00']],
  ])('is %s', (zone, typed) => {
    expect(typed.map(findTimezone)).toEqual(typed.map(() => zone))
  })

  it.each([
    '',
    'nowhere',
    'UTC+',
    'UTC2',
    'xUTC+2',
    'UTC+2x',
    'UTC+2:3',
    'rest of paris',
    'ork',
    'local time',
    'time',
    'Paris Berlin',
    'London Ontario',
    'Paris Japan',
    'Berlin JST',
    'UTC+15',
    'UTC+14:01',
    '-15',
    'UTC+123',
    'UTC+530',
    'UTC+5.5',
    '+15:00',
    'IST',
    'Cambridge',
  ])('is not %j', typed => {
    expect(findTimezone(typed)).toBeUndefined()
  })

  it.each([
    ['IST', ['Asia/Kolkata', 'Asia/Jerusalem', 'Europe/Dublin']],
    ['cst', ['America/Chicago', 'Asia/Shanghai', 'America/Havana']],
    ['BST', ['Europe/London', 'Asia/Dhaka']],
    ['Victoria', ['Australia/Melbourne', 'America/Vancouver']],
    ['Cambridge', ['Europe/London', 'America/New_York']],
    ['USA', ['America/New_York', 'America/Chicago', 'America/Denver', 'America/Los_Angeles']],
  ])('that may be several is none of them: %s', (typed, choices) => {
    expect(readTimezone(typed)).toEqual({ kind: 'ambiguous', choices })
  })

  it.each([
    ['Cambridge UK', 'Europe/London'],
    ['Cambridge, MA', 'America/New_York'],
    ['Cambridge, Massachusetts', 'America/New_York'],
    ['Portland, Oregon', 'America/Los_Angeles'],
    ['Birmingham, England', 'Europe/London'],
    ['CST China', 'Asia/Shanghai'],
    ['IST, India', 'Asia/Kolkata'],
    ['Dublin IST', 'Europe/Dublin'],
    ['EST, New York', 'America/New_York'],
    ['New York, NY', 'America/New_York'],
    ['New York, USA', 'America/New_York'],
    ['Eastern US', 'America/New_York'],
    ['San Francisco, CA, USA', 'America/Los_Angeles'],
    ['California', 'America/Los_Angeles'],
    ['Arizona time', 'America/Phoenix'],
    ['Sydney NSW', 'Australia/Sydney'],
    ['Victoria, British Columbia', 'America/Vancouver'],
    ['Bavaria', 'Europe/Berlin'],
    ['Russia Moscow', 'Europe/Moscow'],
  ])('of a name that another one makes clear: %s is %s', (typed, zone) => {
    expect(findTimezone(typed)).toBe(zone)
  })

  it.each(['Portland, Texas', 'CST Japan', 'Cambridge USA UK', 'USA US', 'MA', 'Cambridge', 'New York, CA'])(
    'isn’t guessed where that doesn’t make it clear: %s',
    typed => expect(findTimezone(typed)).toBeUndefined(),
  )

  it.each([
    ['CST', '+08:00', 'Asia/Shanghai'],
    ['EST', '-05:00', 'America/New_York'],
    ['EST', '-04:00', 'America/New_York'],
    ['Central European Standard Time', '+01:00', 'Europe/Paris'],
    ['China', '+08:00', 'Asia/Shanghai'],
    // Whether a city's own time or this offset all year is meant, nobody can say.
    ['Paris', '+02:00', undefined],
    ['IST', '+05:30', 'Asia/Kolkata'],
    ['CET', '+03:00', undefined],
    ['USA', '-05:00', undefined],
    ['nowhere', '+01:00', undefined],
    ['Paris', '+99:00', undefined],
  ])('%s with %s is %s', (name, offset, zone) => {
    expect(zoneWithOffset(name, offset)).toBe(zone)
  })

  it.each(['UTC-0', 'UTC+0', 'GMT-00:00', '+00:00'])('without an offset is UTC: %s', typed => {
    expect(findTimezone(typed)).toBe('UTC')
  })

  it.each(['UTC+15', 'UTC-14:01', '+15', 'UTC+123', 'UTC+2:60'])('has no such offset: %s', typed => {
    expect(readTimezone(typed)).toEqual({ kind: 'no offset' })
  })

  it('has only zones that Temporal knows behind each name', () => {
    const zones = [ABBREVIATIONS, CITIES, ZONE_NAMES].flatMap(names => [...names.values()])
    const all = [...zones, ...[...AMBIGUOUS.values()].flat()]
    expect(all.filter(zone => !isTimezone(zone))).toEqual([])
    const names = [ABBREVIATIONS, CITIES, ZONE_NAMES].flatMap(each => [...each.keys()])
    expect(names.filter(name => AMBIGUOUS.has(name))).toEqual([])
  })

  it('isn’t looked for in a long text', () => {
    expect(findTimezone(`paris${' '.repeat(75)}`)).toBe('Europe/Paris')
    expect(findTimezone(`paris${' '.repeat(76)}`)).toBeUndefined()
  })

  it('of a country is the only one, or one of a few to choose from', () => {
    expect(countryTimezones('japan')).toEqual(['Asia/Tokyo'])
    expect(countryTimezones('canada')).toHaveLength(5)
    expect(countryTimezones('atlantis')).toEqual([])
    // Former countries have the names of those that follow them.
    expect(countryTimezones('russia')[0]).toBe('Europe/Moscow')
    expect(countryTimezones('serbia')).toEqual(['Europe/Belgrade'])
  })

  it('is known to Temporal, or is not a zone', () => {
    expect(['Europe/Paris', 'UTC', '+14:00', '+15:00', 'Europe/Nowhere', 'IST'].map(isTimezone)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ])
  })
})

describe('suggested zones', () => {
  it.each([
    { typed: 'par', first: ['America/Paramaribo', 'Europe/Paris'] },
    { typed: 'cet', first: ['Europe/Paris'] },
    { typed: 'IST', first: ['Asia/Kolkata', 'Asia/Jerusalem', 'Europe/Dublin'] },
    { typed: 'mumb', first: ['Asia/Kolkata'] },
    { typed: 'pd', first: ['America/Los_Angeles'] },
    { typed: 'utc+2', first: ['+02:00'] },
    { typed: 'new y', first: ['America/New_York'] },
    { typed: ' New_Y ', first: ['America/New_York'] },
    { typed: 'lond', first: ['Europe/London'] },
    { typed: 'ut', first: ['UTC'] },
    // Names that contain the text come after those that begin with it.
    { typed: 'yor', first: ['America/New_York'] },
    { typed: 'ma', first: ['Africa/Malabo', 'Africa/Maputo'] },
    { typed: 'europe/par', first: ['Europe/Paris'] },
    { typed: '', first: ['UTC', 'Africa/Abidjan', 'Africa/Accra'] },
  ])('for $typed', ({ typed, first }) => {
    expect(suggestTimezones(typed, first.length)).toEqual(first)
  })

  it('are limited and unique, and empty if nothing matches', () => {
    const many = suggestTimezones('a', 25)
    expect(many).toHaveLength(25)
    expect(new Set(many).size).toBe(25)
    expect(suggestTimezones('par', 99).at(-1)).toBe('Europe/Paris')
    expect(suggestTimezones('nowhere', 9)).toEqual([])
  })
})

describe('a misspelt time zone', () => {
  it.each([
    ['Berln', 'Europe/Berlin'],
    ['europe/pariss', 'Europe/Paris'],
    ['New Yrok', 'America/New_York'],
    ['Munch', 'Munich (Europe/Berlin)'],
    ['Germny', 'Germany (Europe/Berlin)'],
    ['Indai', 'India (Asia/Kolkata)'],
  ])('%s is probably %s', (typed, text) => expect(nearestTimezone(typed)?.text).toBe(text))

  it.each(['someday', 'banana', 'constructor', 'xyz', '-', '', 'a'.repeat(1_000)])(
    'is not what %j looks like',
    typed => expect(nearestTimezone(typed)).toBeUndefined(),
  )
})
