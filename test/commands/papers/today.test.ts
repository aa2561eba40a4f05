import { beforeEach, describe, expect, it } from 'vitest'
import { type AppHarness, createAppHarness, textOf } from '../../fixtures/app-harness.ts'
import { candidate } from '../../fixtures/candidates.ts'

/** A Monday. */
const NOW = '2026-11-23T08:30Z'

const listedOn = (day: string, id: string, title = 'Agents') =>
  candidate(id, { paper: { title, day, listedAt: Date.parse(`${day}T08:00Z`) } })

let harness: AppHarness
beforeEach(async () => {
  harness = await createAppHarness(NOW)
  const days = [
    '2026-08-18',
    '2026-08-19',
    '2026-08-20',
    '2026-11-20',
    '2026-11-22',
    '2026-11-23',
    '2026-11-16',
  ]
  const papers = days.map((day, index) => listedOn(day, `2611.0000${index}`))
  await harness.store.papers.record(
    [...papers, listedOn('2026-08-19', '2611.00009', 'Robots')],
    harness.clock.now(),
  )
  return () => harness.store.close()
})

const ids = async (text: string) =>
  (await harness.type(text)).digest?.entries.map(({ paperId }) => paperId).toSorted()

describe('today', () => {
  it.each([
    ['today', ['2611.00005']],
    ['today today', ['2611.00005']],
    ['today 2026-08-19', ['2611.00001', '2611.00009']],
    ['today for 2026/08/19', ['2611.00001', '2611.00009']],
    ['today 2026-8-19 robots', ['2611.00009']],
    ['today yesterday', ['2611.00004']],
    ['yesterday', ['2611.00004']],
    ['Today Yesterday agents', ['2611.00004']],
    ['today friday', ['2611.00003']],
    ['today monday', ['2611.00006']],
    ['today last-monday', ['2611.00006']],
    ['today 2026-11-23', ['2611.00005']],
    ['today agents', ['2611.00005']],
    ['daily', ['2611.00005']],
    ['today last friday', ['2611.00003']],
    ['today 3 days ago', ['2611.00003']],
    ['today a week ago agents', ['2611.00006']],
    ['today 0 days ago', ['2611.00005']],
    ['today 20260819', ['2611.00001', '2611.00009']],
    ['today 20260819 robots', ['2611.00009']],
    ['today 2026-08-19, robots', ['2611.00009']],
    ['today (2026-08-19): robots', ['2611.00009']],
    ['today yesterday’s', ['2611.00004']],
    ['today Fri', ['2611.00003']],
    ['today thurs agents', undefined],
    ['today last mon', ['2611.00006']],
    ['today last Sun.', ['2611.00004']],
    ['today three days ago', ['2611.00003']],
    ['today the day before yesterday', undefined],
    ['today one week ago', ['2611.00006']],
    ['today robots 2026-08-19', ['2611.00009']],
    ['today robots on 2026/08/19', ['2611.00009']],
    ['today agents yesterday', ['2611.00004']],
    ['today agents on friday', ['2611.00003']],
    ['today agents last friday', ['2611.00003']],
    ['today from yesterday', ['2611.00004']],
    ['today papers, please', ['2611.00005']],
    ['yesterday’s papers', ['2611.00004']],
    ['/today all papers', ['2611.00005']],
  ])('%s lists the papers of that day', async (text, papers) => {
    expect(await ids(text)).toEqual(papers)
  })

  it.each([
    ['next friday agents', 'next friday'],
    ['24 Nov', '24 Nov'],
    ['november 24, 2026', 'november 24'],
    ['on 3rd of march', '3rd of march'],
    ['this week', 'this week'],
    ['last month agents', 'last month'],
    ['2026-11', '2026-11'],
    ['2026-W47', '2026-W47'],
    ['2026W47-1 agents', '2026W47-1'],
    ['-1', '-1'],
    ['–1 agents', '-1'],
    ['+7d', '+7d'],
    ['1000 days ago', '1000 days ago'],
    ['eleven days ago', 'eleven days ago'],
    ['3days ago', '3days ago'],
    ['a fortnight ago agents', 'a fortnight ago'],
    ['last night', 'last night'],
    ['yesterday evening agents', 'yesterday evening'],
    ['12/25', '12/25'],
    ['25/12 agents', '25/12'],
    ['25.12.', '25.12.'],
    ['2026/11', '2026/11'],
    ['20-Nov-2026', '20-Nov-2026'],
    ['Friday, 20 November 2026', 'Friday 20 '],
    ['2026年11月20日', '2026年11月20日'],
    ['2026-11-20T09:00Z', '2026-11-20T09:00Z'],
    ['2026-11-20/2026-11-22', '2026-11-20/2026-11-22'],
    ['3 months ago', '3 months ago'],
  ])('%s is no topic: it names the day that was not understood', async (text, day) => {
    const reply = textOf(await harness.type(`today ${text}`))
    expect(reply).toContain(`“${day}” wasn’t understood as a day. Write it as 2026-11-23.`)
  })

  it.each([
    '2026-11-20 to 2026-11-22',
    '2026-11-20 2026-11-22',
    'yesterday and monday',
    'yesterday - friday',
    'yesterday yesterday',
    'since 2026-11-20',
    'until friday',
    'agents after yesterday',
  ])('%s are several days, of which one has to be named', async text => {
    expect(textOf(await harness.type(`today ${text}`))).toContain('Name only one day.')
  })

  it.each([
    'SAT',
    'sun',
    '"yesterday"',
    '3/45',
    'wednesdays',
    'black friday',
    'before attention',
    'paper of the year',
  ])('%s is a topic too', async text => {
    expect(textOf(await harness.type(`today ${text}`))).toContain('match')
  })

  it.each(['3d', 'last layer', 'week supervision', 'octree 3', 'next token', 'ago'])(
    '%s is a topic',
    async topic => {
      expect(textOf(await harness.type(`today ${topic}`))).toContain(
        `No papers of the last few days match ${topic}`,
      )
    },
  )

  it('offers to search all papers where no recent one matches a topic', async () => {
    const { actions } = await harness.type('today octree')
    expect(actions).toEqual([{ label: 'Search all papers', command: 'search octree' }])
  })

  it('names the day, and keeps to it on other pages', async () => {
    await harness.store.papers.record(
      Array.from({ length: 11 }, (_, index) => listedOn('2026-08-19', `2611.001${10 + index}`)),
      harness.clock.now(),
    )
    const { digest } = await harness.type('today 2026-08-19 agents')
    expect(digest?.title).toContain('Wednesday 19 August')
    expect(digest?.actions.map(({ command }) => command)).toContain('page 2 today 2026-08-19 agents')
    const second = await harness.type('page 2 today 2026-08-19 agents')
    expect(second.digest?.entries.length).toBeGreaterThan(0)
    expect(second.digest?.title).toBe(digest?.title)
  })

  it('names the year of a day in another one', async () => {
    await harness.store.papers.record([listedOn('2025-11-20', '2511.00001')], harness.clock.now())
    const titles = [await harness.type('today 2025-11-20'), await harness.type('today')].map(
      reply => reply.digest?.title,
    )
    expect(titles).toEqual(['Papers · Thursday 20 November 2025', 'Today · Monday 23 November'])
  })

  it.each([
    ['2026-02-30', 'isn’t a day'],
    ['2026-13-01', 'isn’t a day'],
    ['19.08.2026', 'isn’t a day'],
    ['08/19/2026', 'isn’t a day'],
    ['2026-11-24', 'The list of Tuesday 24 November doesn’t exist yet.'],
    ['2027-01-01', 'The list of 1 January 2027 doesn’t exist yet.'],
    ['tomorrow', 'doesn’t exist yet'],
    ['2026-08-21', 'No papers were listed on Friday 21 August'],
    ['sunday robots', 'No papers of Sunday 22 November match robots'],
  ])('%s is refused: %s', async (day, reason) => {
    const reply = await harness.type(`today ${day}`)
    expect(reply.digest).toBeUndefined()
    expect(reply.visibility).toBe('ephemeral')
    expect(textOf(reply)).toContain(reason)
  })

  describe('has buttons to the nearest days with papers', () => {
    beforeEach(async () => {
      await harness.store.papers.record(
        [
          listedOn('2026-07-03', '2607.00001'),
          listedOn('2026-07-14', '2607.00002'),
          listedOn('2026-07-24', '2607.00003'),
          listedOn('2026-07-25', '2607.00004'),
        ],
        harness.clock.now(),
      )
    })
    const days = async (text: string) => {
      const { digest, actions = [] } = await harness.type(text)
      return [...(digest?.actions ?? []), ...actions].flatMap(({ label, command, inPlace }) =>
        label.endsWith(' day') && inPlace ? [`${label}: ${command}`] : [],
      )
    }

    it.each([
      ['2026-07-14', ['Next day: today 2026-07-24']],
      ['2026-07-24', ['Previous day: today 2026-07-14', 'Next day: today 2026-07-25']],
      ['2026-07-25 agents', ['Previous day: today 2026-07-24 agents']],
      ['2026-07-20', ['Previous day: today 2026-07-14', 'Next day: today 2026-07-24']],
      ['2026-07-25 zebras', []],
    ])('of %s', async (day, expected) => expect(await days(`today ${day}`)).toEqual(expected))
  })
})
