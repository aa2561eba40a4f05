import { beforeEach, describe, expect, it } from 'vitest'
import { createRateLimiter, type RateLimiter } from '../../src/delivery/rate-limiter.ts'
import type { Level, RateLimits } from '../../src/ports/publisher.ts'

const START = 1_000_000
const A = 'slack:T/A'
const B = 'slack:T/B'
const OTHER = 'slack:U/A'
const LEVELS = ['bot', 'workspace', 'channel'] as const
const TWO: RateLimits = { bot: { count: 2, perMs: 100 } }

let now: number
let rateLimiter: RateLimiter
beforeEach(() => {
  now = START
  rateLimiter = createRateLimiter({ now: () => now, concurrency: { bot: 3, workspace: 2 } })
})

const at = (ms: number): void => {
  now = START + ms
}
/** Reserves places in A at these times. @returns how long each has to wait */
const ask = (rateLimits: RateLimits, ...moments: number[]): number[] =>
  moments.map(ms => {
    at(ms)
    return rateLimiter.takeNext(A, rateLimits)
  })
const rateOf = (level: Level, rate: { count: number; perMs: number; gapMs?: number }): RateLimits => ({
  [level]: rate,
})

describe('the place of a message', () => {
  it('is free if there are no limits', () => {
    expect(ask({}, 0, 0, 0)).toEqual([0, 0, 0])
  })

  it.each(LEVELS)(
    'is free until a %s has used up its rate, and again when the oldest message no longer counts',
    level => {
      expect(ask(rateOf(level, { count: 2, perMs: 100 }), 0, 10, 20, 99, 100, 100, 110, 110)).toEqual([
        0, 0, 80, 1, 0, 10, 0, 90,
      ])
    },
  )

  it.each(LEVELS)('keeps the gap of a %s to the message before it', level => {
    const rateLimits = rateOf(level, { count: 3, perMs: 100, gapMs: 20 })
    expect(ask(rateLimits, 0, 0, 15, 20, 20, 40, 50, 100)).toEqual([0, 20, 5, 0, 20, 0, 50, 0])
  })

  it('keeps the gap if the rate counts only one message', () => {
    expect(ask(rateOf('channel', { count: 1, perMs: 10, gapMs: 30 }), 0, 10, 30)).toEqual([0, 20, 0])
  })

  it('waits for the slowest of all limits', () => {
    const rateLimits = {
      bot: { count: 1, perMs: 10 },
      workspace: { count: 1, perMs: 30 },
      channel: { count: 1, perMs: 20 },
    }
    expect(ask(rateLimits, 0, 0)).toEqual([0, 30])
  })

  it('respects the latest rate', () => {
    expect(ask(TWO, 0, 0)).toEqual([0, 0])
    expect(ask({}, 40)).toEqual([60])
    expect(ask({ bot: { count: 2, perMs: 500 } }, 40)).toEqual([460])
  })

  it('is not shared with other workspaces or channels', () => {
    const one = { count: 1, perMs: 100 }
    const rateLimits = { workspace: one, channel: one }
    expect(([A, A, B, OTHER] as const).map(channel => rateLimiter.takeNext(channel, rateLimits))).toEqual([
      0, 100, 100, 0,
    ])
  })
})

