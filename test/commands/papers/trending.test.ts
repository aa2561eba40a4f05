import { beforeEach, describe, expect, it } from 'vitest'
import { type AppHarness, createAppHarness, textOf } from '../../fixtures/app-harness.ts'
import { candidate } from '../../fixtures/candidates.ts'

let harness: AppHarness
beforeEach(async () => {
  harness = await createAppHarness('2026-11-23T08:30Z')
  return () => harness.store.close()
})

const record = (...papers: { id: string; day: string; upvotes: number; title?: string }[]) =>
  harness.store.papers.record(
    papers.map(({ id, day, upvotes, title = 'Agents' }) =>
      candidate(id, {
        paper: { title: `${title}, part ${id}`, day, listedAt: Date.parse(`${day}T08:00Z`) },
        counts: { upvotes, comments: 0 },
      }),
    ),
    harness.clock.now(),
  )

/** Marks the lists of these days as collected. */
const cover = (from: string, to: string) =>
  harness.store.keyValues.set('archive', JSON.stringify([{ from, to }]))

const ids = async (text: string): Promise<string[] | undefined> =>
  (await harness.type(text)).digest?.entries.map(({ paperId }) => paperId)

const days = [
  { id: '2611.00001', day: '2026-11-22', upvotes: 1 },
  { id: '2611.00002', day: '2026-11-21', upvotes: 1 },
  { id: '2611.00003', day: '2026-11-16', upvotes: 1 },
  { id: '2611.00004', day: '2026-11-15', upvotes: 1 },
  { id: '2611.00005', day: '2026-10-24', upvotes: 1 },
  { id: '2611.00006', day: '2026-10-23', upvotes: 1 },
]

