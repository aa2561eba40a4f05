import { beforeEach, describe, expect, it } from 'vitest'
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

const dryRun = (topic: string): Promise<Reply> => harness.type(`subscribe ${topic}`)
const examples = (reply: Reply): (string | undefined)[] =>
  reply.lines.filter(([first]) => first?.text === '• ').map(line => line[1]?.text)
/** The lines below the question, the count, the counts of the days and the examples. */
const warnings = (reply: Reply): number => {
  const found = examples(reply).length
  return reply.lines.length - (found > 0 ? 3 + found : 2)
}

describe('before a channel follows a topic', () => {
  it('nothing changes, and the asker alone is asked', async () => {
    await record(10, 2)
    const reply = await dryRun('agents')
    expect(reply.visibility).toBe('ephemeral')
    expect(reply.actions).toEqual([
      { label: 'Subscribe', command: 'confirm subscribe agents', inPlace: true },
      { label: 'Cancel', command: 'cancel', inPlace: true },
    ])
    expect(await harness.store.channels.topics(CHANNEL)).toEqual([])
    expect(await harness.store.channels.find(CHANNEL)).toBeUndefined()
  })

  it('it shows how many papers that would have been, and the best three', async () => {
    await record(10, 5)
    const reply = await dryRun('agents')
    expect(textOf(reply)).toMatch(/\b5 papers of 10\b/)
    expect(examples(reply)).toEqual(['Agents, part 1', 'Agents, part 2', 'Agents, part 3'])
    expect(reply.lines.at(-1)?.[1]?.url).toBe('https://huggingface.co/papers/2611.23002')
  })

  it.each([
    ['cat:cs.CL', 'The categories of these papers are not known yet.'],
    ['agents cat:cs.CL', 'The categories of these papers are not known yet.'],
    ['unheardof cat:cs.CL', 'No paper of these days has all of these words'],
    ['agents cat:cs.CL', 'No paper of these days has all of these words', ['cs.AI']],
  ])(
    'it gives a reason that fits where %s finds nothing: %s',
    async (topic, reason, categories?: string[]) => {
      await record(10, 2)
      if (categories) await harness.store.papers.categorise('2611.23000', categories)
      expect(
        textOf(await dryRun(topic))
          .split('\n')
          .at(-1),
      ).toContain(reason)
      expect(warnings(await dryRun(topic))).toBe(1)
    },
  )

  it('the last seven days count, each that has a list with its number', async () => {
    await record(3, 1, '2026-11-16')
    await record(3, 1, '2026-11-17')
    await record(3, 0, '2026-11-19')
    await record(3, 1, '2026-11-23')
    const reply = await dryRun('agents')
    expect(textOf(reply)).toMatch(/\b2 papers of 9\b/)
    expect(textOf(reply)).toContain('\nTue 17: 1 · Thu 19: 0 · Mon 23: 1\n')
  })
})

describe('the warning', () => {
  it.each([
    { all: 10, agents: 0, warned: true },
    { all: 10, agents: 1, warned: false },
    { all: 10, agents: 6, warned: false },
    { all: 10, agents: 7, warned: true },
    { all: 10, agents: 10, warned: true },
    { all: 4, agents: 2, warned: false },
    { all: 4, agents: 3, warned: true },
    { all: 3, agents: 3, warned: false },
    { all: 3, agents: 0, warned: true },
  ])('of a topic with $agents of $all papers: $warned', async ({ all, agents, warned }) => {
    await record(all, agents)
    const reply = await dryRun('agents')
    expect(warnings(reply)).toBe(warned ? 1 : 0)
  })

  it('for too few differs from that for too many', async () => {
    await record(10, 10)
    const [few, many] = [await dryRun('robots'), await dryRun('agents')]
    expect(few.lines.at(-1)).not.toEqual(many.lines.at(-1))
    expect(textOf(many)).toContain('general digest')
  })

  it('isn’t given for the general digest', async () => {
    await record(10, 10)
    expect(warnings(await dryRun(''))).toBe(0)
  })

  it('isn’t given while no list is known', async () => {
    const reply = await dryRun('agents')
    expect(warnings(reply)).toBe(0)
    expect(textOf(reply)).not.toMatch(/\d papers/)
    expect(reply.actions).toHaveLength(2)
  })
})
