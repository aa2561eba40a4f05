import { beforeEach, describe, expect, it } from 'vitest'
import type { SuggestionKind } from '../../src/messages/form.ts'
import { type AppHarness, createAppHarness } from '../fixtures/app-harness.ts'
import { candidate } from '../fixtures/candidates.ts'

let harness: AppHarness
beforeEach(async () => {
  harness = await createAppHarness('2026-11-23T08:30Z')
  return () => harness.store.close().catch(() => {})
})

const record = (...papers: { id: string; title?: string; keywords?: string[]; upvotes?: number }[]) =>
  harness.store.papers.record(
    papers.map(({ id, title = `A Paper Called ${id}`, keywords = [], upvotes = 10 }) =>
      candidate(id, { paper: { title, keywords }, counts: { upvotes, comments: 0 } }),
    ),
    harness.clock.now(),
  )

const values = async (kind: SuggestionKind, typed: string): Promise<string[]> =>
  (await harness.suggest(kind, typed)).map(({ value }) => value)

describe('suggested topics', () => {
  it('are keywords, those with most papers first, below what was typed', async () => {
    await record(
      { id: '2611.00001', keywords: ['Rare', 'Agents'] },
      { id: '2611.00002', keywords: ['agents', 'often'] },
      { id: '2611.00003', keywords: ['often', 'AGENTS'] },
    )
    expect(await values('topic', '')).toEqual(['agents', 'often', 'rare'])
    expect(await values('topic', ' ')).toEqual(['agents', 'often', 'rare'])
    expect(await values('topic', ' Of ')).toEqual(['Of', 'often'])
    expect(await values('topic', 'often')).toEqual(['often'])
  })

  it('are ranked by the papers that match in the last week, and say how many, with the plain topic as value', async () => {
    await record(
      { id: '2611.00001', keywords: ['ants', 'antlers'] },
      { id: '2611.00002', keywords: ['antlers'] },
      { id: '2611.00003', keywords: [], title: 'Ants' },
      { id: '2611.00004', keywords: [], title: 'An Ant' },
    )
    expect(await harness.suggest('topic', 'ant')).toEqual([
      { label: 'ant · 3 papers a week', value: 'ant' },
      { label: 'antlers · 2 papers a week', value: 'antlers' },
    ])
    expect(await harness.suggest('topic', 'An')).toEqual([
      { label: 'An · 1 paper a week', value: 'An' },
      { label: 'ants · 3 papers a week', value: 'ants' },
      { label: 'antlers · 2 papers a week', value: 'antlers' },
    ])
  })

  it('have what was typed without a count if it isn’t a topic, and with none if nothing matches', async () => {
    await record({ id: '2611.00001' })
    expect(await harness.suggest('topic', '(agents')).toEqual([{ label: '(agents', value: '(agents' }])
    expect(await harness.suggest('topic', 'zebras')).toEqual([
      { label: 'zebras · 0 papers a week', value: 'zebras' },
    ])
  })

  it('count seven days, and are renewed within a minute or two, or after an hour at once', async () => {
    await record({ id: '2611.00001', keywords: ['ants'] })
    const old = candidate('2611.00002', { paper: { keywords: ['ants'], day: '2026-11-16' } })
    await harness.store.papers.record([old], harness.clock.now())
    const label = async () => (await harness.suggest('topic', 'ants'))[0]?.label
    expect(await label()).toBe('ants · 1 paper a week')
    await record({ id: '2611.00003', keywords: ['ants'] })
    harness.clock.set('2026-11-23T08:30:59Z')
    expect(await label()).toBe('ants · 1 paper a week')
    harness.clock.set('2026-11-23T08:31Z')
    await expect.poll(label).toBe('ants · 2 papers a week')
    await record({ id: '2611.00004', keywords: ['ants'] })
    harness.clock.set('2026-11-23T09:31Z')
    expect(await label()).toBe('ants · 3 papers a week')
  })

  it('are prepared after a start, so that the first who types finds them there', async () => {
    harness.source.days.set('2026-11-23', [
      {
        paper: candidate('2611.00001', { paper: { keywords: ['ants'] } }).paper,
        counts: { upvotes: 1, comments: 0 },
      },
    ])
    let asked = 0
    const { candidates } = harness.store.papers
    harness.store.papers.candidates = (...days) => {
      asked++
      return candidates(...days)
    }
    await harness.app.start()
    await expect.poll(() => asked).toBe(1)
    expect(await values('topic', '')).toEqual(['ants'])
    expect(asked).toBe(1)
  })

  it('start with what was typed first, then those in which a later word does', async () => {
    await record({ id: '2611.00001', keywords: ['small agents', 'reagents', 'agents'] })
    expect(await values('topic', 'Age')).toEqual(['Age', 'agents', 'small agents'])
  })

  it('leave out those that are too long to be followed, and shorten what was typed', async () => {
    const [longest, tooLong] = ['x'.repeat(100), 'x'.repeat(101)]
    await record({ id: '2611.00001', keywords: [longest, tooLong] })
    expect(await values('topic', '')).toEqual([longest])
    expect(await values('topic', 'y'.repeat(120))).toEqual(['y'.repeat(100)])
    expect((await harness.suggest('topic', ''))[0]?.label).toMatch(/^x{57}… · 1 paper a week$/)
  })

  it('are at most twenty-five', async () => {
    await record({ id: '2611.00001', keywords: Array.from({ length: 40 }, (_, index) => `word${index}`) })
    expect(await values('topic', '')).toHaveLength(25)
    expect(await values('topic', 'word')).toHaveLength(25)
  })
})

