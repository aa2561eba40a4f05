import { expect, it } from 'vitest'
import { createAllowance, takeFromAll } from '../../src/lib/allowance.ts'
import { createFakeClock } from '../fakes/clock.ts'

const RATE = { count: 2, perMs: 1_000 }

function setUp() {
  const clock = createFakeClock(10_000)
  const allowance = createAllowance(RATE, clock.now)
  return { clock, allowance, take: (key = 'a') => takeFromAll([[allowance, key]]) }
}

it('allows so many in any period, and says how long the next has to wait', () => {
  const { clock, take } = setUp()
  expect(take()).toBe(0)
  clock.advance(400)
  expect(take()).toBe(0)
  expect(take()).toBe(600)
  clock.advance(599)
  expect(take()).toBe(1)
  clock.advance(1)
  expect(take()).toBe(0)
  expect(take()).toBe(400)
})

it('counts each key by itself', () => {
  const { take } = setUp()
  expect([take('a'), take('a'), take('b'), take('b')]).toEqual([0, 0, 0, 0])
  expect([take('a'), take('b')]).toEqual([1_000, 1_000])
})

it('takes nothing from any where one has to wait', () => {
  const { clock, allowance } = setUp()
  const strict = createAllowance({ count: 1, perMs: 5_000 }, clock.now)
  const both = () =>
    takeFromAll([
      [allowance, 'a'],
      [strict, 'a'],
    ])
  expect(both()).toBe(0)
  expect([both(), both()]).toEqual([5_000, 5_000])
  expect(allowance.waitFor('a')).toBe(0)
})

it('forgets what was taken after a time to which the clock was set back', () => {
  const { clock, take } = setUp()
  take()
  take()
  clock.advance(-86_400_000)
  expect(take()).toBe(0)
})

it('still counts what was taken before a time to which the clock was set back', () => {
  const { clock, take } = setUp()
  take()
  clock.advance(400)
  take()
  clock.advance(-200)
  expect([take(), take()]).toEqual([0, 800])
})
