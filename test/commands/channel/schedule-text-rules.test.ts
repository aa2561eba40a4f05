import { describe, expect, it } from 'vitest'
import { parseSchedule, scheduleText } from '../../../src/commands/channel/schedule-text.ts'
import { EVERY_DAY, type Weekday } from '../../../src/time/slots.ts'
import { readTimeOfDay } from '../../../src/time/times-of-day.ts'

/** Each rule of the parser by itself: what is around a word, and which words there are. */
const read = (text: string, days: readonly Weekday[] = EVERY_DAY): string => {
  const parsed = parseSchedule(text, { time: '09:00', days, timezone: 'UTC' })
  return parsed.ok ? scheduleText(parsed.schedule) : parsed.problem
}

describe('what is around the words of a schedule', () => {
  it.each([
    ['9:00x', 'The time “9:00x” wasn’t understood.'],
    ['9:00 CST UTC+8 UTC+9', 'The time zone “CST UTC+8 UTC+9” wasn’t understood.'],
    ['9:00 sas', '“sas” is neither a day nor a time zone.'],
    ['x9:00', '“x9:00” isn’t a time, a day or a time zone.'],
    ['0830x', 'The time “0830x” wasn’t understood.'],
    ['x0830', '“x0830” isn’t a time, a day or a time zone.'],
    ['08300', 'The time “08300” wasn’t understood.'],
    ['8:300', 'The time “8:300” wasn’t understood.'],
    ['b2b', '“b2b” isn’t a time, a day or a time zone.'],
    ['112 noon', 'The time “112” wasn’t understood.'],
    ['12 noonish', 'The time “noonish” wasn’t understood.'],
    ['9 in evening', 'The time “evening” wasn’t understood.'],
    ['930 in the evening', 'The time “930” wasn’t understood.'],
    ['1:19 evening', 'The time “evening” wasn’t understood.'],
    ['xm-f 8', '“xm-f” is neither a day nor a time zone.'],
    ['17 days a week', 'The days “days week” weren’t understood.'],
    ['mon.fri', 'The days “mon.fri” weren’t understood.'],
    ['montofri', '“montofri” isn’t a time, a day or a time zone.'],
    ['xgmt+2', '“xgmt+2” isn’t a time, a day or a time zone.'],
    ['in 30 min', 'The time “in 30 min” wasn’t understood.'],
    ['within 2 h', 'The time “within 2 h” wasn’t understood.'],
    ['each 3 hrs', 'The time “each 3 hrs” wasn’t understood.'],
    ['every 30minutes', 'The time “every 30minutes” wasn’t understood.'],
    ['every 2 hours mon', 'The time “every 2 hours” wasn’t understood.'],
    ['every 2 hr', 'The time “every 2 hr” wasn’t understood.'],
    ['every 1 hour', 'The time “every 1 hour” wasn’t understood.'],
    ['each 1 minute', 'The time “each 1 minute” wasn’t understood.'],
    ['100830', 'The time “100830” wasn’t understood.'],
    ['083000', 'The time “083000” wasn’t understood.'],
    ['24 in the afternoon', 'The time “24” wasn’t understood.'],
    ['foo - bar', '“foo - bar” isn’t a time, a day or a time zone.'],
    ['mon - bar', 'The time “- bar” wasn’t understood.'],
    ['foo - mon', '“foo -” isn’t a time, a day or a time zone.'],
    ['9:00 ber lin', '“ber lin” is neither a day nor a time zone. Did you mean Europe/Berlin?'],
    ['9:00 foo-firday', '“foo-firday” is neither a day nor a time zone.'],
    ['9:00 banana/mon', 'The days “banana/mon” weren’t understood.'],
    ['9:00 thusday frixday', 'The days “thusday frixday” weren’t understood.'],
    ['9am new york someday', '“someday” is neither a day nor a time zone.'],
    ['9am someday Berlin sometime', '“someday” is neither a day nor a time zone.'],
    ['xfrom monday', '“xfrom” isn’t a time, a day or a time zone.'],
    ['fromage monday', '“fromage” isn’t a time, a day or a time zone.'],
  ])('isn’t ignored: %s', (text, problem) => expect(read(text)).toBe(problem))

  it.each([
    ['12noon', 'every day at 12:00 (UTC)'],
    ['12 midday', 'every day at 12:00 (UTC)'],
    ['8 :30', 'every day at 08:30 (UTC)'],
    ['8: 30', 'every day at 08:30 (UTC)'],
    ['7 oclock', 'every day at 07:00 (UTC)'],
    ['7 o clock', 'every day at 07:00 (UTC)'],
    ["7 o 'clock", 'every day at 07:00 (UTC)'],
    ['7o’clock', 'every day at 07:00 (UTC)'],
    ['6evening', 'every day at 18:00 (UTC)'],
    ['mon 6 in the evening', 'weekly on Mon at 18:00 (UTC)'],
    ['7 hours', 'every day at 07:00 (UTC)'],
    ['7 hrs', 'every day at 07:00 (UTC)'],
    ['7hr', 'every day at 07:00 (UTC)'],
    ['7 Uhr', 'every day at 07:00 (UTC)'],
    ['7 a m', 'every day at 07:00 (UTC)'],
    ['9 p.m', 'every day at 21:00 (UTC)'],
    ['9P.M.', 'every day at 21:00 (UTC)'],
    ['9:30 p. m.', 'every day at 21:30 (UTC)'],
    ['9h30 in the evening', 'every day at 21:30 (UTC)'],
    ['9.30 evening', 'every day at 21:30 (UTC)'],
    ['19:30 in the evening', 'every day at 19:30 (UTC)'],
    ['every single day 7', 'every day at 07:00 (UTC)'],
    ['all days', 'every day at 09:00 (UTC)'],
    ['each day 7', 'every day at 07:00 (UTC)'],
    ['seven days a week', 'every day at 09:00 (UTC)'],
    ['once per week', 'weekly on Mon at 09:00 (UTC)'],
    ['once every week', 'weekly on Mon at 09:00 (UTC)'],
    ['each week', 'weekly on Mon at 09:00 (UTC)'],
    ['business days', 'on weekdays at 09:00 (UTC)'],
    ['work day', 'on weekdays at 09:00 (UTC)'],
    ['week days', 'on weekdays at 09:00 (UTC)'],
    ['mon...fri', 'on weekdays at 09:00 (UTC)'],
    ['mon..fri', 'on weekdays at 09:00 (UTC)'],
    ['mon to fri', 'on weekdays at 09:00 (UTC)'],
    ['mon thru fri', 'on weekdays at 09:00 (UTC)'],
    ['mon till fri', 'on weekdays at 09:00 (UTC)'],
    ['mon until fri', 'on weekdays at 09:00 (UTC)'],
    ['tuesdays to thursdays', 'on Tue, Wed, Thu at 09:00 (UTC)'],
    ['mon UTC+2 to fri', 'on weekdays at 09:00 (+02:00)'],
    ['8:30=+2mon', 'weekly on Mon at 08:30 (+02:00)'],
    ['gmt +2', 'every day at 09:00 (+02:00)'],
    ['9:00 +02:00.', 'every day at 09:00 (+02:00)'],
    ['9:00 [weekdays]', 'on weekdays at 09:00 (UTC)'],
    ['9:00 ;mon', 'weekly on Mon at 09:00 (UTC)'],
    ['mon.=', 'weekly on Mon at 09:00 (UTC)'],
    ['9:00= mon', 'weekly on Mon at 09:00 (UTC)'],
    ['Thu.; 9:00', 'weekly on Thu at 09:00 (UTC)'],
    ['thurs/sat', 'on Thu, Sat at 09:00 (UTC)'],
    ['from mon-fri', 'on weekdays at 09:00 (UTC)'],
    ['mon -fri', 'on weekdays at 09:00 (UTC)'],
    ['mon- fri', 'on weekdays at 09:00 (UTC)'],
    ['(mon) (to) (fri)', 'on weekdays at 09:00 (UTC)'],
    ['9:00(mon)', 'weekly on Mon at 09:00 (UTC)'],
    ['mon&thu', 'on Mon, Thu at 09:00 (UTC)'],
    ['9:00 mon/ wed', 'on Mon, Wed at 09:00 (UTC)'],
    ['Tue. 9:00', 'weekly on Tue at 09:00 (UTC)'],
    ['Thur. 9:00', 'weekly on Thu at 09:00 (UTC)'],
    ['Thur.-Sat.', 'on Thu, Fri, Sat at 09:00 (UTC)'],
    ['Tue.-Thur.', 'on Tue, Wed, Thu at 09:00 (UTC)'],
    ['from Paris 9:00', 'every day at 09:00 (Europe/Paris)'],
    ['9:00 please only mon', 'weekly on Mon at 09:00 (UTC)'],
  ])('can be written in many ways: %s', (text, expected) => expect(read(text)).toBe(expected))

  it.each([
    ['morning', '1 2 3 4 5 6 7 8 9 10 11 12', '0 13 14 23 24'],
    ['afternoon', '1 2 3 4 5 6 12 13 14 15 16 17 18', '0 7 11 19 24'],
    ['evening', '4 5 6 7 8 9 10 11 16 17 18 19 20 21 22 23', '0 3 12 15 24'],
    ['night', '1 2 3 4 5 7 8 9 10 11 12 19 20 21 22 23', '0 6 13 18 24'],
  ])('the %s has the hours %s, but not %s', (part, has, hasNot) => {
    const readAll = (hours: string) =>
      hours.split(' ').map(hour => readTimeOfDay(`${hour} in the ${part}`) !== undefined)
    expect(readAll(has)).not.toContain(false)
    expect(readAll(hasNot)).not.toContain(true)
  })

  it.each([
    ['1 in the morning', '01:00'],
    ['11 in the morning', '11:00'],
    ['1 in the afternoon', '13:00'],
    ['5 at night', '05:00'],
    ['7 at night', '19:00'],
    ['at  9', '09:00'],
    ['AT 9', '09:00'],
    ['9:30  pm', '21:30'],
    ['1at 2', undefined],
  ])('%s is %s', (text, time) => expect(readTimeOfDay(text)).toBe(time))

  it('sets every day where the channel had others', () => {
    expect(read('every day', [5])).toBe('every day at 09:00 (UTC)')
    expect(read('all days 8:00', [1, 2])).toBe('every day at 08:00 (UTC)')
  })

  it.each([
    'noonish',
    'midnightish',
    'hour',
    'hours',
    'minute',
    'minutes',
    'min',
    'mins',
    'oclock',
    'o’clock',
    'ten',
  ])('%s is about the time', word =>
    expect(read(word)).toBe(`The time “${word.replace('’', "'")}” wasn’t understood.`),
  )

  it.each([
    'week',
    'weeks',
    'month',
    'months',
    'fortnight',
    'fortnightly',
    'bi-weekly',
    'holiday',
    'holidays',
    'mo',
  ])('%s is about the days', word => expect(read(word)).toBe(`The days “${word}” weren’t understood.`))

  it('takes a word for a misspelt day by its beginning and end', () => {
    expect(read('9:00 frixxday')).toBe('The days “frixxday” weren’t understood. Did you mean friday?')
  })
})

