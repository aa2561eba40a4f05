import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { type Collector, createCollector } from '../../src/collecting/collector.ts'
import type { PaperSource } from '../../src/ports/paper-source.ts'
import { SourceError } from '../../src/ports/source-error.ts'
import type { Store } from '../../src/ports/store.ts'
import { createFakeClock } from '../fakes/clock.ts'
import { createRecordedMetrics } from '../fakes/metrics.ts'
import { silentLog } from '../fakes/silent-log.ts'
import { candidate } from '../fixtures/candidates.ts'
import { openMemoryStore } from '../fixtures/memory-store.ts'

const MINUTE = 60_000
const LEFT_OUT = 'left out papers that could not be understood'
const clock = createFakeClock(0)
const { signal } = new AbortController()

let store: Store
let collector: Collector
let asked: string[]
let list: PaperSource['list']
let warnings: unknown[][]
let notes: unknown[][]
let records: string[]

/** How collections and checks have ended. */
const outcomes = () =>
  records.filter(record => record.startsWith('collected ')).map(record => record.split(' ').at(-1))

beforeEach(async () => {
  clock.set('2026-11-23T09:00Z')
  store = await openMemoryStore()
  asked = []
  warnings = []
  notes = []
  list = async () => ({ papers: [candidate('1')], skipped: [] })
  const source: PaperSource = {
    name: 'Test source',
    list(day, signal) {
      asked.push(day)
      return list(day, signal)
    },
  }
  const log = {
    ...silentLog,
    warn: (...line: unknown[]) => void warnings.push(line),
    info: (...line: unknown[]) => void notes.push(line),
  }
  const recorded = createRecordedMetrics()
  records = recorded.records
  collector = createCollector({
    ...recorded,
    source,
    papers: store.papers,
    keyValues: store.keyValues,
    clock,
    log,
  })
})
afterEach(() => store.close())