describe('a delivery', () => {
  it('begins only when the one before it in its channel has ended', () => {
    expect(rateLimiter.begin(A, {})).toBe(0)
    expect(rateLimiter.begin(A, {})).toBe(Infinity)
    rateLimiter.end(A)
    expect(rateLimiter.begin(A, {})).toBe(0)
  })

  it('begins only while its workspace is below its concurrency', () => {
    expect([
      rateLimiter.begin(A, {}),
      rateLimiter.waitForWorkspace('slack:T', {}),
      rateLimiter.begin(B, {}),
    ]).toEqual([0, 0, 0])
    expect(rateLimiter.waitForWorkspace('slack:T', {})).toBe(Infinity)
    expect(rateLimiter.begin('slack:T/C', {})).toBe(Infinity)
    expect(rateLimiter.begin(OTHER, {})).toBe(0)
  })

  it.each([
    ['before anything else', () => {}],
    ['after its wait was asked for', () => void rateLimiter.waitForBot('slack', {})],
    ['after a message left', () => void rateLimiter.depart(A)],
    ['after a message was answered', () => rateLimiter.answered(A)],
  ])('begins only while its bot is below its concurrency, %s', (_, before) => {
    before()
    for (const channel of [A, B, OTHER] as const) expect(rateLimiter.begin(channel, {})).toBe(0)
    expect(rateLimiter.begin('slack:V/A', {})).toBe(Infinity)
    expect(rateLimiter.waitForBot('slack', {})).toBe(Infinity)
    expect(rateLimiter.waitForBot('discord', {})).toBe(0)
  })

  it('respects the limit of a workspace whose wait was asked for first', () => {
    rateLimiter.waitForWorkspace('slack:T', {})
    rateLimiter.begin(A, {})
    rateLimiter.begin(B, {})
    expect(rateLimiter.begin('slack:T/C', {})).toBe(Infinity)
  })

  it('reserves the place of its first message, but none if it has to wait', () => {
    const rateLimits = rateOf('workspace', { count: 1, perMs: 100 })
    expect(rateLimiter.begin(A, rateLimits)).toBe(0)
    at(50)
    expect(rateLimiter.begin(B, rateLimits)).toBe(50)
    expect(rateLimiter.waitForWorkspace('slack:T', rateLimits)).toBe(50)
    at(100)
    expect(rateLimiter.begin(B, rateLimits)).toBe(0)
    expect(rateLimiter.waitForBot('slack', rateLimits)).toBe(0)
  })

  it('has to wait for its bot as long as `waitOfBot` says', () => {
    const rateLimits = rateOf('bot', { count: 1, perMs: 100 })
    rateLimiter.begin(A, rateLimits)
    at(30)
    expect([rateLimiter.waitForBot('slack', rateLimits), rateLimiter.begin(OTHER, rateLimits)]).toEqual([
      70, 70,
    ])
  })
})

describe('a message that leaves', () => {
  beforeEach(() => void rateLimiter.waitForBot('slack', TWO))

  it('need not wait if the platform has no limit', () => {
    expect([1, 2, 3].map(() => rateLimiter.depart('discord:G/A'))).toEqual([0, 0, 0])
  })

  it('waits until an unanswered one is a second plus the rate’s period ago', () => {
    rateLimiter.depart(A)
    at(10)
    expect(rateLimiter.depart(B)).toBe(0)
    at(20)
    expect(rateLimiter.depart(OTHER)).toBe(1_080)
    at(1_099)
    expect(rateLimiter.depart(OTHER)).toBe(1)
    at(1_100)
    expect(rateLimiter.depart(OTHER)).toBe(0)
    expect(rateLimiter.depart(OTHER)).toBe(10)
  })

  it('waits only the rate’s period after an answer in its own channel', () => {
    rateLimiter.depart(A)
    at(10)
    rateLimiter.depart(B)
    at(20)
    rateLimiter.answered(A)
    expect(rateLimiter.depart(OTHER)).toBe(100)
    at(120)
    expect(rateLimiter.depart(OTHER)).toBe(0)
    expect(rateLimiter.depart(OTHER)).toBe(990)
  })

  it('was answered once: a second answer changes nothing', () => {
    rateLimiter.depart(A)
    rateLimiter.depart(A)
    rateLimiter.answered(A)
    rateLimiter.answered(A)
    at(50)
    rateLimiter.answered(A)
    expect(rateLimiter.depart(B)).toBe(50)
    at(100)
    expect([rateLimiter.depart(B), rateLimiter.depart(B), rateLimiter.depart(B)]).toEqual([0, 0, 1_100])
  })
})