describe('a schedule that says nothing', () => {
  it.each(['', '/', '//', '.', ',', 'please', 'at', 'every', 'from to', 'to', 'and please', '( )', ';'])(
    'is refused: %j',
    text => expect(read(text)).toBe(`“${text}” isn’t a time, a day or a time zone.`),
  )

  it('is told from one with a part that isn’t understood', () => {
    const isEmpty = (text: string): boolean => {
      const parsed = parseSchedule(text, { time: '09:00', days: EVERY_DAY, timezone: 'UTC' })
      return !parsed.ok && parsed.isEmpty === true
    }
    expect(['/', 'please', 'banana', '25:00', 'mon to'].filter(isEmpty)).toEqual(['/', 'please'])
  })

  it.each([
    ['/ 9:30', 'every day at 09:30 (UTC)'],
    ['mon / thu', 'on Mon, Thu at 09:00 (UTC)'],
    ['please 9:30', 'every day at 09:30 (UTC)'],
    ['9:30 please', 'every day at 09:30 (UTC)'],
    ['weekly please', 'weekly on Mon at 09:00 (UTC)'],
    ['in Paris', 'every day at 09:00 (Europe/Paris)'],
    ['please, UTC+2', 'every day at 09:00 (+02:00)'],
  ])('is another than %s', (text, expected) => expect(read(text)).toBe(expected))
})

