import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createTimetable, type Timetable } from '../../src/app/timetable.ts'
import { silentLog } from '../fakes/silent-log.ts'

let timetable: Timetable
beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-23T08:59:30Z') })
  timetable = createTimetable(silentLog)
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
    const noting = createTimetable({ ...silentLog, error: ({ error }) => errors.push(String(error)) })
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
})