describe('a 429', () => {
  const waits = () => ([A, B, OTHER] as const).map(channel => rateLimiter.takeNext(channel, {}))

  it.each([
    ['channel', [50, 0, 0]],
    ['unnamed', [50, 0, 0]],
    ['workspace', [50, 50, 0]],
    ['bot', [50, 50, 50]],
  ] as const)('that names the %s keeps waiting what it names', (throttled, expected) => {
    rateLimiter.throttle(A, throttled, 60)
    at(10)
    expect(waits()).toEqual(expected)
    at(60)
    expect(waits()).toEqual([0, 0, 0])
  })

  it('is not shortened by a later one', () => {
    rateLimiter.throttle(A, 'channel', 60)
    rateLimiter.throttle(A, 'channel', 10)
    expect(waits()).toEqual([60, 0, 0])
  })

  it('prevents deliveries from beginning', () => {
    rateLimiter.throttle(A, 'workspace', 60)
    expect([
      rateLimiter.begin(B, {}),
      rateLimiter.waitForWorkspace('slack:T', {}),
      rateLimiter.waitForBot('slack', {}),
    ]).toEqual([60, 60, 0])
  })

  it.each([
    ['a second channel of the workspace', B, 99, [50, 50, 0]],
    ['a second channel when the first may go on', B, 100, [0, 50, 0]],
    ['the same channel again', A, 99, [50, 0, 0]],
    ['a channel of another workspace', OTHER, 99, [1, 0, 50]],
  ] as const)('without a name, met by %s', (_, channel, ms, expected) => {
    rateLimiter.takeNext('slack:T/C', {})
    rateLimiter.throttle(A, 'unnamed', 100)
    at(ms)
    rateLimiter.throttle(channel, 'unnamed', 50)
    expect(waits()).toEqual(expected)
  })

  it('without a scope in each of two workspaces slows down no workspace', () => {
    rateLimiter.throttle(A, 'unnamed', 100)
    rateLimiter.throttle(OTHER, 'unnamed', 100)
    expect([
      rateLimiter.waitForWorkspace('slack:T', {}),
      rateLimiter.waitForWorkspace('slack:U', {}),
    ]).toEqual([0, 0])
  })
})

describe('pruning', () => {
  /** Whether the counter of an idle channel still exists. */
  const isForgotten = () => rateLimiter.takeNext(A, {}) === 0 && rateLimiter.takeNext(A, {}) === 0
  const ONE = { count: 1, perMs: 100 }

  it.each(LEVELS)('forgets a %s once its rate doesn’t depend on it any more, not before', level => {
    ask(rateOf(level, ONE), 0)
    at(99)
    rateLimiter.prune()
    expect(rateLimiter.takeNext(A, {})).toBe(1)
    at(100)
    rateLimiter.prune()
    expect(isForgotten()).toBe(true)
  })

  it('depends on the latest message', () => {
    ask(rateOf('channel', { count: 3, perMs: 100 }), 0, 0, 50)
    at(100)
    rateLimiter.prune()
    expect(ask({}, 100, 100, 100)).toEqual([0, 0, 50])
  })

  it('keeps a message that departed long after its place was reserved while it still counts', () => {
    const limits: RateLimits = { bot: ONE }
    rateLimiter.begin(A, limits)
    at(95)
    expect(rateLimiter.depart(A)).toBe(0)
    rateLimiter.answered(A)
    rateLimiter.end(A)
    at(110)
    rateLimiter.prune()
    expect(rateLimiter.begin(A, limits)).toBe(0)
    expect(rateLimiter.depart(A)).toBe(85)
  })

  it('forgets a bot once none of the messages that departed counts any more', () => {
    rateLimiter.begin(A, { bot: ONE })
    at(10)
    expect(rateLimiter.depart(A)).toBe(0)
    at(20)
    rateLimiter.answered(A)
    rateLimiter.end(A)
    at(120)
    rateLimiter.prune()
    expect(isForgotten()).toBe(true)
  })

  it('forgets counters that were never used', () => {
    rateLimiter.waitForBot('slack', { bot: ONE })
    rateLimiter.prune()
    expect(isForgotten()).toBe(true)
  })

  it('doesn’t forget a running delivery', () => {
    rateLimiter.begin(A, {})
    at(1_000)
    rateLimiter.prune()
    expect(rateLimiter.begin(A, {})).toBe(Infinity)
    rateLimiter.end(A)
    rateLimiter.prune()
    expect(rateLimiter.begin(A, {})).toBe(0)
  })

  it('doesn’t forget a 429 until it is over', () => {
    ask(rateOf('channel', ONE), 0)
    rateLimiter.throttle(A, 'channel', 200)
    at(199)
    rateLimiter.prune()
    expect(rateLimiter.takeNext(A, {})).toBe(1)
    at(200)
    rateLimiter.prune()
    expect(isForgotten()).toBe(true)
  })
})