describe('a schedule that ends too soon', () => {
  it.each([
    ['mon to', 'The days “mon to” weren’t understood.'],
    ['9:30 mon to', 'The days “mon to” weren’t understood.'],
    ['mon to 9:30', 'The days “mon to” weren’t understood.'],
    ['9:30 to mon', 'The time “9:30 to” wasn’t understood.'],
    ['mon to to fri', 'The days “mon to” weren’t understood.'],
    ['mon to, fri', 'The days “mon to” weren’t understood.'],
    ['weekdays to sat', 'The days “weekdays to” weren’t understood.'],
    ['weekly to', 'The days “weekly to” weren’t understood.'],
    ['mon-fri TO', 'The days “mon-fri TO” weren’t understood.'],
    ['9:30 to', 'The time “9:30 to” wasn’t understood.'],
    ['from 9:30 to', 'The time “9:30 to” wasn’t understood.'],
    ['noon to Paris', 'The time “noon to” wasn’t understood.'],
    ['Paris to', 'The time zone “Paris to” wasn’t understood.'],
    ['to Paris to', 'The time zone “Paris to” wasn’t understood.'],
    ['mon and', 'The days “mon and” weren’t understood.'],
    ['mon and,', 'The days “mon and” weren’t understood.'],
    ['9:30 to 9:30', 'The time “9:30 to” wasn’t understood.'],
    ['mon, thu and', 'The days “thu and” weren’t understood.'],
    ['mon and on', 'The days “mon and on” weren’t understood.'],
    ['mon please to', 'The days “mon please to” weren’t understood.'],
    ['9:30 at', 'The time “9:30 at” wasn’t understood.'],
    ['mon at', 'The days “mon at” weren’t understood.'],
    ['9:30 on', 'The time “9:30 on” wasn’t understood.'],
    ['9:30 in', 'The time “9:30 in” wasn’t understood.'],
    ['9:30 every', 'The time “9:30 every” wasn’t understood.'],
    ['9:30 for', 'The time “9:30 for” wasn’t understood.'],
    ['mon from', 'The days “mon from” weren’t understood.'],
    ['banana to', '“banana” isn’t a time, a day or a time zone.'],
    ['9:30 to 17:30', 'A channel gets one digest a day. Which time: 09:30 or 17:30?'],
    ['9:30 to noon', 'A channel gets one digest a day. Which time: 09:30 or 12:00?'],
  ])('is refused with the part: %s', (text, problem) => expect(read(text)).toBe(problem))

  it.each([
    ['to 9:30', 'every day at 09:30 (UTC)'],
    ['to mon', 'weekly on Mon at 09:00 (UTC)'],
    ['please to mon', 'weekly on Mon at 09:00 (UTC)'],
    ['mon, thu 9:30 each', 'on Mon, Thu at 09:30 (UTC)'],
    ['mon only', 'weekly on Mon at 09:00 (UTC)'],
    ['mon and at 9:30', 'weekly on Mon at 09:30 (UTC)'],
    ['9:30 London', 'every day at 09:30 (Europe/London)'],
    ['9:30 India', 'every day at 09:30 (Asia/Kolkata)'],
    ['mon, 9:30,', 'weekly on Mon at 09:30 (UTC)'],
  ])('is another than %s', (text, expected) => expect(read(text)).toBe(expected))
})

