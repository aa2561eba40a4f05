import { createBoundedMap } from './bounded-map.ts'

/** At most `count` in any period of `perMs`. */
export interface Rate {
  count: number
  perMs: number
}

/** Limits how often each key may take one. */
export interface Allowance {
  /** How long the key has to wait until it may take one more, ms; 0 is now. */
  waitFor(key: string): number
  take(key: string): void
}

/** Keys to remember; those that took last. */
const MAX_KEYS = 10_000

/** A clock set back forgets what was taken after that time. */
export function createAllowance({ count, perMs }: Rate, now: () => number): Allowance {
  /** When each key took one, in ascending order. */
  const taken = createBoundedMap<string, number[]>(MAX_KEYS)

  /** What counts of what a key took. The rest is removed, so that the cost doesn't grow with the rate. */
  function lately(key: string): number[] {
    const times = taken.get(key) ?? []
    const [until, after] = [now(), now() - perMs]
    while ((times.at(-1) ?? until) > until) times.pop()
    const first = times.findIndex(at => at > after)
    times.splice(0, first < 0 ? times.length : first)
    return times
  }

  return {
    waitFor(key) {
      const next = lately(key).at(-count)
      return next === undefined ? 0 : next + perMs - now()
    },
    take(key) {
      const times = lately(key)
      times.push(now())
      taken.set(key, times)
    },
  }
}

/** How long until each of several keys may take one more, ms. */
export const longestWait = (allowances: readonly (readonly [Allowance, string])[]): number =>
  Math.max(0, ...allowances.map(([allowance, key]) => allowance.waitFor(key)))

/**
 * Takes one for each of several keys, or nothing where one of them has to wait.
 * @returns 0, or the longest wait, ms
 */
export function takeFromAll(allowances: readonly (readonly [Allowance, string])[]): number {
  const wait = longestWait(allowances)
  if (wait === 0) for (const [allowance, key] of allowances) allowance.take(key)
  return wait
}