describe('collecting', () => {
  it('asks for today and the two days before, and the first time for a week', async () => {
    await collector.collect(signal)
    expect(asked).toEqual([
      ...['2026-11-23', '2026-11-22', '2026-11-21', '2026-11-20'],
      ...['2026-11-19', '2026-11-18', '2026-11-17'],
    ])
    asked.length = 0
    await collector.collect(signal)
    expect(asked).toEqual(['2026-11-23', '2026-11-22', '2026-11-21'])
  })

  it('counts the papers that are new', async () => {
    list = async day => ({
      papers: day === '2026-11-23' ? [candidate('1'), candidate('2')] : [],
      skipped: [],
    })
    await collector.collect(signal)
    await collector.collect(signal)
    expect(records.filter(record => /^added .* [1-9]/.test(record))).toEqual(['added Test source 2'])
  })

  it('counts how it ends, also where the source may not be asked yet, and checks with it', async () => {
    list = () => Promise.reject(new SourceError('It is too busy.', { retryAfterMs: 20 * MINUTE }))
    await collector.collect(signal)
    await collector.collect(signal)
    clock.advance(20 * MINUTE)
    list = async () => ({ papers: [candidate('1')], skipped: [] })
    await collector.collect(signal)
    expect(outcomes()).toEqual(['failed', 'waiting', 'succeeded'])
    clock.advance(3 * MINUTE)
    expect(await collector.check(1, signal)).toBe(true)
    expect(await collector.check(1, signal)).toBe(false)
    clock.advance(3 * MINUTE)
    list = () => Promise.reject(new SourceError('It is down.'))
    await collector.check(1, signal)
    clock.advance(3 * MINUTE)
    list = () => Promise.reject(new TypeError('a bug'))
    await expect(collector.check(1, signal)).rejects.toThrow('a bug')
    expect(outcomes().slice(3)).toEqual(['succeeded', 'failed', 'error'])
  })

  const EVERY = 15 * MINUTE
  /** Time until the next collection, ms. */
  const wait = async () => (await collector.nextAt(EVERY)) - clock.now()

  it('is due at once the first time, and then after so many minutes', async () => {
    expect(await wait()).toBe(0)
    await collector.collect(signal)
    expect(await wait()).toBe(EVERY)
  })

  it('is due sooner after a failure', async () => {
    list = () => Promise.reject(new SourceError('It broke off.'))
    await collector.collect(signal)
    expect(await wait()).toBe(5 * MINUTE)
  })

  it('is due when the clock was set back behind the last time', async () => {
    await collector.collect(signal)
    clock.set('2026-11-22T09:00Z')
    expect(await wait()).toBe(0)
  })

  it('ignores a retry time from a clock that was ahead', async () => {
    list = () => Promise.reject(new SourceError('It is too busy.', { retryAfterMs: 20 * MINUTE }))
    clock.set('2029-01-01T09:00Z')
    await collector.collect(signal)
    clock.set('2026-11-23T09:00Z')
    list = async () => ({ papers: [candidate('1')], skipped: [] })
    expect((await collector.collect(signal)).error).toBeUndefined()
  })

  it('waits for as long as the source asked, and reports why it has nothing newer', async () => {
    list = () => Promise.reject(new SourceError('It is too busy.', { retryAfterMs: 20 * MINUTE }))
    await collector.collect(signal)
    expect((await collector.feed()).text).toBe('It is too busy. Next try today at 09:20 UTC.')
    expect(await wait()).toBe(20 * MINUTE)
  })

  it('stores the days that it got before the source failed', async () => {
    list = async day => {
      if (day === '2026-11-22') throw new SourceError('It broke off.')
      return { papers: [candidate('1')], skipped: [] }
    }
    expect(await collector.collect(signal)).toMatchObject({ error: 'It broke off.', newestDay: '2026-11-23' })
    expect(await store.papers.candidates('2026-11-20')).toHaveLength(1)
  })

  it('collects the other days when only one fails', async () => {
    list = async day => {
      if (day === '2026-11-23') throw new SourceError('That day cannot be read.', { ofDay: true })
      return { papers: [candidate('1', { paper: { day } })], skipped: [] }
    }
    expect(await collector.collect(signal)).toMatchObject({ error: 'That day cannot be read.' })
    expect(asked).toHaveLength(7)
    expect(await store.papers.candidates('2026-11-01')).toHaveLength(1)
  })

  it('doesn’t ask before the source allows it, not even after a restart', async () => {
    list = () => Promise.reject(new SourceError('It is too busy.', { retryAfterMs: 20 * MINUTE }))
    await collector.collect(signal)
    asked.length = 0
    clock.advance(19 * MINUTE)
    await collector.collect(signal)
    expect(asked).toEqual([])
  })

  it('counts what it could not read, and logs examples with the reason', async () => {
    list = async day => ({
      papers: [candidate('1')],
      skipped: day === '2026-11-23' ? [{ id: '2611.00009', reason: 'title: expected string' }] : [],
    })
    expect(await collector.collect(signal)).toMatchObject({ skipped: 1 })
    expect(warnings).toEqual([
      [
        { day: '2026-11-23', skipped: 1, examples: [{ id: '2611.00009', reason: 'title: expected string' }] },
        LEFT_OUT,
      ],
    ])
  })

  it('names the first twenty that it could not read, and counts all', async () => {
    const skipped = Array.from({ length: 21 }, (_, index) => ({ id: `${index + 1}`, reason: 'no title' }))
    list = async day => ({ papers: [], skipped: day === '2026-11-23' ? skipped : [] })
    expect(await collector.collect(signal)).toMatchObject({ skipped: 21, listed: 0 })
    expect(warnings).toEqual([[{ day: '2026-11-23', skipped: 21, examples: skipped.slice(0, 20) }, LEFT_OUT]])
  })

  describe('a paper that was listed', () => {
    const monday = (id: string) => candidate(id)
    /** The papers that count as gone from their list after this one. */
    async function delistedAfter(next: PaperSource['list']): Promise<string[]> {
      list = async day => ({ papers: day === '2026-11-23' ? [monday('1'), monday('2')] : [], skipped: [] })
      await collector.collect(signal)
      clock.advance(EVERY)
      list = next
      await collector.collect(signal)
      const found = await store.papers.candidates('2026-11-01')
      return found.flatMap(({ paper }) => (paper.delisted ? paper.id : []))
    }

    it.each<[string, PaperSource['list'], string[]]>([
      ['is still there', async () => ({ papers: [monday('1'), monday('2')], skipped: [] }), []],
      ['is gone', async () => ({ papers: [monday('1')], skipped: [] }), ['2']],
      [
        'can’t be read',
        async () => ({ papers: [monday('1')], skipped: [{ id: '2', reason: 'no title' }] }),
        [],
      ],
      [
        'is gone, and another one can’t be read',
        async () => ({ papers: [monday('1')], skipped: [{ id: '9', reason: 'no title' }] }),
        ['2'],
      ],
      [
        'may be an item that can’t be read',
        async () => ({ papers: [monday('1')], skipped: [{ reason: 'no id' }] }),
        [],
      ],
      [
        'is on another day’s list',
        async day => ({ papers: [monday(day === '2026-11-22' ? '2' : '1')], skipped: [] }),
        [],
      ],
      [
        'is missing with all others',
        async day => ({
          papers: day === '2026-11-23' ? [] : [candidate('9', { paper: { day } })],
          skipped: [],
        }),
        [],
      ],
      [
        'is on a list that can’t be read',
        async day => {
          if (day === '2026-11-23') throw new SourceError('That day cannot be read.', { ofDay: true })
          return { papers: [candidate('9', { paper: { day } })], skipped: [] }
        },
        [],
      ],
    ])('and now %s', async (_, next, delisted) => {
      expect(await delistedAfter(next)).toEqual(delisted)
      const text = 'papers are gone from the list of their day'
      const expected = delisted.map(() => [{ day: '2026-11-23', delisted: 1 }, text])
      expect(notes).toEqual(expected)
    })
  })

  describe('a check before digests', () => {
    beforeEach(async () => {
      await collector.collect(signal)
      clock.advance(10 * MINUTE)
      asked.length = 0
    })
    const check = (daysBack: number) => collector.check(daysBack, signal)

    it.each([
      [3, ['2026-11-23', '2026-11-22', '2026-11-21', '2026-11-20']],
      [0, ['2026-11-23', '2026-11-22', '2026-11-21']],
    ])('for %i days back asks for them, and never for fewer than a collection', async (daysBack, days) => {
      expect(await check(daysBack)).toBe(true)
      expect(asked).toEqual(days)
      expect((await collector.feed()).text).toBe('Papers are up to date (checked today at 09:10 UTC).')
    })

    it.each([
      [2 * MINUTE - 1, 0],
      [2 * MINUTE, 9],
      [-2 * MINUTE, 9],
    ])('%i ms after the last one asks for %i days', async (ms, count) => {
      await check(8)
      asked.length = 0
      clock.advance(ms)
      expect(await check(8)).toBe(count > 0)
      expect(asked).toHaveLength(count)
    })

    it('right after a collection asks only for the other days that digests cover', async () => {
      await collector.collect(signal)
      asked.length = 0
      expect(await check(2)).toBe(false)
      expect(await check(3)).toBe(true)
      expect(asked).toEqual(['2026-11-20'])
      expect(await collector.collect(signal)).toMatchObject({ listed: 3 })
    })

    it('doesn’t ask beside a collection that waits for its last day', async () => {
      const usual = list
      const waiting = Promise.withResolvers<void>()
      const answer = Promise.withResolvers<void>()
      list = async (day, given) => {
        if (day === '2026-11-21') {
          waiting.resolve()
          await answer.promise
        }
        return usual(day, given)
      }
      const collecting = collector.collect(signal)
      await waiting.promise
      expect(await check(2)).toBe(false)
      answer.resolve()
      await collecting
      expect(asked).toEqual(['2026-11-23', '2026-11-22', '2026-11-21'])
    })

    it('doesn’t take a paper for gone that another list has, whose day was asked for just now', async () => {
      const moved = candidate('7', { paper: { day: '2026-11-20' } })
      list = async day => ({ papers: day === '2026-11-20' ? [moved] : [], skipped: [] })
      await check(3)
      clock.advance(2 * MINUTE)
      list = async day => ({ papers: [day === '2026-11-22' ? moved : candidate(day)], skipped: [] })
      await collector.collect(signal)
      await check(3)
      expect((await store.papers.find('7'))?.paper.delisted).toBeUndefined()
    })

    it('finds what is gone from an older list', async () => {
      const day = '2026-11-17'
      const old = (id: string) => candidate(id, { paper: { day } })
      list = async asked => ({ papers: asked === day ? [old('8'), old('9')] : [], skipped: [] })
      await check(7)
      clock.advance(2 * MINUTE)
      list = async asked => ({ papers: asked === day ? [old('8')] : [], skipped: [] })
      await check(7)
      const found = await store.papers.candidates(day)
      expect(found.flatMap(({ paper }) => (paper.delisted ? paper.id : []))).toEqual(['9'])
    })

    it('doesn’t ask a source that failed last', async () => {
      list = () => Promise.reject(new SourceError('It is down.'))
      await collector.collect(signal)
      asked.length = 0
      clock.advance(5 * MINUTE)
      expect(await check(3)).toBe(false)
      expect(asked).toEqual([])
    })

    it('that fails is only logged, and not repeated at once', async () => {
      const before = await collector.feed()
      list = () => Promise.reject(new SourceError('It is down.'))
      expect(await check(3)).toBe(false)
      expect(warnings).toEqual([
        [{ source: 'Test source', reason: 'It is down.' }, 'could not check papers before a digest'],
      ])
      expect(await collector.feed()).toEqual(before)
      clock.advance(MINUTE)
      await check(3)
      expect(asked).toEqual(['2026-11-23'])
    })

    it('of a source that hangs is given up after ten seconds', async () => {
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
      onTestFinished(() => void vi.useRealTimers())
      const hangs = Promise.withResolvers<void>()
      list = (_day, limited) =>
        new Promise((_, reject) => {
          limited.addEventListener('abort', () => reject(limited.reason))
          hangs.resolve()
        })
      let checked: boolean | undefined
      const checking = check(3).then(done => {
        checked = done
      })
      await hangs.promise
      await vi.advanceTimersByTimeAsync(9_999)
      expect(checked).toBeUndefined()
      await vi.advanceTimersByTimeAsync(1)
      await checking
      expect(checked).toBe(false)
      expect(warnings).toHaveLength(1)
    })

    it.each([
      new TypeError('a fault of ours'),
      new DOMException('it can’t be copied', 'DataCloneError'),
      Object.assign(new Error('not of the time limit'), { name: 'TimeoutError' }),
    ])('lets faults of ours through: %s', async fault => {
      list = () => Promise.reject(fault)
      await expect(check(3)).rejects.toBe(fault)
      expect(outcomes().at(-1)).toBe('error')
    })

    it('lets its end by the signal through', async () => {
      const stop = new AbortController()
      list = async (_day, given) => {
        stop.abort(new Error('stopping'))
        throw given.reason
      }
      await expect(collector.check(3, stop.signal)).rejects.toThrow('stopping')
      clock.advance(2 * MINUTE)
      list = () => Promise.reject(new SourceError('It was aborted.'))
      await expect(collector.check(3, stop.signal)).rejects.toThrow('It was aborted.')
    })
  })

  it('checks nothing before the first collection', async () => {
    expect(await collector.check(3, signal)).toBe(false)
    expect(asked).toEqual([])
  })

  it('counts what it could read on all days', async () => {
    expect(await collector.collect(signal)).toMatchObject({ skipped: 0, listed: 7 })
  })

  it('still reports when it last succeeded and was fresh while it fails', async () => {
    const at = clock.now()
    await collector.collect(signal)
    clock.advance(24 * 60 * MINUTE)
    const error = new SourceError('It is down.', { where: 'https://source.example' })
    list = () => Promise.reject(error)
    expect(await collector.collect(signal)).toEqual({
      checkedAt: clock.now(),
      succeededAt: at,
      freshAt: at,
      newestDay: '2026-11-23',
      skipped: 0,
      error: 'It is down.',
    })
    expect(warnings).toEqual([
      [
        { source: 'Test source', where: 'https://source.example', reason: 'It is down.' },
        'could not collect papers',
      ],
    ])
  })

  it('isn’t fresh with a list of another day', async () => {
    list = async () => ({ papers: [candidate('1', { paper: { day: '2026-11-20' } })], skipped: [] })
    const { freshAt, succeededAt } = await collector.collect(signal)
    expect({ freshAt, succeededAt }).toEqual({ freshAt: undefined, succeededAt: clock.now() })
  })

  it('asks for no more days once the whole source has failed', async () => {
    list = () => Promise.reject(new SourceError('It is down.'))
    await collector.collect(signal)
    expect(asked).toEqual(['2026-11-23'])
  })

  it('reports the first of the days that failed', async () => {
    list = day => Promise.reject(new SourceError(`Not ${day}.`, { ofDay: true }))
    expect(await collector.collect(signal)).toMatchObject({ error: 'Not 2026-11-23.' })
    expect(asked).toHaveLength(7)
  })

  it.each([new TypeError('a fault of ours'), Object.assign(new Error('not of the source'), { ofDay: true })])(
    'lets faults of ours through: %s',
    async fault => {
      list = () => Promise.reject(fault)
      await expect(collector.collect(signal)).rejects.toBe(fault)
      expect(asked).toHaveLength(1)
      expect(outcomes()).toEqual(['error'])
      expect(await store.keyValues.get('feed')).toBeUndefined()
    },
  )

  it('asks again at the moment that the source allows', async () => {
    list = () => Promise.reject(new SourceError('It is too busy.', { retryAfterMs: 20 * MINUTE }))
    await collector.collect(signal)
    clock.advance(20 * MINUTE)
    await collector.collect(signal)
    expect(asked).toHaveLength(2)
  })

  it('is due after a failure no later than it would be without one', async () => {
    list = () => Promise.reject(new SourceError('It broke off.'))
    await collector.collect(signal)
    expect((await collector.nextAt(MINUTE)) - clock.now()).toBe(MINUTE)
  })

  it('has the source to itself for ten seconds after a collection, and for as long as it asks', async () => {
    expect(await collector.freeAt()).toBe(0)
    await collector.collect(signal)
    const at = clock.now()
    clock.advance(1_000)
    expect(await collector.freeAt()).toBe(at + 10_000)
    clock.set(at - MINUTE)
    expect(await collector.freeAt()).toBe(at - MINUTE + 10_000)
    clock.set(at)
    list = () => Promise.reject(new SourceError('It is too busy.', { retryAfterMs: 20 * MINUTE }))
    await collector.collect(signal)
    expect(await collector.freeAt()).toBe(at + 20 * MINUTE)
    clock.set(at - MINUTE)
    expect(await collector.freeAt()).toBe(at - MINUTE + 10_000)
  })

  it('remembers the state of the feed over a restart', async () => {
    await collector.collect(signal)
    const again = createCollector({
      papers: store.papers,
      keyValues: store.keyValues,
      clock,
      log: silentLog,
      source: { name: 'Test source', list: () => Promise.reject(new Error('not asked')) },
    })
    expect((await again.feed()).state).toBe('fresh')
  })

  it('is aborted by its signal', async () => {
    const stop = new AbortController()
    list = async (_day, given) => {
      stop.abort(new Error('stopping'))
      throw given.reason
    }
    await expect(collector.collect(stop.signal)).rejects.toThrow('stopping')
    list = () => Promise.reject(new SourceError('It was aborted.'))
    await expect(collector.collect(stop.signal)).rejects.toThrow('It was aborted.')
    expect(await store.keyValues.get('feed')).toBeUndefined()
  })
})

