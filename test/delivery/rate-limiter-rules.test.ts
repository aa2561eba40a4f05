import { beforeEach, describe, expect, it } from 'vitest'
import { createPacer, type Pacer } from '../../src/delivery/rate-limiter.ts'
import type { Level, Pace } from '../../src/ports/publisher.ts'

const START = 1_000_000
const A = 'slack:T/A'
const B = 'slack:T/B'
const OTHER = 'slack:U/A'
const LEVELS = ['bot', 'workspace', 'channel'] as const
const TWO: Pace = { bot: { count: 2, perMs: 100 } }

let now: number
let pacer: Pacer
beforeEach(() => {
  now = START
  pacer = createPacer({ now: () => now, atOnce: { bot: 3, workspace: 2 } })
})

const at = (ms: number): void => {
  now = START + ms
}
/** Asks for places in A at these moments. @returns how long each has to wait */
const ask = (pace: Pace, ...moments: number[]): number[] =>
  moments.map(ms => {
    at(ms)
    return pacer.further(A, pace)
  })
const rateOf = (level: Level, rate: { count: number; perMs: number; gapMs?: number }): Pace => ({
  [level]: rate,
})

describe('the place of a message', () => {
  it('is free where there are no limits', () => {
    expect(ask({}, 0, 0, 0)).toEqual([0, 0, 0])
  })

  it.each(LEVELS)(
    'is free until a %s has used up its rate, and again when the oldest is long enough ago',
    level => {
      expect(ask(rateOf(level, { count: 2, perMs: 100 }), 0, 10, 20, 99, 100, 100, 110, 110)).toEqual([
        0, 0, 80, 1, 0, 10, 0, 90,
      ])
    },
  )

  it.each(LEVELS)('keeps the gap of a %s to the message before it', level => {
    const pace = rateOf(level, { count: 3, perMs: 100, gapMs: 20 })
    expect(ask(pace, 0, 0, 15, 20, 20, 40, 50, 100)).toEqual([0, 20, 5, 0, 20, 0, 50, 0])
  })

  it('keeps the gap where only one message counts', () => {
    expect(ask(rateOf('channel', { count: 1, perMs: 10, gapMs: 30 }), 0, 10, 30)).toEqual([0, 20, 0])
  })

  it('waits for the slowest of all limits', () => {
    const pace = {
      bot: { count: 1, perMs: 10 },
      workspace: { count: 1, perMs: 30 },
      channel: { count: 1, perMs: 20 },
    }
    expect(ask(pace, 0, 0)).toEqual([0, 30])
  })

  it('keeps to the rate that was given last', () => {
    expect(ask(TWO, 0, 0)).toEqual([0, 0])
    expect(ask({}, 40)).toEqual([60])
    expect(ask({ bot: { count: 2, perMs: 500 } }, 40)).toEqual([460])
  })

  it('is not shared with other workspaces or channels', () => {
    const one = { count: 1, perMs: 100 }
    const pace = { workspace: one, channel: one }
    expect(([A, A, B, OTHER] as const).map(channel => pacer.further(channel, pace))).toEqual([0, 100, 100, 0])
  })
})

describe('a delivery', () => {
  it('begins only when the one before it in its channel has ended', () => {
    expect(pacer.begin(A, {})).toBe(0)
    expect(pacer.begin(A, {})).toBe(Infinity)
    pacer.end(A)
    expect(pacer.begin(A, {})).toBe(0)
  })

  it('begins only while its workspace has fewer under way than it may', () => {
    expect([pacer.begin(A, {}), pacer.waitOfWorkspace('slack:T', {}), pacer.begin(B, {})]).toEqual([0, 0, 0])
    expect(pacer.waitOfWorkspace('slack:T', {})).toBe(Infinity)
    expect(pacer.begin('slack:T/C', {})).toBe(Infinity)
    expect(pacer.begin(OTHER, {})).toBe(0)
  })

  it.each([
    ['before anything else', () => {}],
    ['after its wait was asked for', () => void pacer.waitOfBot('slack', {})],
    ['after a message left', () => void pacer.leave(A)],
    ['after a message was answered', () => pacer.answered(A)],
  ])('begins only while its bot has fewer under way than it may, %s', (_, before) => {
    before()
    for (const channel of [A, B, OTHER] as const) expect(pacer.begin(channel, {})).toBe(0)
    expect(pacer.begin('slack:V/A', {})).toBe(Infinity)
    expect(pacer.waitOfBot('slack', {})).toBe(Infinity)
    expect(pacer.waitOfBot('discord', {})).toBe(0)
  })

  it('keeps to the limit of a workspace whose wait was asked for first', () => {
    pacer.waitOfWorkspace('slack:T', {})
    pacer.begin(A, {})
    pacer.begin(B, {})
    expect(pacer.begin('slack:T/C', {})).toBe(Infinity)
  })

  it('takes the place of its first message, and none where it has to wait', () => {
    const pace = rateOf('workspace', { count: 1, perMs: 100 })
    expect(pacer.begin(A, pace)).toBe(0)
    at(50)
    expect(pacer.begin(B, pace)).toBe(50)
    expect(pacer.waitOfWorkspace('slack:T', pace)).toBe(50)
    at(100)
    expect(pacer.begin(B, pace)).toBe(0)
    expect(pacer.waitOfBot('slack', pace)).toBe(0)
  })

  it('has to wait for its bot as long as `waitOfBot` says', () => {
    const pace = rateOf('bot', { count: 1, perMs: 100 })
    pacer.begin(A, pace)
    at(30)
    expect([pacer.waitOfBot('slack', pace), pacer.begin(OTHER, pace)]).toEqual([70, 70])
  })
})