describe('UTC with a number', () => {
  const choices = (text: string) => {
    const parsed = parseSchedule(text, { time: '09:00', days: EVERY_DAY, timezone: 'Europe/Paris' })
    if (parsed.ok) throw new Error(scheduleText(parsed.schedule))
    return [
      parsed.problem,
      ...(parsed.choices ?? []).flatMap(each => [each.label, scheduleText(each.schedule)]),
    ]
  }

  it.each([
    ['utc 5', '05:00', '+05:00'],
    ['GMT 2', '02:00', '+02:00'],
    ['utc5', '05:00', '+05:00'],
    ['utc: 5', '05:00', '+05:00'],
    ['utc=5', '05:00', '+05:00'],
    ['utc 05:30', '05:30', '+05:30'],
    ['gmt 0530', '05:30', '+05:30'],
    ['UTC 14', '14:00', '+14:00'],
    ['utc 5.', '05:00', '+05:00'],
  ])('is a time or an offset: %s', (text, time, offset) => {
    const number = text.replace(/[^\d:]|:(?!\d)/g, '')
    const zone = text.slice(0, 3).toUpperCase()
    expect(choices(text)).toEqual([
      `“${text.replace(/\.$/, '')}” can mean ${time} UTC or ${zone}+${number}. Which one?`,
      `${time} UTC`,
      `every day at ${time} (UTC)`,
      `${zone}+${number}`,
      `every day at 09:00 (${offset})`,
    ])
  })

  it('keeps what else is said', () => {
    expect(choices('utc 5. mon').filter((_, index) => index % 2 === 0)).toEqual([
      '“utc 5” can mean 05:00 UTC or UTC+5. Which one?',
      'weekly on Mon at 05:00 (UTC)',
      'weekly on Mon at 09:00 (+05:00)',
    ])
  })

  it('is an offset where there is a time', () => {
    expect(choices('9:30 mon utc 5')).toEqual([
      '“utc 5” isn’t a time zone. Did you mean UTC+5?',
      'UTC+5',
      'weekly on Mon at 09:30 (+05:00)',
    ])
  })

  it.each([
    ['UTC 15', 'every day at 15:00 (UTC)'],
    ['UTC 17:30', 'every day at 17:30 (UTC)'],
    ['UTC 9:00', 'every day at 09:00 (UTC)'],
    ['UTC 0900', 'every day at 09:00 (UTC)'],
    ['UTC 9am', 'every day at 09:00 (UTC)'],
    ['UTC 5 am', 'every day at 05:00 (UTC)'],
    ['UTC 5.30', 'every day at 05:30 (UTC)'],
    ['UTC 5h', 'every day at 05:00 (UTC)'],
    ['UTC at 5', 'every day at 05:00 (UTC)'],
    ['UTC, 5', 'every day at 05:00 (UTC)'],
    ['5 UTC', 'every day at 05:00 (UTC)'],
    ['UTC 5:00:00', 'every day at 05:00 (UTC)'],
    ['Etc/GMT 5', 'every day at 05:00 (Etc/GMT)'],
    ['CET 5', 'every day at 05:00 (Europe/Paris)'],
  ])('is clear in %s', (text, expected) => expect(read(text)).toBe(expected))

  it.each([
    ['xutc 5', '“xutc” is neither a day nor a time zone.'],
    ['utc 5-6', 'The time “5-6” wasn’t understood.'],
    ['utc 5 banana', '“banana” isn’t a time, a day or a time zone.'],
    ['utc 5 gmt 3', 'The time zone “utc+5 gmt+3” wasn’t understood.'],
    ['utc 5 Paris', 'The time zone “Paris utc+5” wasn’t understood.'],
    ['+2 utc 5', 'The time zone “utc+5 +2” wasn’t understood.'],
    ['utc 5 +2', 'The time zone “utc+5 +2” wasn’t understood.'],
  ])('leaves other problems: %s', (text, problem) => expect(choices(text)).toEqual([problem]))
})

describe('words that a schedule doesn’t have', () => {
  const unknown = (words: string): string => `“${words}” is neither a day nor a time zone.`

  it.each([
    ['a b c d e weekdys', `${unknown('weekdys')} Did you mean weekdays?`],
    ['a b c d e f weekdys', unknown('a b c d e f weekdys')],
    ['a b c d e Berlin', unknown('a b c d e')],
    ['a b c d e f Berlin', unknown('a b c d e f Berlin')],
  ])('are a text where there are more than six: %s', (text, problem) =>
    expect(read(`9:00 ${text}`)).toBe(problem),
  )

  it('leave zones to choose from where there are several', () => {
    const parsed = parseSchedule('8:15 mon IST', { time: '09:00', days: EVERY_DAY, timezone: 'UTC' })
    if (parsed.ok) throw new Error(scheduleText(parsed.schedule))
    expect(parsed.choices).toEqual(
      ['Asia/Kolkata', 'Asia/Jerusalem', 'Europe/Dublin'].map(timezone => ({
        label: timezone,
        schedule: { time: '08:15', days: [1], timezone },
      })),
    )
  })
})
