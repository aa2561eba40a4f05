import { describe, expect, it } from 'vitest'
import { parseSchedule, scheduleText } from '../../../src/commands/channel/schedule-text.ts'
import { EVERY_DAY } from '../../../src/time/slots.ts'
import { readTimeOfDay } from '../../../src/time/times-of-day.ts'

const current = { time: '09:00', days: EVERY_DAY, timezone: 'UTC' }
const read = (text: string): string => {
  const parsed = parseSchedule(text, current)
  return parsed.ok ? scheduleText(parsed.schedule) : parsed.problem
}

describe('a schedule as people type it', () => {
  it.each([
    ['9:00', 'every day at 09:00 (UTC)'],
    ['9am', 'every day at 09:00 (UTC)'],
    ['12am', 'every day at 00:00 (UTC)'],
    ['5:30 pm', 'every day at 17:30 (UTC)'],
    ['17.30', 'every day at 17:30 (UTC)'],
    ['8h30', 'every day at 08:30 (UTC)'],
    ['21:30h', 'every day at 21:30 (UTC)'],
    ['09.00 Uhr', 'every day at 09:00 (UTC)'],
    ['9 Uhr 30', 'every day at 09:30 (UTC)'],
    ['9 h 30 weekdays', 'on weekdays at 09:30 (UTC)'],
    ['9 h 30 min', 'every day at 09:30 (UTC)'],
    ['21h 30min', 'every day at 21:30 (UTC)'],
    ['09:00Z', 'every day at 09:00 (UTC)'],
    ['9:00+02:00', 'every day at 09:00 (+02:00)'],
    ['٩:٣٠', 'every day at 09:30 (UTC)'],
    ['९:३०', 'every day at 09:30 (UTC)'],
    ['9:00 UTC+٥:٣٠', 'every day at 09:00 (+05:30)'],
    ['9:00-10:00', 'The time “9:00-10:00” wasn’t understood.'],
    ['half past nine', 'The time “half past nine” wasn’t understood.'],
    ['9:00 weekdays', 'on weekdays at 09:00 (UTC)'],
    ['9:00 weekly', 'weekly on Mon at 09:00 (UTC)'],
    ['monday Weekly', 'weekly on Mon at 09:00 (UTC)'],
    ['weekly friday 17:00', 'weekly on Fri at 17:00 (UTC)'],
    ['every week on sunday', 'weekly on Sun at 09:00 (UTC)'],
    ['once a week', 'weekly on Mon at 09:00 (UTC)'],
    ['9:00 mon,thu', 'on Mon, Thu at 09:00 (UTC)'],
    ['9:00 mon, thu', 'on Mon, Thu at 09:00 (UTC)'],
    ['9:00 Mon-Wed Sun', 'on Mon, Tue, Wed, Sun at 09:00 (UTC)'],
    ['9:00 sat-mon', 'on Mon, Sat, Sun at 09:00 (UTC)'],
    ['9:00 on Tuesdays', 'weekly on Tue at 09:00 (UTC)'],
    ['8:15 weekdays Europe/Paris', 'on weekdays at 08:15 (Europe/Paris)'],
    ['8:15 paris', 'every day at 08:15 (Europe/Paris)'],
    ['8:15 CET', 'every day at 08:15 (Europe/Paris)'],
    ['new york 7am', 'every day at 07:00 (America/New_York)'],
    ['7:00 Asia/Kolkata', 'every day at 07:00 (Asia/Kolkata)'],
    ['7:00 +05:30', 'every day at 07:00 (+05:30)'],
    ['weekdays', 'on weekdays at 09:00 (UTC)'],
    ['noon every day', 'every day at 12:00 (UTC)'],
    ['9 a.m. mon–fri', 'on weekdays at 09:00 (UTC)'],
    ['every weekday at 8:00', 'on weekdays at 08:00 (UTC)'],
    ['on weekdays at 09:00 (Europe/Paris)', 'on weekdays at 09:00 (Europe/Paris)'],
    ['9:00 cdt', 'every day at 09:00 (America/Chicago)'],
    ['9:00 Kolkata', 'every day at 09:00 (Asia/Kolkata)'],
    ['9:00 kyiv', 'every day at 09:00 (Europe/Kyiv)'],
    ['9:00 asia/tokyo', 'every day at 09:00 (Asia/Tokyo)'],
    ['9:00 utc+2', 'every day at 09:00 (+02:00)'],
    ['9:00 GMT-5:30', 'every day at 09:00 (-05:30)'],
    ['9:00 GMT+0100 (Central European Standard Time)', 'every day at 09:00 (Europe/Paris)'],
    ['9:00 EST (UTC-5)', 'every day at 09:00 (America/New_York)'],
    ['9:00 CST UTC+8', 'every day at 09:00 (Asia/Shanghai)'],
    ['9:00 Paris UTC+5', 'The time zone “Paris UTC+5” wasn’t understood.'],
    ['9:00 San Francisco, CA, USA', 'every day at 09:00 (America/Los_Angeles)'],
    ['9:00 AM PARIS!!!', 'every day at 09:00 (Europe/Paris)'],
    ['9:00 | weekdays | Paris', 'on weekdays at 09:00 (Europe/Paris)'],
    ['<9:00> [weekdays] [Paris]', 'on weekdays at 09:00 (Europe/Paris)'],
    ['the digest for 9am, weekdays', 'on weekdays at 09:00 (UTC)'],
    ['9 sharp', 'every day at 09:00 (UTC)'],
    ['0 9 * * *', '“* * *” is neither a day nor a time zone.'],
    ['20 Nov 9am', '“Nov” is neither a day nor a time zone.'],
    ['9am minus 8', '“minus” is neither a day nor a time zone.'],
    ['9:00 mo-fr', 'The days “mo-fr” weren’t understood.'],
    ['0', 'every day at 00:00 (UTC)'],
    ['23:59', 'every day at 23:59 (UTC)'],
    ['1am', 'every day at 01:00 (UTC)'],
    ['12PM', 'every day at 12:00 (UTC)'],
    ['9h', 'every day at 09:00 (UTC)'],
    ['MIDNIGHT', 'every day at 00:00 (UTC)'],
    ['7:00 everyday', 'every day at 07:00 (UTC)'],
    ['workdays 7:00', 'on weekdays at 07:00 (UTC)'],
    ['weekend', 'on Sat, Sun at 09:00 (UTC)'],
    ['weekends', 'on Sat, Sun at 09:00 (UTC)'],
    ['Weekday', 'on weekdays at 09:00 (UTC)'],
    ['mon-mon', 'weekly on Mon at 09:00 (UTC)'],
    ['sun, mon and wed', 'on Mon, Wed, Sun at 09:00 (UTC)'],
    ['9:00 09:00 tuesday', 'weekly on Tue at 09:00 (UTC)'],
    ['mon tue wed thu fri sat sun', 'every day at 09:00 (UTC)'],
    ['8:00 weekdays, Europe/Paris', 'on weekdays at 08:00 (Europe/Paris)'],
    ['8:00 mon - fri', 'on weekdays at 08:00 (UTC)'],
    ['8:00 monday to friday', 'on weekdays at 08:00 (UTC)'],
    ['from Monday through Thursday at 8', 'on Mon, Tue, Wed, Thu at 08:00 (UTC)'],
    ['8:00 Mon/Wed/Fri', 'on Mon, Wed, Fri at 08:00 (UTC)'],
    ['8 MWF', 'on Mon, Wed, Fri at 08:00 (UTC)'],
    ['8 m-f', 'on weekdays at 08:00 (UTC)'],
    ['8:00 mon & thu; sat', 'on Mon, Thu, Sat at 08:00 (UTC)'],
    ['8:00 Tues, Thurs', 'on Tue, Thu at 08:00 (UTC)'],
    ['8:00 each working day', 'on weekdays at 08:00 (UTC)'],
    ['8:00 7 days a week', 'every day at 08:00 (UTC)'],
    ['every Monday and every Thursday at 8', 'on Mon, Thu at 08:00 (UTC)'],
    ['8:00 UTC\u22125', 'every day at 08:00 (-05:00)'],
    ['8:00 UTC - 5', 'every day at 08:00 (-05:00)'],
    ['8:00 UTC +2.', 'every day at 08:00 (+02:00)'],
    ['8:00 GMT+1 fri\u2013mon', 'on Mon, Fri, Sat, Sun at 08:00 (+01:00)'],
    ['8:00 mon-fri -05:00', 'on weekdays at 08:00 (-05:00)'],
    ['8:00 UTC+14', 'every day at 08:00 (+14:00)'],
    ['8:00 Pacific Time', 'every day at 08:00 (America/Los_Angeles)'],
    ['8:00 Mumbai', 'every day at 08:00 (Asia/Kolkata)'],
    ['8:00 Mon, Thu, Paris, France', 'on Mon, Thu at 08:00 (Europe/Paris)'],
    ['8:00 timezone: Paris', 'every day at 08:00 (Europe/Paris)'],
    ['12 noon', 'every day at 12:00 (UTC)'],
    ['12 midnight', 'every day at 00:00 (UTC)'],
    ['midday', 'every day at 12:00 (UTC)'],
    ['9.30am', 'every day at 09:30 (UTC)'],
    ['21h', 'every day at 21:00 (UTC)'],
    ['9 o’clock', 'every day at 09:00 (UTC)'],
    ["9 o'clock pm", 'every day at 21:00 (UTC)'],
    ['0830', 'every day at 08:30 (UTC)'],
    ['1730h', 'every day at 17:30 (UTC)'],
    ['8:00:00', 'every day at 08:00 (UTC)'],
    ['8 : 30', 'every day at 08:30 (UTC)'],
    ['6 in the evening', 'every day at 18:00 (UTC)'],
    ['from monday to friday 9:00', 'on weekdays at 09:00 (UTC)'],
    ['every 9:00', 'every day at 09:00 (UTC)'],
    ['6 in the morning', 'every day at 06:00 (UTC)'],
    ['10 at night', 'every day at 22:00 (UTC)'],
    ['12 at night', 'every day at 00:00 (UTC)'],
    ['2 at night', 'every day at 02:00 (UTC)'],
    ['12:30 at night', 'every day at 00:30 (UTC)'],
    ['9:30 in the evening', 'every day at 21:30 (UTC)'],
    ['20:00 in the evening', 'every day at 20:00 (UTC)'],
    ['15 in the afternoon mon', 'weekly on Mon at 15:00 (UTC)'],
    ['12 in the afternoon', 'every day at 12:00 (UTC)'],
    ['12 in the morning', 'every day at 00:00 (UTC)'],
    ['9:00, Mon. - Fri., Paris', 'on weekdays at 09:00 (Europe/Paris)'],
    ['9:00 Tues.,Thurs.', 'on Tue, Thu at 09:00 (UTC)'],
    ['"9:00" `weekdays`', 'on weekdays at 09:00 (UTC)'],
  ])('%s → %s', (text, expected) => expect(read(text)).toBe(expected))

  it.each([
    ['-9:00', 'The time “-9:00” wasn’t understood'],
    ['– 9:00', '“-” is neither a day nor a time zone.'],
    ['+2 weekdays', 'The time “+2” wasn’t understood'],
    ['9:00 +5.5', 'There is no time zone “+5.5”. Offsets go from UTC-14 to UTC+14'],
    ['25:00', 'The time “25:00” wasn’t understood'],
    ['13pm', 'The time “13pm” wasn’t understood'],
    ['0am', 'The time “0am” wasn’t understood'],
    ['24', 'The time “24” wasn’t understood'],
    ['9:60', 'The time “9:60” wasn’t understood'],
    ['9:75', 'The time “9:75” wasn’t understood'],
    ['9:0', 'The time “9:0” wasn’t understood'],
    ['2460', 'The time “2460” wasn’t understood'],
    ['9-17', 'The time “9-17” wasn’t understood'],
    ['every 2 hours', 'The time “every 2 hours” wasn’t understood'],
    ['in 2h Paris', 'The time “in 2h” wasn’t understood'],
    ['15 minutes', 'The time “minutes” wasn’t understood'],
    ['9:00 from monday', 'The days “from monday” weren’t understood'],
    ['from Fri at 9:00', 'The days “from Fri” weren’t understood'],
    ['9:00 until friday', 'The days “until” weren’t understood'],
    ['9:00 next monday', 'The days “next” weren’t understood'],
    ['half past 9', 'The time “half past” wasn’t understood'],
    ['12 in the evening', 'The time “evening” wasn’t understood'],
    ['6 at night', 'The time “night” wasn’t understood'],
    ['10 in the afternoon', 'The time “afternoon” wasn’t understood'],
    ['9:00 in the evening at night', 'The time “night” wasn’t understood'],
    ['nine', 'The time “nine” wasn’t understood'],
    ['9:00 mo', 'The days “mo” weren’t understood'],
    ['9:00 mon-', 'The days “mon-” weren’t understood'],
    ['9:00 mon-tue-wed', 'The days “mon-tue-wed” weren’t understood'],
    ['9:00 mon-banana', 'The days “mon-banana” weren’t understood'],
    ['9:00 mon/banana', 'The days “mon/banana” weren’t understood'],
    ['9:00 every other day', 'The days “other day” weren’t understood'],
    ['9:00 biweekly', 'The days “biweekly” weren’t understood'],
    ['9:00 every day except friday', 'The days “except” weren’t understood'],
    ['9:00 not on weekends', 'The days “not” weren’t understood'],
    ['9:00 mon,banana', '“banana” is neither a day nor a time zone.'],
    ['9:00 Atlantis', '“Atlantis” is neither a day nor a time zone.'],
    ['constructor', '“constructor” isn’t a time, a day or a time zone.'],
    ['9:00 toString', '“toString” is neither a day nor a time zone.'],
    ['9:00 ACT', '“ACT” is neither a day nor a time zone.'],
    ['9:00 Paris Berlin', 'The time zone “Paris Berlin” wasn’t understood'],
    ['9:00 Paris UTC+1', 'The time zone “Paris UTC+1” wasn’t understood'],
    ['9:00 CET+1', '“CET+1” is neither a day nor a time zone.'],
    ['9:00 UTC+15', 'There is no time zone “UTC+15”. Offsets go from UTC-14 to UTC+14'],
    ['9:00 UTC-14:01', 'There is no time zone “UTC-14:01”. Offsets go from UTC-14 to UTC+14'],
    ['9:00 UTC+123', 'There is no time zone “UTC+123”. Offsets go from UTC-14 to UTC+14'],
    ['9:00 +15:00', 'There is no time zone “+15:00”. Offsets go from UTC-14 to UTC+14'],
    ['9:00 UTC+5:75', 'There is no time zone “UTC+5:75”. Offsets go from UTC-14 to UTC+14'],
    ['9:00 10:00', 'A channel gets one digest a day. Which time: 09:00 or 10:00?'],
    ['9:00 to 17:00', 'A channel gets one digest a day. Which time: 09:00 or 17:00?'],
    ['9:00 IST', '“IST” can mean Asia/Kolkata, Asia/Jerusalem or Europe/Dublin'],
    ['9:00 Cambridge', '“Cambridge” can mean Europe/London or America/New_York'],
  ])('%s is refused with a reason', (text, problem) => expect(read(text)).toContain(problem))
})