describe('trending', () => {
  it.each([
    ['trending', 1],
    ['trending day', 1],
    ['trending week', 3],
    ['Trending MONTH', 5],
  ])('%s reaches back over %d of the six days', async (text, count) => {
    await record(...days)
    expect((await ids(text))?.toSorted()).toEqual(days.slice(0, count).map(({ id }) => id))
  })

  it('lets age count less over a week, and not at all over a month', async () => {
    await record(
      { id: '2611.00001', day: '2026-11-23', upvotes: 10 },
      { id: '2611.00002', day: '2026-11-22', upvotes: 18 },
      { id: '2611.00003', day: '2026-11-17', upvotes: 20 },
    )
    expect((await ids('trending'))?.[0]).toBe('2611.00001')
    expect((await ids('trending week'))?.[0]).toBe('2611.00002')
    expect((await ids('trending month'))?.[0]).toBe('2611.00003')
  })

  it.each([
    ['trending robots', 'trending day robots'],
    ['trending week robots', 'trending week robots'],
    ['trending weekly robots', 'trending week robots'],
    ['trending this week robots', 'trending week robots'],
    ['trending last 7 days robots', 'trending week robots'],
    ['trending 30-day robots', 'trending month robots'],
    ['trending 24 hours robots', 'trending day robots'],
    ['trending week, robots', 'trending week robots'],
    ['trending week: robots', 'trending week robots'],
    ['trending in the last week robots', 'trending week robots'],
    ['trending seven days robots', 'trending week robots'],
    ['trending 7d robots', 'trending week robots'],
    ['trending 24h robots', 'trending day robots'],
    ['trending 4w robots', 'trending month robots'],
    ['trending robots week', 'trending week robots'],
    ['trending robots monthly', 'trending month robots'],
    ['trending robots today', 'trending day robots'],
    ['trending robots of the last month', 'trending month robots'],
    ['trending constructor', undefined],
  ])('%s is about the words after the period', async (text, command) => {
    await harness.store.papers.record(
      Array.from({ length: 12 }, (_, index) =>
        candidate(`2611.000${10 + index}`, { paper: { title: index < 11 ? 'Robots' : 'Agents' } }),
      ),
      harness.clock.now(),
    )
    const { digest } = await harness.type(text)
    expect(digest?.actions.map(action => action.command)).toEqual(
      command && [`page 2 ${command}`, `export ${command}`],
    )
    if (command) expect(digest?.title).toContain('robots')
  })

  it('without a topic is about every paper, to the asker alone', async () => {
    await record(...days)
    const reply = await harness.type('trending week')
    expect(reply.visibility).toBe('ephemeral')
    expect(reply.digest?.title).not.toMatch(/[*:]/)
  })

  it.each([
    ['trending month', '2026-11-12', 'Thursday 12 November'],
    ['trending month', '2026-10-26', 'Monday 26 October'],
    ['trending month', '2026-10-25', undefined],
    ['trending week', '2026-11-18', 'Wednesday 18 November'],
    ['trending week', '2026-11-17', undefined],
    ['trending day', '2026-11-20', undefined],
  ])('%s says how far back it goes while older lists are collected: since %s', async (text, from, since) => {
    await record({ id: '2611.00001', day: '2026-11-23', upvotes: 1 })
    await cover(from, '2026-11-20')
    const notes = (await harness.type(text)).digest?.notes.flat().map(note => note.text) ?? []
    const expected = since ? [`Papers are collected back to ${since}; more are coming.`] : []
    expect(notes.filter(note => note.includes('collected'))).toEqual(expected)
  })

  it('has at most fifty papers', async () => {
    await harness.store.papers.record(
      Array.from({ length: 60 }, (_, index) => candidate(`2611.000${10 + index}`)),
      harness.clock.now(),
    )
    await cover('2026-11-17', '2026-11-20')
    const reply = await harness.type('trending week')
    expect(reply.digest?.notes.flat().map(({ text }) => text)).toEqual([expect.stringMatching(/ 50$/)])
  })

  it.each([
    ['trending', ['trending week']],
    ['trending month', []],
    ['trending robots', ['trending week robots', 'search robots']],
    ['trending week robots', ['trending month robots', 'search robots']],
    ['trending month robots', ['search robots']],
  ])('%s that finds nothing offers a longer time, and to search for the topic: %j', async (text, offered) => {
    const reply = await harness.type(text)
    expect(reply.digest).toBeUndefined()
    expect(reply.actions?.map(({ command }) => command)).toEqual(offered)
  })

  it.each([
    'year',
    'yearly',
    'Quarter',
    'all time',
    'last 90 days',
    '2 weeks agents',
    '1 year',
    'hour',
    'this year agents',
    '1 week ago',
    'a month ago agents',
    'two weeks',
    '2026-11',
    '2026-W47 agents',
    '2026-11-20',
    'week month',
    'month, week',
    'week agents this month',
    'weekend',
  ])('%s is refused with the periods that there are', async period => {
    const reply = await harness.type(`trending ${period}`)
    expect(textOf(reply)).toContain('Choose a day, a week or a month')
    expect(reply.actions?.map(({ command }) => command)).toEqual([
      'trending day',
      'trending week',
      'trending month',
    ])
  })

  it.each(['2w', '6d', '90d', '48h', 'week 22'])('%s is no period, and no topic either', async text => {
    const reply = await harness.type(`trending ${text}`)
    expect(textOf(reply)).toMatch(/Choose a day, a week or a month|22 is a number/)
  })

  it.each(['time series', 'all', '3d', '5d', 'the transformer'])('%s is a topic', async topic => {
    const [action] = (await harness.type(`trending ${topic}`)).actions ?? []
    expect(action?.command).toContain('trending week ')
  })

  it('says how many days it looked at when it finds nothing', async () => {
    expect(textOf(await harness.type('trending'))).toContain('two days')
    expect(textOf(await harness.type('trending week'))).toContain('7 days')
  })

  it('refuses what isn’t a topic', async () => {
    const reply = await harness.type('trending week (robots')
    expect(textOf(reply)).toMatch(/bracket/i)
    expect(reply.digest).toBeUndefined()
  })
})
