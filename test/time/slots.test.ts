import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { addDays, dayAt, weekdayOf } from '../../src/time/days.ts'
import { EVERY_DAY, isWeekly, latestSlot, nextSlot, nextSlots, type Weekday } from '../../src/time/slots.ts'

const at = (text: string): number => Date.parse(text)
const iso = (ms: number): string => new Date(ms).toISOString()
const daily = (time: string, timezone: string) => ({ time, timezone, days: EVERY_DAY })

describe('the slots of a schedule', () => {
  it('keep the local time of day across summer time in New York', () => {
    const slots = nextSlots(daily('09:00', 'America/New_York'), at('2026-03-06T20:00Z'), 3).map(iso)
    expect(slots).toEqual([
      '2026-03-07T14:00:00.000Z',
      '2026-03-08T13:00:00.000Z',
      '2026-03-09T13:00:00.000Z',
    ])
  })

  it('come later by the jump if the clock skips them', () => {
    const skipped = nextSlot(daily('02:30', 'America/New_York'), at('2026-03-08T05:00Z'))
    expect(iso(skipped)).toBe('2026-03-08T07:30:00.000Z')
    const cairo = nextSlot(daily('00:15', 'Africa/Cairo'), at('2026-04-23T20:00Z'))
    expect(iso(cairo)).toBe('2026-04-23T22:15:00.000Z')
  })

  it('come once, the first time, if the clock shows them twice', () => {
    const slots = nextSlots(daily('01:30', 'America/New_York'), at('2026-10-31T12:00Z'), 2).map(iso)
    expect(slots).toEqual(['2026-11-01T05:30:00.000Z', '2026-11-02T06:30:00.000Z'])
  })

  it("follow Lord Howe's summer time of half an hour", () => {
    const slots = nextSlots(daily('09:00', 'Australia/Lord_Howe'), at('2026-10-02T12:00Z'), 2).map(iso)
    expect(slots).toEqual(['2026-10-02T22:30:00.000Z', '2026-10-03T22:00:00.000Z'])
  })

  it('are on the scheduled days of the local calendar', () => {
    const monday = { time: '07:00', timezone: 'Pacific/Auckland', days: [1] as Weekday[] }
    expect(iso(nextSlot(monday, at('2026-11-20T00:00Z')))).toBe('2026-11-22T18:00:00.000Z')
  })

  it('are found if the calendar skips a day or the clock goes back over midnight', () => {
    const friday = { time: '09:00', timezone: 'Pacific/Apia', days: [5] as Weekday[] }
    // Samoa had no Friday 30 December 2011: its slot comes on Saturday.
    expect(iso(nextSlot(friday, at('2011-12-30T18:00Z')))).toBe('2011-12-30T19:00:00.000Z')
    const sunday = { time: '00:00', timezone: 'America/St_Johns', days: [7] as Weekday[] }
    // At 00:01 on Sunday it was 23:01 on Saturday again.
    const again = at('2010-11-07T03:00Z')
    expect(iso(latestSlot(sunday, again))).toBe('2010-11-07T02:30:00.000Z')
    expect(iso(nextSlot(sunday, again))).toBe('2010-11-14T03:30:00.000Z')
  })

  it('are the latest slot at their own moment, not the next', () => {
    const nine = daily('09:00', 'UTC')
    expect(iso(latestSlot(nine, at('2026-11-23T09:00Z')))).toBe('2026-11-23T09:00:00.000Z')
    expect(iso(latestSlot(nine, at('2026-11-23T09:00Z') - 1))).toBe('2026-11-22T09:00:00.000Z')
    expect(iso(nextSlot(nine, at('2026-11-23T09:00Z')))).toBe('2026-11-24T09:00:00.000Z')
  })

  it('do not exist without days', () => {
    const never = { time: '09:00', timezone: 'UTC', days: [] }
    expect(() => nextSlot(never, 0)).toThrow('a schedule without days has no slots: {"time":"09:00"')
  })

  const zones = [
    'UTC',
    'America/New_York',
    'Africa/Cairo',
    'Australia/Lord_Howe',
    'Pacific/Apia',
    'Asia/Kathmandu',
  ]
  const schedules = fc.record({
    time: fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map(parts => parts.map(part => String(part).padStart(2, '0')).join(':')),
    timezone: fc.constantFrom(...zones),
    days: fc.subarray([...EVERY_DAY], { minLength: 1 }),
  })
  const moments = fc.integer({ min: at('2026-01-01T00:00Z'), max: at('2027-12-31T00:00Z') })

  it('come exactly once on every scheduled local day, also when summer time begins or ends', () => {
    fc.assert(
      fc.property(schedules, moments, (schedule, start) => {
        const slots = nextSlots(schedule, start, 30)
        const days = slots.map(slot =>
          Temporal.Instant.fromEpochMilliseconds(slot).toZonedDateTimeISO(schedule.timezone).toPlainDate(),
        )
        const first = days[0]
        const last = days.at(-1)
        if (!first || !last) throw new Error('no slots')
        const expected: string[] = []
        for (let day = first; Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 })) {
          if (schedule.days.some(weekday => weekday === day.dayOfWeek)) expected.push(day.toString())
        }
        expect(days.map(String)).toEqual(expected)
      }),
      { numRuns: 100 },
    )
  })

  it('have no gaps: the next one follows the latest one', () => {
    fc.assert(
      fc.property(schedules, moments, (schedule, now) => {
        const latest = latestSlot(schedule, now)
        const next = nextSlot(schedule, now)
        expect(latest).toBeLessThanOrEqual(now)
        expect(next).toBeGreaterThan(now)
        expect(nextSlot(schedule, latest)).toBe(next)
      }),
      { numRuns: 200 },
    )
  })
})

it.each<[Weekday[], boolean]>([
  [[1], true],
  [[7], true],
  [[1, 4], false],
  [[...EVERY_DAY], false],
])('a schedule of the days %j is weekly: %s', (days, expected) => {
  expect(isWeekly({ days })).toBe(expected)
})

describe('days', () => {
  it('are in a zone, and are added across months', () => {
    expect(dayAt(at('2026-11-30T23:00Z'), 'Europe/Paris')).toBe('2026-12-01')
    expect(addDays('2026-11-30', 1)).toBe('2026-12-01')
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28')
    expect(['2026-11-23', '2026-11-29'].map(weekdayOf)).toEqual([1, 7])
  })
})
