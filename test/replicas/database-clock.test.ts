import { afterEach, expect, it } from 'vitest'
import { type DatabaseClock, followDatabase } from '../../src/replicas/database-clock.ts'
import { createFakeClock } from '../fakes/clock.ts'
import { silentLog } from '../fakes/silent-log.ts'
import { createFakeTimer, type FakeTimer } from '../fakes/timer.ts'

const NINE = Date.parse('2026-11-23T09:00Z')
const MINUTE = 60_000

let clock: DatabaseClock | undefined
afterEach(() => clock?.stop())

/** A database with its own clock, which runs at the timer's pace. @param took how long its answers take, ms, one after the other */
function database(timer: FakeTimer, options: { took?: number[]; answersAfter?: number } = {}) {
  const { took = [], answersAfter = 0 } = options
  const state = { ahead: NINE, fails: false, asked: 0 }
  const pass = { ms: 0 }
  const slow: FakeTimer = { ...timer, now: () => timer.now() + pass.ms }
  return {
    state,
    timer: slow,
    async now() {
      state.asked++
      if (state.fails) throw new Error('no connection')
      const ms = took.shift() ?? 0
      const at = slow.now() + state.ahead + ms * answersAfter
      pass.ms += ms
      return at
    },
  }
}

const follow = async (
  leases: ReturnType<typeof database>,
  machine = createFakeClock(NINE),
  log = silentLog,
) => {
  clock = await followDatabase({ leases, clock: machine, timer: leases.timer, log })
  return clock
}

it.each([-5 * MINUTE, 5 * MINUTE])('goes by the database where this machine is %i ms off', async offMs => {
  const timer = createFakeTimer()
  const followed = await follow(database(timer), createFakeClock(NINE + offMs))
  expect(followed.now()).toBe(NINE)
  await timer.advance(30_000)
  expect(followed.now()).toBe(NINE + 30_000)
})

it('takes no notice of what is done to this machine’s clock', async () => {
  const machine = createFakeClock(NINE)
  const followed = await follow(database(createFakeTimer()), machine)
  machine.set('2027-01-01T00:00Z')
  expect(followed.now()).toBe(NINE)
})

it('follows the database’s clock within a minute when that is set', async () => {
  const timer = createFakeTimer()
  const leases = database(timer)
  const followed = await follow(leases)
  leases.state.ahead += 10 * MINUTE
  expect(followed.now()).toBe(NINE)
  await timer.advance(MINUTE)
  expect(followed.now()).toBe(NINE + 11 * MINUTE)
})

it('goes on counting while the database can’t be asked, and compares again later', async () => {
  const timer = createFakeTimer()
  const leases = database(timer)
  const followed = await follow(leases)
  leases.state.fails = true
  await timer.advance(3 * MINUTE)
  expect(leases.state.asked).toBe(4)
  expect(followed.now()).toBe(NINE + 3 * MINUTE)
  leases.state.fails = false
  leases.state.ahead += 1_000
  await timer.advance(MINUTE)
  expect(followed.now()).toBe(NINE + 4 * MINUTE + 1_000)
})

it.each([0, 1])('is right within 50 ms although answers are slow one way (%i)', async answersAfter => {
  const leases = database(createFakeTimer(), { took: [3_000, 80, 900], answersAfter })
  const followed = await follow(leases)
  expect(Math.abs(followed.now() - (leases.timer.now() + NINE))).toBeLessThanOrEqual(50)
})

it('says so where this machine’s clock is off', async () => {
  const warnings: unknown[] = []
  const log = { ...silentLog, warn: (fields: object) => warnings.push(fields) }
  await follow(database(createFakeTimer()), createFakeClock(NINE + 5 * MINUTE), log)
  expect(warnings).toEqual([{ offMs: 5 * MINUTE }])
})

it('compares no more once stopped', async () => {
  const timer = createFakeTimer()
  const leases = database(timer)
  const followed = await follow(leases)
  followed.stop()
  await timer.advance(5 * MINUTE)
  expect(leases.state.asked).toBe(1)
})
