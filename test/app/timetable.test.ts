import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createTimetable, type Timetable } from '../../src/app/timetable.ts'
import { silentLog } from '../fakes/silent-log.ts'

const clock = { now: () => Date.now() }

let timetable: Timetable
beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-23T08:59:30Z') })
  timetable = createTimetable(silentLog, clock)
})
afterEach(async () => {
  await timetable.stop()
  vi.useRealTimers()
})

const minutes = (count: number) => vi.advanceTimersByTimeAsync(count * 60_000)

describe('the timetable', () => {
  it('runs a job every minute', async () => {
    const times: string[] = []
    timetable.add('tick', '* * * * *', async () => times.push(new Date().toISOString()))
    await minutes(3)
    expect(times.map(time => time.slice(11, 16))).toEqual(['09:00', '09:01', '09:02'])
  })

  it('skips a job that is still running, and resumes afterwards', async () => {
    let started = 0
    const first = Promise.withResolvers<void>()
    timetable.add('slow', '* * * * *', () => (++started === 1 ? first.promise : Promise.resolve()))
    await minutes(3)
    expect(started).toBe(1)
    first.resolve()
    await minutes(1)
    expect(started).toBe(2)
  })

  it('continues after a job that failed, and logs it', async () => {
    const errors: string[] = []
    const noting = createTimetable({ ...silentLog, error: ({ error }) => errors.push(String(error)) }, clock)
    noting.add('bad', '* * * * *', () => Promise.reject(new Error('no luck')))
    await minutes(2)
    await noting.stop()
    expect(errors).toEqual(['no luck', 'no luck'])
  })

  it('stops: starts no more jobs, and waits for those that run', async () => {
    let started = 0
    const work = Promise.withResolvers<void>()
    timetable.add('slow', '* * * * *', () => {
      started++
      return work.promise
    })
    await minutes(1)
    let stopped = false
    const stopping = timetable.stop().then(() => (stopped = true))
    await minutes(2)
    expect({ started, stopped }).toEqual({ started: 1, stopped: false })
    work.resolve()
    await stopping
  })

  it('runs a job at its minute of the hour only', async () => {
    const times: string[] = []
    timetable.add('hourly', '43 * * * *', async () => times.push(new Date().toISOString().slice(11, 16)))
    await minutes(180)
    expect(times).toEqual(['09:43', '10:43', '11:43'])
  })
})

const HOUR = 60
const DAY = 24 * HOUR

/** The jobs of each real minute after the clock was set: how many ticks, and how much processor time they took, ms. */
async function ticksAfterJump(byMinutes: number): Promise<{ ticks: number; blockedMs: number }> {
  let ticks = 0
  timetable.add('tick', '* * * * *', async () => ticks++)
  await minutes(5)
  ticks = 0
  vi.setSystemTime(Date.now() + byMinutes * 60_000)
  const before = process.cpuUsage()
  await minutes(2)
  const { user, system } = process.cpuUsage(before)
  return { ticks, blockedMs: (user + system) / 1000 }
}

describe('after the clock was set', () => {
  it.each([
    ['forward', 'an hour', HOUR],
    ['forward', 'a day', DAY],
    ['forward', '365 days', 365 * DAY],
    ['forward', 'half a minute', 0.5],
    ['back', 'an hour', -HOUR],
    ['back', 'a day', -DAY],
    ['back', '365 days', -365 * DAY],
    ['back', 'to 1970', -((Date.parse('2026-11-23T08:59:30Z') - 120_000) / 60_000)],
    ['back', 'half a minute', -0.5],
  ])('%s by %s, jobs run within two minutes, and nothing is made up for', async (_direction, _amount, by) => {
    const { ticks, blockedMs } = await ticksAfterJump(by)
    expect(ticks).toBeGreaterThanOrEqual(1)
    expect(ticks).toBeLessThanOrEqual(3)
    expect(blockedMs).toBeLessThan(100)
  })

  it('says so in the log, but not for a second or for a minute that comes late', async () => {
    const jumps: unknown[] = []
    const noting = createTimetable({ ...silentLog, warn: ({ minutes }) => jumps.push(minutes) }, clock)
    noting.add('tick', '* * * * *', async () => {})
    await minutes(3)
    vi.setSystemTime(Date.now() - 1_000)
    await minutes(3)
    vi.setSystemTime(Date.now() + 60_000)
    await minutes(3)
    expect(jumps).toEqual([])
    vi.setSystemTime(Date.now() + DAY * 60_000)
    await minutes(2)
    vi.setSystemTime(Date.now() - DAY * 60_000)
    await minutes(2)
    expect(jumps).toEqual([DAY + 1, -DAY + 1])
    await noting.stop()
  })

  it('a minute that is shown twice because the clock was set back by seconds has one tick', async () => {
    const times: string[] = []
    timetable.add('tick', '* * * * *', async () => times.push(new Date().toISOString().slice(11, 16)))
    await minutes(1)
    vi.setSystemTime(Date.parse('2026-11-23T08:59:58Z'))
    await minutes(2)
    expect(times).toEqual(['09:00', '09:01'])
  })
})

/** Zones of hosts whose summer time begins and ends at different hours, by half an hour, or over midnight. */
const ZONES = [
  'America/New_York',
  'Europe/Paris',
  'Australia/Lord_Howe',
  'America/Santiago',
  'Africa/Cairo',
  'UTC',
]

describe.each(ZONES)('on a host in %s', zone => {
  const before = process.env.TZ
  beforeEach(() => {
    process.env.TZ = zone
  })
  afterEach(() => {
    if (before === undefined) delete process.env.TZ
    else process.env.TZ = before
  })

  it('every minute of the days on which its clocks change has one tick', async () => {
    const changes = changesOf(zone, 2026)
    expect(changes).toHaveLength(zone === 'UTC' ? 0 : 2)
    const seen: number[] = []
    timetable.add('tick', '* * * * *', async () => seen.push(Date.now()))
    for (const change of changes) {
      const from = change - 6 * 3_600_000
      vi.setSystemTime(from - 1)
      await minutes(1)
      seen.length = 0
      await minutes(12 * HOUR)
      expect(seen).toEqual(Array.from({ length: 12 * HOUR }, (_, minute) => from + (minute + 1) * 60_000))
    }
  })
})

/** When the host's distance from UTC changes in a year, ms UTC, to the hour. */
function changesOf(zone: string, year: number): number[] {
  const offset = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    timeZoneName: 'longOffset',
    hour: '2-digit',
  })
  const offsetAt = (at: number) => offset.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value
  const hours = Array.from({ length: 365 * 24 }, (_, hour) => Date.UTC(year, 0, 1, hour))
  return hours.filter(at => offsetAt(at) !== offsetAt(at - 3_600_000))
}
