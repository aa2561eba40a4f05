import { describe, expect, it } from 'vitest'
import { parseSchedule, scheduleText } from '../../../src/commands/channel/schedule-text.ts'
import { EVERY_DAY } from '../../../src/time/slots.ts'

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
    ['9:00 weekdays', 'on weekdays at 09:00 (UTC)'],
    ['9:00 weekly', 'on Mon at 09:00 (UTC)'],
    ['9:00 mon,thu', 'on Mon, Thu at 09:00 (UTC)'],
    ['9:00 mon, thu', 'on Mon, Thu at 09:00 (UTC)'],
    ['9:00 Mon-Wed Sun', 'on Mon, Tue, Wed, Sun at 09:00 (UTC)'],
    ['9:00 sat-mon', 'on Mon, Sat, Sun at 09:00 (UTC)'],
    ['9:00 on Tuesdays', 'on Tue at 09:00 (UTC)'],
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
    ['9:00 IST', 'every day at 09:00 (Asia/Kolkata)'],
    ['9:00 cst', 'every day at 09:00 (America/Chicago)'],
    ['9:00 Kolkata', 'every day at 09:00 (Asia/Kolkata)'],
    ['9:00 kyiv', 'every day at 09:00 (Europe/Kyiv)'],
    ['9:00 asia/tokyo', 'every day at 09:00 (Asia/Tokyo)'],
    ['9:00 utc+2', 'every day at 09:00 (+02:00)'],
    ['9:00 GMT-5:30', 'every day at 09:00 (-05:30)'],
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
    ['mon-mon', 'on Mon at 09:00 (UTC)'],
    ['sun, mon and wed', 'on Mon, Wed, Sun at 09:00 (UTC)'],
    ['9:00 09:00 tuesday', 'on Tue at 09:00 (UTC)'],
    ['mon tue wed thu fri sat sun', 'every day at 09:00 (UTC)'],
  ])('%s → %s', (text, expected) => expect(read(text)).toBe(expected))

  it.each([
    ['25:00', '“25:00” is no time of day'],
    ['13pm', '“13pm” is no time of day'],
    ['0am', '“0am” is no time of day'],
    ['24', '“24” is no time of day'],
    ['9:60', '“9:60” is no time of day'],
    ['9:00 mo', '“mo” is no time, day or time zone'],
    ['9:00 mon-', '“mon-” is no time, day or time zone'],
    ['9:00 mon-tue-wed', '“mon-tue-wed” is no time, day or time zone'],
    ['9:00 mon,banana', '“mon,banana” is no time, day or time zone'],
    ['9:75', '“9:75” is no time of day'],
    ['9:00 Atlantis', '“Atlantis” is no time, day or time zone'],
    ['9:00 10:00', 'it needs one time: 09:00 or 10:00?'],
    ['constructor', '“constructor” is no time, day or time zone'],
    ['9:00 toString', '“toString” is no time, day or time zone'],
    ['9:00 ACT', '“ACT” is no time, day or time zone'],
    ['9:00 Paris Berlin', '“Paris Berlin” is no time, day or time zone'],
    ['9:00 mon-banana', '“mon-banana” is no time, day or time zone'],
  ])('%s is refused with a reason', (text, problem) => expect(read(text)).toContain(problem))
})
