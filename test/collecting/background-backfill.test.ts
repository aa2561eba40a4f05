import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SourceError } from '../../src/ports/source-error.ts'
import { addDays } from '../../src/time/days.ts'
import { type AppHarness, createAppHarness } from '../fixtures/app-harness.ts'
import { candidate, MONDAY } from '../fixtures/candidates.ts'

/** The days of the very first collection. */
const FIRST = Array.from({ length: 7 }, (_, back) => addDays(MONDAY, -back))

let harness: AppHarness
let asked: string[]
beforeEach(async () => {
  harness = await createAppHarness()
  asked = []
  const { list } = harness.source
  harness.source.list = (day, signal) => {
    asked.push(day)
    return list(day, signal)
  }
})
afterEach(async () => {
  await harness.app.stop()
  await harness.store.close()
})

/** Skips the waits of the backfill. Resolves at its `times`-th wait, where it stays. */
function release(times: number): Promise<void> {
  const { pause, clock } = harness
  const { wait } = pause
  return new Promise(resolve => {
    pause.wait = async (ms, signal) => {
      if (--times > 0) return clock.advance(ms)
      resolve()
      return wait(ms, signal)
    }
  })
}

/** Skips all waits. Resolves when the last day is covered. */
const done = (): Promise<void> =>
  new Promise(resolve => {
    harness.pause.wait = async ms => harness.clock.advance(ms)
    const { set } = harness.store.keyValues
    harness.store.keyValues.set = async (name, value, expiresAt) => {
      await set(name, value, expiresAt)
      if (name === 'archive' && value.includes('2026-10-25')) resolve()
    }
  })

describe('the background backfill of the last 30 days', () => {
  it('begins after the start, and doesn’t delay it', async () => {
    await harness.app.start()
    expect(asked).toEqual(FIRST)
    expect((await harness.type('status')).lines.length).toBeGreaterThan(0)
  })

  it('collects all days, the newest first, and none twice', async () => {
    const day = '2026-10-25'
    harness.source.days.set(day, [candidate('2510.00001', { paper: { day } })])
    const collected = done()
    await harness.app.start()
    await collected
    const back = asked.slice(FIRST.length)
    expect(back).toEqual(Array.from({ length: 27 }, (_, index) => addDays(MONDAY, -3 - index)))
    expect(await harness.store.papers.find('2510.00001')).toBeDefined()
    asked.length = 0
    await harness.at('2026-11-23T09:43Z')
    expect(asked).toEqual(FIRST.slice(0, 3))
  })

  /** How long the backfill waits before its first day, ms. */
  async function firstWait(): Promise<number> {
    const { wait } = harness.pause
    const waiting = new Promise<number>(resolve => {
      harness.pause.wait = (ms, signal) => {
        resolve(ms)
        return wait(ms, signal)
      }
    })
    await harness.app.start()
    return waiting
  }

  it('waits right after a collection', async () => {
    expect(await firstWait()).toBe(10_000)
    expect(asked).toEqual(FIRST)
  })

  it('waits for as long as the source asked the collector to', async () => {
    harness.source.list = () => Promise.reject(new SourceError('Too busy.', { retryAfterMs: 20 * 60_000 }))
    expect(await firstWait()).toBe(20 * 60_000)
  })

  it('ends at once when the bot is stopped', async () => {
    const waiting = release(3)
    await harness.app.start()
    await waiting
    await harness.app.stop()
    expect(asked.slice(FIRST.length)).toEqual(['2026-11-20', '2026-11-19'])
  })
})
