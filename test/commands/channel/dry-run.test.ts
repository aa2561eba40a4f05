import { beforeEach, describe, expect, it } from 'vitest'
import { SUBSCRIBING } from '../../../config/defaults.ts'
import type { Reply } from '../../../src/messages/reply.ts'
import { type AppHarness, CHANNEL, createAppHarness, textOf } from '../../fixtures/app-harness.ts'
import { candidate } from '../../fixtures/candidates.ts'

let harness: AppHarness
beforeEach(async () => {
  harness = await createAppHarness('2026-11-23T08:30Z')
  return () => harness.store.close()
})

/** Papers of one day, the first ones about agents. */
const record = (all: number, agents: number, day = '2026-11-23') =>
  harness.store.papers.record(
    Array.from({ length: all }, (_, index) => {
      const title = index < agents ? `Agents, part ${index + 1}` : `Colours, part ${index + 1}`
      const id = `2611.${day.slice(-2)}${String(index).padStart(3, '0')}`
      return candidate(id, { paper: { title, day }, counts: { upvotes: 100 - index, comments: 0 } })
    }),
    harness.clock.now(),
  )

const subscribe = (topic: string): Promise<Reply> => harness.type(`subscribe ${topic}`)
const topics = (): Promise<string[]> => harness.store.channels.topics(CHANNEL)
const titles = ({ digest }: Reply): string[] => digest?.entries.map(({ title }) => title) ?? []

describe('what a topic matched in the last week', () => {
  it('is shown as a number and the best three papers, a line each', async () => {
    await record(10, 5)
    const reply = await subscribe('agents')
    expect(reply.digest?.title).toBe('Last week: 5 papers')
    expect(titles(reply)).toEqual(['Agents, part 1', 'Agents, part 2', 'Agents, part 3'])
    expect(reply.digest?.entries[0]).toMatchObject({
      url: 'https://huggingface.co/papers/2611.23000',
      summary: '',
      facts: [],
    })
  })

  it('has fewer examples where there are fewer', async () => {
    await record(10, 1)
    const reply = await subscribe('agents')
    expect(reply.digest?.title).toBe('Last week: 1 paper')
    expect(titles(reply)).toEqual(['Agents, part 1'])
  })

  it('counts seven days, today included', async () => {
    await record(3, 1, '2026-11-16')
    await record(3, 1, '2026-11-17')
    await record(3, 1, '2026-11-23')
    expect((await subscribe('agents')).digest?.title).toBe('Last week: 2 papers')
  })

  it('isn’t claimed while no papers are known', async () => {
    const reply = await subscribe('agents')
    expect(await topics()).toEqual(['agents'])
    expect(reply.digest).toBeUndefined()
    expect(textOf(reply)).toContain('No papers have been collected in the last week')
  })
})

describe('the question before subscribing', () => {
  it.each([
    { all: 10, agents: 0, asked: true },
    { all: 10, agents: 1, asked: false },
    { all: 10, agents: 8, asked: false },
    { all: 10, agents: 9, asked: true },
    { all: 10, agents: 10, asked: true },
    { all: 9, agents: 9, asked: false },
    { all: 9, agents: 0, asked: true },
    { all: 1, agents: 0, asked: true },
    { all: 1, agents: 1, asked: false },
    { all: 20, agents: 16, asked: false },
    { all: 20, agents: 17, asked: true },
  ])('for a topic with $agents of $all papers: $asked', async ({ all, agents, asked }) => {
    expect([SUBSCRIBING.largestShare, SUBSCRIBING.papersForShare]).toEqual([0.8, 10])
    await record(all, agents)
    const reply = await subscribe('agents')
    expect(reply.visibility).toBe(asked ? 'ephemeral' : 'public')
    expect(await topics()).toEqual(asked ? [] : ['agents'])
  })

  it.each([
    [
      0,
      'No papers matched agents in the last week. Subscribe anyway?\nFewer or more common words match more papers.',
    ],
    [
      10,
      'agents matched 10 of the 10 papers of the last week. Subscribe anyway?\nThat is nearly everything. Add a word to get fewer.',
    ],
  ])(
    'with %d of 10 papers says why, changes nothing, and subscribes once confirmed',
    async (agents, text) => {
      await record(10, agents)
      const reply = await subscribe('agents')
      expect(textOf(reply)).toBe(text)
      expect(reply.actions).toEqual([
        { label: 'Subscribe', command: 'confirm subscribe agents', inPlace: true },
        { label: 'Cancel', command: 'cancel', inPlace: true },
      ])
      expect(await harness.store.channels.find(CHANNEL)).toBeUndefined()
      const confirmed = await harness.type('confirm subscribe agents')
      expect(confirmed.visibility).toBe('public')
      expect(titles(confirmed)).toHaveLength(agents > 0 ? 3 : 0)
      expect(await topics()).toEqual(['agents'])
    },
  )

  it.each<[topic: string, reason: string, categories?: string[]]>([
    ['cat:cs.CL', 'The categories of these papers aren’t known yet. Without cat: it would match some.'],
    [
      'agents cat:cs.CL',
      'The categories of these papers aren’t known yet. Without cat: it would match some.',
    ],
    ['unheardof cat:cs.CL', 'Fewer or more common words match more papers.'],
    ['agents cat:cs.CL', 'Fewer or more common words match more papers.', ['cs.AI']],
  ])('gives the reason why %s matches nothing: %s', async (topic, reason, categories) => {
    await record(10, 2)
    if (categories) await harness.store.papers.categorise('2611.23000', categories)
    expect(
      textOf(await subscribe(topic))
        .split('\n')
        .at(-1),
    ).toBe(reason)
  })

  it('can’t be answered by typing', async () => {
    await record(10, 0)
    const typed = await harness.type('confirm subscribe agents', { origin: 'typed' })
    expect(typed).toEqual(await harness.type('help'))
    expect(await topics()).toEqual([])
  })

  it('isn’t asked for the general digest', async () => {
    await record(10, 10)
    expect((await subscribe('')).visibility).toBe('public')
  })
})