describe('a message that leaves', () => {
  beforeEach(() => void pacer.waitOfBot('slack', TWO))

  it('need not wait where the platform has no limit', () => {
    expect([1, 2, 3].map(() => pacer.leave('discord:G/A'))).toEqual([0, 0, 0])
  })

  it('waits until one that was not answered is a second and the rate’s time ago', () => {
    pacer.leave(A)
    at(10)
    expect(pacer.leave(B)).toBe(0)
    at(20)
    expect(pacer.leave(OTHER)).toBe(1_080)
    at(1_099)
    expect(pacer.leave(OTHER)).toBe(1)
    at(1_100)
    expect(pacer.leave(OTHER)).toBe(0)
    expect(pacer.leave(OTHER)).toBe(10)
  })

  it('waits only the rate’s time after an answer, which is that of its own channel', () => {
    pacer.leave(A)
    at(10)
    pacer.leave(B)
    at(20)
    pacer.answered(A)
    expect(pacer.leave(OTHER)).toBe(100)
    at(120)
    expect(pacer.leave(OTHER)).toBe(0)
    expect(pacer.leave(OTHER)).toBe(990)
  })

  it('was answered once: a second answer changes nothing', () => {
    pacer.leave(A)
    pacer.leave(A)
    pacer.answered(A)
    pacer.answered(A)
    at(50)
    pacer.answered(A)
    expect(pacer.leave(B)).toBe(50)
    at(100)
    expect([pacer.leave(B), pacer.leave(B), pacer.leave(B)]).toEqual([0, 0, 1_100])
  })
})

describe('a 429', () => {
  const waits = () => ([A, B, OTHER] as const).map(channel => pacer.further(channel, {}))

  it.each([
    ['channel', [50, 0, 0]],
    ['unnamed', [50, 0, 0]],
    ['workspace', [50, 50, 0]],
    ['bot', [50, 50, 50]],
  ] as const)('that names the %s keeps waiting what it names', (slowed, expected) => {
    pacer.slow(A, slowed, 60)
    at(10)
    expect(waits()).toEqual(expected)
    at(60)
    expect(waits()).toEqual([0, 0, 0])
  })

  it('is not shortened by a later one', () => {
    pacer.slow(A, 'channel', 60)
    pacer.slow(A, 'channel', 10)
    expect(waits()).toEqual([60, 0, 0])
  })

  it('keeps deliveries from beginning', () => {
    pacer.slow(A, 'workspace', 60)
    expect([pacer.begin(B, {}), pacer.waitOfWorkspace('slack:T', {}), pacer.waitOfBot('slack', {})]).toEqual([
      60, 60, 0,
    ])
  })

  it.each([
    ['a second channel of the workspace', B, 99, [50, 50, 0]],
    ['a second channel when the first may go on', B, 100, [0, 50, 0]],
    ['the same channel again', A, 99, [50, 0, 0]],
    ['a channel of another workspace', OTHER, 99, [1, 0, 50]],
  ] as const)('without a name, met by %s', (_, channel, ms, expected) => {
    pacer.further('slack:T/C', {})
    pacer.slow(A, 'unnamed', 100)
    at(ms)
    pacer.slow(channel, 'unnamed', 50)
    expect(waits()).toEqual(expected)
  })

  it('without a name in each of two workspaces slows down no workspace', () => {
    pacer.slow(A, 'unnamed', 100)
    pacer.slow(OTHER, 'unnamed', 100)
    expect([pacer.waitOfWorkspace('slack:T', {}), pacer.waitOfWorkspace('slack:U', {})]).toEqual([0, 0])
  })
})

describe('tidying', () => {
  /** Whether the rate is remembered of a channel that nothing depends on. */
  const isForgotten = () => pacer.further(A, {}) === 0 && pacer.further(A, {}) === 0
  const ONE = { count: 1, perMs: 100 }

  it.each(LEVELS)('forgets a %s once its rate doesn’t depend on it any more, not before', level => {
    ask(rateOf(level, ONE), 0)
    at(99)
    pacer.tidy()
    expect(pacer.further(A, {})).toBe(1)
    at(100)
    pacer.tidy()
    expect(isForgotten()).toBe(true)
  })

  it('goes by the latest message', () => {
    ask(rateOf('channel', { count: 3, perMs: 100 }), 0, 0, 50)
    at(100)
    pacer.tidy()
    expect(ask({}, 100, 100, 100)).toEqual([0, 0, 50])
  })

  it('forgets what was asked for and never used', () => {
    pacer.waitOfBot('slack', { bot: ONE })
    pacer.tidy()
    expect(isForgotten()).toBe(true)
  })

  it('doesn’t forget a delivery that is under way', () => {
    pacer.begin(A, {})
    at(1_000)
    pacer.tidy()
    expect(pacer.begin(A, {})).toBe(Infinity)
    pacer.end(A)
    pacer.tidy()
    expect(pacer.begin(A, {})).toBe(0)
  })

  it('doesn’t forget a 429 until it is over', () => {
    ask(rateOf('channel', ONE), 0)
    pacer.slow(A, 'channel', 200)
    at(199)
    pacer.tidy()
    expect(pacer.further(A, {})).toBe(1)
    at(200)
    pacer.tidy()
    expect(isForgotten()).toBe(true)
  })
})
