import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type CoveredDays,
  coveredDays,
  daysBackOf,
  firstDayOf,
  upToNow,
} from '../../src/digests/covered-days.ts'
import { addDays, dayAt } from '../../src/time/days.ts'
import { EVERY_DAY, isWeekly, latestSlot, nextSlot, type Weekday } from '../../src/time/slots.ts'
import { lengthOf } from '../../src/time/spans.ts'

const SETTINGS = { daysBack: 3, maxDaysBack: 8 }
const monday = (timezone = 'UTC', time = '09:00') => ({ time, timezone, days: [1] as Weekday[] })

/** The days of the edition of a schedule's latest slot. */
const daysAt = (now: string, schedule = monday()): CoveredDays =>
  coveredDays(schedule, latestSlot(schedule, Date.parse(now)), SETTINGS)

describe('an edition that isn’t weekly', () => {
  it.each<[what: string, days: readonly Weekday[], now: string, max: number, back: number]>([
    ['a daily channel', EVERY_DAY, '2026-11-23T09:00Z', 8, 3],
    ['one of Mondays and Fridays, on a Friday', [1, 5], '2026-11-27T09:00Z', 8, 4],
    ['one of Mondays and Fridays, on a Monday', [1, 5], '2026-11-23T09:00Z', 8, 3],
    ['one of Mondays and Tuesdays, on a Monday', [1, 2], '2026-11-23T09:00Z', 8, 6],
    ['one with six days between, which summer time made an hour longer', [1, 2], '2026-10-26T09:00Z', 8, 7],
    ['one with six days between, where that is too far', [1, 2], '2026-11-23T09:00Z', 5, 5],
  ])('has papers since the slot before it: %s', (_what, days, now, maxDaysBack, daysBack) => {
    const schedule = { time: '09:00', timezone: 'Europe/Paris', days }
    const slotAt = latestSlot(schedule, Date.parse(now))
    const covered = coveredDays(schedule, slotAt, { daysBack: 3, maxDaysBack })
    expect(covered).toEqual({ kind: 'recent', daysBack })
    expect(upToNow(covered, '2026-11-23')).toEqual(covered)
    expect(firstDayOf(covered, '2026-11-23')).toBe(addDays('2026-11-23', -daysBack))
    expect(daysBackOf(covered, '2026-11-23')).toBe(daysBack)
  })
})

describe('a weekly edition', () => {
  it.each([
    ['in UTC', monday(), '2026-11-23T09:00Z', '2026-11-16', '2026-11-22'],
    ['two days late', monday(), '2026-11-25T20:00Z', '2026-11-16', '2026-11-22'],
    ['a minute before the slot', monday(), '2026-11-23T08:59Z', '2026-11-09', '2026-11-15'],
    ['on the farthest island', monday('Pacific/Kiritimati'), '2026-11-22T19:00Z', '2026-11-16', '2026-11-22'],
    [
      'late on a Monday in Los Angeles',
      monday('America/Los_Angeles', '23:00'),
      '2026-11-24T07:00Z',
      '2026-11-16',
      '2026-11-22',
    ],
    [
      'after a night of 25 hours',
      monday('Europe/Paris', '00:30'),
      '2026-10-26T00:00Z',
      '2026-10-19',
      '2026-10-25',
    ],
    ['over the end of a year', monday(), '2027-01-04T09:00Z', '2026-12-28', '2027-01-03'],
  ])('has the seven days before that of its slot: %s', (_what, schedule, now, from, to) => {
    expect(daysAt(now, schedule)).toMatchObject({ kind: 'week', span: { from, to } })
  })

  it('has each day once, in any zone, at any time and over summer time', () => {
    fc.assert(
      fc.property(
        fc.record({
          timezone: fc.constantFrom(
            'UTC',
            'Europe/Paris',
            'America/New_York',
            'Pacific/Kiritimati',
            'Pacific/Pago_Pago',
            'Australia/Lord_Howe',
            'Asia/Kolkata',
          ),
          hour: fc.integer({ min: 0, max: 23 }),
          minute: fc.integer({ min: 0, max: 59 }),
          day: fc.constantFrom(...EVERY_DAY),
          from: fc.integer({ min: Date.parse('2020-01-01'), max: Date.parse('2035-01-01') }),
        }),
        ({ timezone, hour, minute, day, from }) => {
          const time = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
          const schedule = { time, timezone, days: [day] }
          const slotAt = nextSlot(schedule, from)
          const nextAt = nextSlot(schedule, slotAt)
          const [one, two] = [slotAt, nextAt].map(at => coveredDays(schedule, at, SETTINGS))
          if (one?.kind !== 'week' || two?.kind !== 'week') throw new Error('not weekly')
          expect(lengthOf(one.span)).toBe(7)
          expect(two.span.from).toBe(addDays(one.span.to, 1))
          expect(one.span.to).toBe(addDays(dayAt(slotAt, timezone), -1))
          // What was listed after the slot, on a day that it covers, is late for it and in the next one.
          expect(two.lateSince).toBe(slotAt)
        },
      ),
    )
  })

  it('takes today’s papers too where a person asks for it, and begins as many days back as the source is asked for', () => {
    const covered = daysAt('2026-11-23T09:00Z')
    expect(upToNow(covered, '2026-11-23')).toMatchObject({ span: { from: '2026-11-16', to: '2026-11-23' } })
    expect(firstDayOf(covered, '2026-11-23')).toBe('2026-11-16')
    expect(daysBackOf(covered, '2026-11-23')).toBe(7)
    expect(daysBackOf(covered, '2026-11-25')).toBe(9)
  })

  it.each<[days: readonly Weekday[], weekly: boolean]>([
    [[1], true],
    [[7], true],
    [[1, 4], false],
    [EVERY_DAY, false],
  ])('is that of a schedule with one day a week: %j', (days, weekly) => {
    expect(isWeekly({ days })).toBe(weekly)
  })
})