describe('words that are nothing in a schedule', () => {
  it.each<[string, string, string?]>([
    ['9:00 someday', '“someday” is neither a day nor a time zone.'],
    ['9am someday Berlin', '“someday” is neither a day nor a time zone.'],
    ['9am Berlin someday', '“someday” is neither a day nor a time zone.'],
    ['9am someday UTC+1', '“someday” is neither a day nor a time zone.'],
    ['someday soon', '“someday soon” isn’t a time, a day or a time zone.'],
    ['9:00 until friday Paris', 'The days “until” weren’t understood.'],
    ['half past 9 Paris', 'The time “half past” wasn’t understood.'],
    [
      '9:00 weekdys',
      '“weekdys” is neither a day nor a time zone. Did you mean weekdays?',
      'on weekdays at 09:00 (UTC)',
    ],
    [
      '17:00 Wendesday, Paris',
      '“Wendesday” is neither a day nor a time zone. Did you mean wednesday?',
      'weekly on Wed at 17:00 (Europe/Paris)',
    ],
    [
      'tuseday,friday',
      '“tuseday” isn’t a time, a day or a time zone. Did you mean tuesday?',
      'on Tue, Fri at 09:00 (UTC)',
    ],
    [
      '9:00 Berln weekdays',
      '“Berln” is neither a day nor a time zone. Did you mean Europe/Berlin?',
      'on weekdays at 09:00 (Europe/Berlin)',
    ],
    [
      '9:00 new yrok',
      '“new yrok” is neither a day nor a time zone. Did you mean America/New_York?',
      'every day at 09:00 (America/New_York)',
    ],
    [
      '9:00 Germny',
      '“Germny” is neither a day nor a time zone. Did you mean Germany (Europe/Berlin)?',
      'every day at 09:00 (Europe/Berlin)',
    ],
    [
      'middday Paris',
      '“middday” isn’t a time, a day or a time zone. Did you mean midday?',
      'every day at 12:00 (Europe/Paris)',
    ],
    [
      '9:00 thusday',
      'The days “thusday” weren’t understood. Did you mean thursday?',
      'weekly on Thu at 09:00 (UTC)',
    ],
    [
      '9:00 mon-firday',
      'The days “mon-firday” weren’t understood. Did you mean mon-friday?',
      'on weekdays at 09:00 (UTC)',
    ],
    [
      '9:00 mon/firday',
      'The days “mon/firday” weren’t understood. Did you mean mon/friday?',
      'on Mon, Fri at 09:00 (UTC)',
    ],
    ['9:00 weekdys Berln', '“weekdys” is neither a day nor a time zone. Did you mean weekdays?'],
    ['9:00 daily dialy paris berlin', '“dialy” is neither a day nor a time zone. Did you mean daily?'],
  ])('%s', (text, problem, choice) => {
    const parsed = parseSchedule(text, current)
    if (parsed.ok) throw new Error(scheduleText(parsed.schedule))
    expect(parsed.problem).toBe(problem)
    expect(parsed.choices?.map(({ schedule }) => scheduleText(schedule))).toEqual(choice && [choice])
  })

  it('stay on the day that a weekly channel has', () => {
    const parsed = parseSchedule('8:00 weekly', { ...current, days: [5] })
    expect(parsed.ok && scheduleText(parsed.schedule)).toBe('weekly on Fri at 08:00 (UTC)')
  })

  it('are asked about where a weekly digest would have several', () => {
    const parsed = parseSchedule('8:00 weekly mon,thu', current)
    if (parsed.ok) throw new Error(scheduleText(parsed.schedule))
    expect(parsed.problem).toBe('A weekly digest comes on one day. Which one: Mon or Thu?')
    expect(parsed.choices?.map(({ label, schedule }) => [label, scheduleText(schedule)])).toEqual([
      ['weekly on Mon', 'weekly on Mon at 08:00 (UTC)'],
      ['weekly on Thu', 'weekly on Thu at 08:00 (UTC)'],
    ])
  })

  it('are named whole where there are many, in no time', () => {
    const words = 'lorem '.repeat(150).trim()
    expect(read(`9:00 ${words}`)).toBe(`“${words}” is neither a day nor a time zone.`)
  })
})

describe('a time of day by itself', () => {
  it.each([
    ['9:30 pm', '21:30'],
    [' at 9 o’clock ', '09:00'],
    ['NOON', '12:00'],
    ['25:00', undefined],
    ['', undefined],
    ['9:00 mon', undefined],
  ])('%j is %s', (typed, time) => expect(readTimeOfDay(typed)).toBe(time))
})