describe('suggested papers', () => {
  beforeEach(() =>
    record(
      { id: '2611.00001', title: 'Agents That Plan', upvotes: 1 },
      { id: '2611.00002', title: 'Small Agents', upvotes: 50 },
      { id: '2612.00003', title: '2611 Ways to Cook', upvotes: 20 },
    ),
  )

  it('are the best first while nothing was typed', async () => {
    expect(await values('paper', '')).toEqual(['2611.00002', '2612.00003', '2611.00001'])
    expect(await values('paper', '  ')).toEqual(['2611.00002', '2612.00003', '2611.00001'])
  })

  it('match by the title, and are shown by it', async () => {
    expect(await harness.suggest('paper', 'age')).toEqual([
      { label: 'Agents That Plan', value: '2611.00001' },
      { label: 'Small Agents', value: '2611.00002' },
    ])
  })

  it('match by the beginning of the id, before any title', async () => {
    expect(await values('paper', ' 2611 ')).toEqual(['2611.00002', '2611.00001', '2612.00003'])
    expect(await values('paper', '00001')).toEqual([])
  })
})

describe('other suggestions', () => {
  it('of followed topics are those of the channel, by their names, and all of them', async () => {
    await harness.type('confirm subscribe')
    await harness.type('confirm subscribe small agents')
    expect(await values('followed', '')).toEqual(['*', 'small agents', 'all'])
    expect(await values('followed', 'agent')).toEqual(['small agents'])
    expect(await values('followed', 'general')).toEqual(['*'])
    expect(await values('followed', 'al')).toEqual(['all'])
  })

  it('of followed topics are at most twenty-five', async () => {
    for (let number = 0; number < 30; number++) await harness.type(`confirm subscribe topic${number}`)
    expect(await values('followed', '')).toHaveLength(25)
  })

  it('of zones are zones', async () => {
    expect(await harness.suggest('zone', 'paris')).toContainEqual({
      label: 'Europe/Paris',
      value: 'Europe/Paris',
    })
    expect((await values('zone', '')).length).toBeLessThanOrEqual(25)
  })

  it('are none if the store fails', async () => {
    await harness.store.close()
    expect(await harness.suggest('topic', 'agents')).toEqual([])
    expect(await harness.suggest('followed', '')).toEqual([])
  })
})
