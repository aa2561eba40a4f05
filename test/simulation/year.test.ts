import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createTimetable } from '../../src/app/timetable.ts'
import { silentLog } from '../fakes/silent-log.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** The whole year, since it takes half a minute in each zone. */
const DAYS_OF_YEAR = Array.from({ length: 365 }, (_, index) => Date.parse('2026-01-01T00:00Z') + index * DAY)

describe.each([
  { zone: 'America/New_York', offsets: 2 },
  { zone: 'Europe/Paris', offsets: 2 },
  { zone: 'Australia/Lord_Howe', offsets: 2 },
  { zone: 'America/Santiago', offsets: 2 },
  { zone: 'Africa/Cairo', offsets: 2 },
  { zone: 'UTC', offsets: 1 },
])('the minutes of a year on a host in $zone', ({ zone, offsets }) => {
  const before = process.env.TZ
  beforeEach(() => {
    process.env.TZ = zone
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
    if (before === undefined) delete process.env.TZ
    else process.env.TZ = before
  })

  it('have one tick each', { timeout: 10 * MINUTE }, async () => {
    expect(new Set(DAYS_OF_YEAR.map(day => new Date(day).getTimezoneOffset())).size).toBe(offsets)
    const [from = 0] = DAYS_OF_YEAR
    vi.setSystemTime(from - 1)
    const timetable = createTimetable(silentLog, { now: () => Date.now() })
    let minutes = 0
    const misplaced: string[] = []
    timetable.add('tick', '* * * * *', async () => {
      const due = from + minutes++ * MINUTE
      if (Date.now() !== due) misplaced.push(`${new Date().toISOString()} for ${new Date(due).toISOString()}`)
    })
    await vi.advanceTimersByTimeAsync(DAYS_OF_YEAR.length * DAY)
    await timetable.stop()
    expect(misplaced.slice(0, 9)).toEqual([])
    expect(minutes).toBe((DAYS_OF_YEAR.length * DAY) / MINUTE)
  })
})
