import { pause } from '../../src/lib/retry.ts'
import type { Timer } from '../../src/time/clock.ts'

/** A timer that a test advances. */
export interface FakeTimer extends Timer {
  /** Advances the time and resolves the waits that end by then, one after the other. */
  advance(ms: number): Promise<void>
  /** Resolves once there is a wait. */
  waiting(): Promise<void>
}

/** Lets all promises that are ready run, and what is queued for the database. */
const settle = (): Promise<void> => new Promise(resolve => setImmediate(resolve))

export function createFakeTimer(): FakeTimer {
  let now = 0
  let waits: { at: number; resolve: () => void }[] = []
  let noticed = Promise.withResolvers<void>()

  return {
    now: () => now,
    wait(ms, signal) {
      if (signal.aborted) return Promise.resolve()
      return new Promise(resolve => {
        const wait = { at: now + ms, resolve }
        waits.push(wait)
        signal.addEventListener('abort', () => {
          waits = waits.filter(other => other !== wait)
          resolve()
        })
        noticed.resolve()
      })
    },
    async waiting() {
      while (waits.length === 0) {
        noticed = Promise.withResolvers()
        await noticed.promise
      }
    },
    async advance(ms) {
      const end = now + ms
      for (;;) {
        await settle()
        const [next] = waits.filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)
        if (!next) break
        now = Math.max(now, next.at)
        waits = waits.filter(wait => wait !== next)
        next.resolve()
      }
      now = end
      await settle()
    },
  }
}

/** A timer whose waits end at once. */
export function createInstantTimer(): Timer {
  let now = 0
  return {
    now: () => now,
    async wait(ms, signal) {
      if (signal.aborted) return
      await settle()
      now += ms
    },
  }
}

/** A timer that can be put forward. */
export interface FastTimer extends Timer {
  putForward(ms: number): void
}

/**
 * A timer that is faster than real time.
 * @param startsAt what it shows at first, ms
 * @param speed how many times as fast it goes
 */
export function createFastTimer(startsAt: number, speed: number): FastTimer {
  const began = performance.now()
  let ahead = startsAt
  let forward = new AbortController()
  const now = (): number => ahead + (performance.now() - began) * speed
  return {
    now,
    async wait(ms, signal) {
      const at = now() + ms
      while (!signal.aborted && now() < at) {
        await pause((at - now()) / speed, AbortSignal.any([signal, forward.signal]))
      }
    },
    putForward(ms) {
      ahead += ms
      forward.abort()
      forward = new AbortController()
    },
  }
}