describe('collecting a source that has only its newest list', () => {
  const ofArxiv = () => {
    const source: PaperSource = {
      name: 'Other source',
      list(day, signal) {
        asked.push(day)
        return list(day, signal)
      },
    }
    return createCollector({
      source,
      newestOnlyOf: 'arxiv',
      papers: store.papers,
      keyValues: store.keyValues,
      clock,
      log: silentLog,
    })
  }
  const announced = (id: string, day: string) => {
    const { counts: _, ...rest } = candidate(id, { paper: { day, sources: ['arxiv'] } })
    return rest
  }

  it('asks for that alone, and reports its day until it is old', async () => {
    const arxiv = ofArxiv()
    list = async () => ({ papers: [announced('2611.00001', '2026-11-23')], skipped: [] })
    await arxiv.collect(signal)
    expect(asked).toEqual(['2026-11-23'])
    expect((await arxiv.feed()).state).toBe('fresh')
    clock.set('2026-11-28T09:00Z')
    list = async () => ({ papers: [], skipped: [] })
    await arxiv.collect(signal)
    expect(await arxiv.feed()).toMatchObject({
      state: 'stalled',
      text: 'The source answers, but only with old lists. The newest list is from Monday 23 November.',
    })
    clock.set('2026-11-22T09:00Z')
    await arxiv.collect(signal)
    expect((await arxiv.feed()).state).toBe('fresh')
  })

  it('reports the newest day of its papers, whichever comes last', async () => {
    const arxiv = ofArxiv()
    const papers = ['2026-11-20', '2026-11-23', '2026-11-22'].map((day, index) =>
      announced(`2611.0000${index}`, day),
    )
    list = async () => ({ papers, skipped: [] })
    expect(await arxiv.collect(signal)).toMatchObject({ newestDay: '2026-11-23' })
  })

  it('is quiet on a weekend, when the newest list is Friday’s', async () => {
    const arxiv = ofArxiv()
    clock.set('2026-11-20T09:00Z')
    list = async () => ({ papers: [announced('2611.00001', '2026-11-20')], skipped: [] })
    await arxiv.collect(signal)
    clock.set('2026-11-21T09:00Z')
    list = async () => ({ papers: [], skipped: [] })
    await arxiv.collect(signal)
    expect((await arxiv.feed()).state).toBe('quiet')
  })

  it('takes no paper off its list, and leaves the other source’s report alone', async () => {
    await collector.collect(signal)
    const before = await collector.feed()
    const arxiv = ofArxiv()
    list = async () => ({ papers: [announced('2611.00001', '2026-11-23')], skipped: [] })
    await arxiv.collect(signal)
    list = async () => ({ papers: [announced('2611.00002', '2026-11-23')], skipped: [] })
    await arxiv.collect(signal)
    expect((await store.papers.find('2611.00001'))?.paper.delisted).toBeUndefined()
    expect((await store.papers.find('1'))?.paper.delisted).toBeUndefined()
    list = () => Promise.reject(new SourceError('It is down.'))
    await arxiv.collect(signal)
    expect(await collector.feed()).toEqual(before)
    expect((await arxiv.feed()).state).toBe('failed')
    // Databases have it under this name.
    expect(await store.keyValues.get('feed arxiv')).toContain('It is down.')
  })
})
