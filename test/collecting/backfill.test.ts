import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type BackfillListener, type BackfillReport, createBackfill } from '../../src/collecting/backfill.ts'
import { withDay } from '../../src/collecting/coverage.ts'
import type { SourceList } from '../../src/ports/paper-source.ts'
import { SourceError } from '../../src/ports/source-error.ts'
import type { Store } from '../../src/ports/store.ts'
import { createFakeClock } from '../fakes/clock.ts'
import { silentLog } from '../fakes/silent-log.ts'
import { candidate } from '../fixtures/candidates.ts'
import { openMemoryStore } from '../fixtures/memory-store.ts'

const INTERVAL_MS = 750
const WEEK = { from: '2026-11-10', to: '2026-11-14' }
const clock = createFakeClock(0)
const never = new AbortController().signal

let store: Store
let asked: string[]
let waits: number[]
let warnings: unknown[][]
let list: (day: string) => Promise<SourceList>

beforeEach(async () => {
  clock.set('2026-11-23T09:00Z')
  store = await openMemoryStore()
  asked = []
  waits = []
  warnings = []
  list = async day => ({ papers: [candidate(`2611.${day.slice(8)}000`, { paper: { day } })], skipped: [] })
})
afterEach(() => store.close())

function collect(span = WEEK, signal = never, listener?: BackfillListener): Promise<BackfillReport> {
  const backfill = createBackfill({
    source: {
      name: 'Test source',
      list(day) {
        asked.push(day)
        return list(day)
      },
    },
    ...store,
    clock,
    log: { ...silentLog, warn: (...line) => void warnings.push(line) },
    intervalMs: INTERVAL_MS,
    async wait(ms) {
      waits.push(ms)
      clock.advance(ms)
    },
  })
  return backfill.collect(span, signal, listener)
}

describe('a backfill', () => {
  it('collects the newest days first, at its rate, and none twice', async () => {
    expect(await collect()).toMatchObject({ days: 5, before: 0, collected: 5, papers: 5, added: 5 })
    expect(asked).toEqual(['2026-11-14', '2026-11-13', '2026-11-12', '2026-11-11', '2026-11-10'])
    expect(warnings).toEqual([])
    expect(waits).toEqual([INTERVAL_MS, INTERVAL_MS, INTERVAL_MS, INTERVAL_MS])
    asked.length = 0
    expect(await collect({ from: '2026-11-09', to: '2026-11-15' })).toMatchObject({ before: 5, collected: 2 })
    expect(asked).toEqual(['2026-11-15', '2026-11-09'])
  })

  it('collects lists again that may still change', async () => {
    const span = { from: '2026-11-20', to: '2026-11-23' }
    await collect(span)
    asked.length = 0
    await collect(span)
    expect(asked).toEqual(['2026-11-23', '2026-11-22', '2026-11-21'])
  })

  it('reports its progress, and continues where it was stopped', async () => {
    const stop = new AbortController()
    const days: string[] = []
    const report = await collect(WEEK, stop.signal, {
      onDay({ day, done }) {
        days.push(`${day} ${done}/5`)
        if (done === 2) stop.abort()
      },
    })
    expect(report).toMatchObject({ collected: 2, ended: { kind: 'stopped' } })
    expect(await collect(WEEK, never, { onDay: ({ day, done }) => days.push(`${day} ${done}/5`) })).toEqual({
      days: 5,
      before: 2,
      collected: 3,
      papers: 3,
      added: 3,
      skipped: 0,
      unreadable: [],
    })
    expect(days).toEqual([
      ...['2026-11-14 1/5', '2026-11-13 2/5'],
      ...['2026-11-12 3/5', '2026-11-11 4/5', '2026-11-10 5/5'],
    ])
  })

  it('waits for as long as the source asks, however often', async () => {
    let refusals = 5
    const usual = list
    list = day => {
      if (refusals-- > 0) throw new SourceError('It is too busy.', { retryAfterMs: 90_000 })
      return usual(day)
    }
    const reported: string[] = []
    const report = await collect(WEEK, never, { onWait: (ms, reason) => reported.push(`${ms} ${reason}`) })
    expect(report).toMatchObject({ collected: 5, added: 5 })
    expect(reported).toEqual(Array(5).fill('90000 It is too busy.'))
  })

  it('ends with the reason when the source fails repeatedly', async () => {
    const usual = list
    list = day => {
      if (day === '2026-11-12') throw new SourceError('It broke off.')
      return usual(day)
    }
    const ended = { kind: 'failed', reason: 'It broke off.' }
    expect(await collect()).toMatchObject({ collected: 2, ended })
    expect(asked.filter(day => day === '2026-11-12')).toHaveLength(3)
    list = usual
    expect(await collect()).toMatchObject({ before: 2, collected: 3 })
  })

  it('skips a day that can’t be read, and tries it again the next time', async () => {
    const usual = list
    list = day => {
      if (day === '2026-11-12') throw new SourceError('That day is broken.', { ofDay: true })
      return usual(day)
    }
    expect(await collect()).toMatchObject({
      added: 4,
      unreadable: [{ day: '2026-11-12', reason: 'That day is broken.' }],
    })
    expect(asked.filter(day => day === '2026-11-12')).toHaveLength(1)
    expect(warnings).toEqual([[{ day: '2026-11-12', reason: 'That day is broken.' }, 'left out a day']])
    list = usual
    asked.length = 0
    expect(await collect()).toMatchObject({ before: 4, added: 1 })
    expect(asked).toEqual(['2026-11-12'])
  })
})

describe('papers that can’t be read', () => {
  it('are counted over all days, and the first three of a day are logged', async () => {
    const usual = list
    const skipped = [1, 2, 3, 4].map(number => ({ id: `${number}`, reason: 'no title' }))
    list = async day => ({ ...(await usual(day)), skipped: day > '2026-11-12' ? skipped : [] })
    expect(await collect()).toMatchObject({ collected: 5, papers: 5, skipped: 8 })
    const text = 'left out papers that could not be understood'
    const examples = skipped.slice(0, 3)
    expect(warnings).toEqual([
      [{ day: '2026-11-14', skipped: 4, examples }, text],
      [{ day: '2026-11-13', skipped: 4, examples }, text],
    ])
  })
})

describe('an error that another attempt doesn’t help', () => {
  it('rejects at once if it isn’t the source’s', async () => {
    list = () => Promise.reject(new TypeError('a bug'))
    await expect(collect()).rejects.toThrow('a bug')
    expect([asked, waits]).toEqual([['2026-11-14'], []])
  })

  it('ends a backfill that was stopped meanwhile', async () => {
    const stop = new AbortController()
    list = async () => {
      stop.abort()
      throw new SourceError('It was cut off.')
    }
    expect(await collect(WEEK, stop.signal)).toMatchObject({ collected: 0, ended: { kind: 'stopped' } })
    expect([asked, waits]).toEqual([['2026-11-14'], []])
  })
})

describe('the covered days', () => {
  it('are merged where they touch, across months too', () => {
    const days = ['2026-10-31', '2026-11-02', '2026-11-01', '2026-11-05', '2026-11-01', '2026-11-04']
    expect(days.reduce(withDay, [])).toEqual([
      { from: '2026-10-31', to: '2026-11-02' },
      { from: '2026-11-04', to: '2026-11-05' },
    ])
  })
})
