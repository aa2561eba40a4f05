import type { Clock } from '../../src/time/clock.ts'

/** A clock that a test sets. */
export interface FakeClock extends Clock {
  /** @param time ms UTC, or an ISO text */
  set(time: number | string): void
  advance(ms: number): void
}

export function createFakeClock(start: number | string): FakeClock {
  let now = 0
  const clock: FakeClock = {
    now: () => now,
    set(time) {
      now = typeof time === 'number' ? time : Date.parse(time)
    },
    advance(ms) {
      now += ms
    },
  }
  clock.set(start)
  return clock
}
