import { beforeEach, describe, expect, it } from 'vitest'
import { createGatewayBudget, type GatewayBudget } from '../../../adapters/discord/gateway-budget.ts'
import type { Place } from '../../../src/ports/rate-counters.ts'
import { uncounted } from '../../fakes/rate-counters.ts'
import { silentLog } from '../../fakes/silent-log.ts'
import { createFakeTimer, type FakeTimer } from '../../fakes/timer.ts'

const never = new AbortController().signal

let timer: FakeTimer
/** What Discord says is left. */
let remaining: number
let concurrency: number
/** When Discord was asked, and whether it answers, ms. */
let asked: number[]
let answers: boolean
/** What the database answers, `0` once there is no more, and what it was asked for. */
let waits: (number | Error | (() => number))[]
let taken: Place[]
let budget: GatewayBudget
beforeEach(() => {
  timer = createFakeTimer()
  remaining = 999
  concurrency = 1
  asked = []
  answers = true
  waits = []
  taken = []
  budget = createGatewayBudget({
    async get() {
      asked.push(timer.now())
      if (!answers) throw new Error('no answer')
      const limit = { total: 1_000, remaining, reset_after: 150_000, max_concurrency: concurrency }
      return { url: 'wss://gateway.example', shards: 4, session_start_limit: limit }
    },
    together: {
      timer,
      counters: {
        ...uncounted,
        async take(places) {
          taken.push(...places)
          const wait = waits.shift() ?? 0
          if (wait instanceof Error) throw wait
          return typeof wait === 'number' ? wait : wait()
        },
      },
    },
    log: silentLog,
  })
})

/** @returns when each shard identified, ms */
function identify(...shards: number[]): number[] {
  const times: number[] = []
  for (const shard of shards) void budget.waitForIdentify(shard, never).then(() => times.push(timer.now()))
  return times
}

describe('what Discord says about the gateway', () => {
  it.each([
    [100, 30_000],
    [99, 5_000],
  ])('is asked for again where %i identifies are left after %i ms', async (left, ms) => {
    remaining = left
    await budget.information()
    await timer.advance(ms - 1)
    await budget.information()
    expect(asked).toEqual([0])
    await timer.advance(1)
    await Promise.all([budget.information(), budget.information()])
    expect(asked).toEqual([0, ms])
  })

  it('is asked for again at once where it did not answer', async () => {
    answers = false
    await expect(budget.information()).rejects.toThrow('no answer')
    answers = true
    expect(await budget.information()).toMatchObject({ shards: 4 })
  })
})

describe('a shard', () => {
  it('identifies at its place among all shards of its bucket, in any process', async () => {
    concurrency = 2
    waits = [4_000]
    const times = identify(3)
    await timer.advance(10_000)
    expect(times).toEqual([4_000])
    const place = { name: 'discord identify 1', rate: { count: 1, perMs: 5_250 } }
    expect(taken).toEqual([place, place])
  })

  it('waits for a minute at most where no identify is left, and asks Discord again', async () => {
    remaining = 0
    const times = identify(0)
    await timer.advance(59_999)
    remaining = 1
    expect(times).toEqual([])
    await timer.advance(1)
    expect(times).toEqual([60_000])
  })

  it.each([
    [250, [250]],
    [251, [251 + 5_250]],
  ])('doesn’t use a place that it got %i ms after it asked, if that is too late', async (ms, expected) => {
    const { now } = timer
    let late = 0
    timer.now = () => now() + late
    waits = [
      () => {
        late = ms
        return 0
      },
    ]
    const times = identify(0)
    await timer.advance(20_000)
    expect(times).toEqual(expected)
  })

  it('waits on where the database or Discord doesn’t answer, because discord.js would identify all the same', async () => {
    waits = [new Error('the database fails'), 0]
    answers = false
    const times = identify(0)
    await timer.advance(2_500)
    answers = true
    await timer.advance(2_500)
    expect(times).toEqual([4_000])
  })

  it('no longer waits once its connection is closed', async () => {
    waits = [4_000]
    const closing = new AbortController()
    const waiting = budget.waitForIdentify(0, closing.signal)
    await timer.advance(1_000)
    closing.abort(new Error('closed'))
    await expect(waiting).rejects.toThrow('closed')
  })
})
