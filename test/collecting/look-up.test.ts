import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { LOOK_UP } from '../../config/defaults.ts'
import type { Asker } from '../../src/collecting/look-up.ts'
import { SourceError } from '../../src/ports/source-error.ts'
import { MONDAY_NINE } from '../fixtures/candidates.ts'
import {
  ADA,
  countersWith,
  everythingElse,
  found,
  holdUp,
  ID,
  MINUTE,
  setUp,
  sourceOf,
  titleOf,
} from './look-up-setup.ts'

describe('a stored paper', () => {
  it('comes from the store, and no source is asked', async () => {
    const { lookUp, first, second } = await setUp({ stored: [found(ID, 'Stored')] })
    first.papers.set(ID, found(ID, 'From the first'))
    expect(await lookUp.find(ID)).toMatchObject({
      kind: 'found',
      listed: true,
      found: { paper: { id: ID, title: 'Stored' }, counts: { upvotes: 10 } },
    })
    expect([...first.asked, ...second.asked]).toEqual([])
  })

  it('is found while every source is down', async () => {
    const { lookUp, first, second } = await setUp({ stored: [found(ID, 'Stored')] })
    first.failure = new SourceError('First is down')
    second.failure = new SourceError('Second is down')
    expect(titleOf(await lookUp.find(ID))).toBe('Stored')
  })

  it('isn’t called listed if it only came from a search or an import', async () => {
    const { lookUp, store } = await setUp()
    await store.papers.addUnlisted([found(ID, 'Searched').paper], MONDAY_NINE)
    expect(await lookUp.find(ID)).toMatchObject({ listed: false, found: { paper: { title: 'Searched' } } })
  })

  it('is called listed if a source without votes lists it', async () => {
    const { lookUp, store } = await setUp()
    await store.papers.record([{ paper: found(ID, 'Announced', { sources: ['arxiv'] }).paper }], MONDAY_NINE)
    expect(await lookUp.find(ID)).toMatchObject({ listed: true, found: { paper: { title: 'Announced' } } })
  })

  it('replaces its cached version', async () => {
    const { lookUp, store, first } = await setUp()
    first.papers.set(ID, found(ID, 'From the first'))
    expect(titleOf(await lookUp.find(ID))).toBe('From the first')
    const { paper } = found(ID, 'Stored')
    await store.papers.record([{ paper, counts: { upvotes: 1, comments: 0 } }], MONDAY_NINE)
    expect(await lookUp.find(ID)).toMatchObject({ listed: true, found: { paper: { title: 'Stored' } } })
  })
})

describe('a paper that isn’t stored', () => {
  it('comes from the first source that knows it', async () => {
    const { lookUp, first, second } = await setUp()
    first.papers.set(ID, found(ID, 'From the first'))
    second.papers.set(ID, found(ID, 'From the second'))
    expect(await lookUp.find(ID)).toMatchObject({ kind: 'found', listed: false })
    expect(titleOf(await lookUp.find(ID))).toBe('From the first')
    expect(second.asked).toEqual([])
  })

  it('comes from the next source if the first doesn’t know it', async () => {
    const { lookUp, first, second } = await setUp()
    second.papers.set(ID, found(ID, 'From the second'))
    expect(titleOf(await lookUp.find(ID))).toBe('From the second')
    expect(first.asked).toEqual([ID])
  })

  it('comes from the next source if the first is down', async () => {
    const { lookUp, first, second } = await setUp()
    first.failure = new SourceError('First is down')
    second.papers.set(ID, found(ID, 'From the second'))
    expect(titleOf(await lookUp.find(ID))).toBe('From the second')
  })

  it('is not put into the store', async () => {
    const { lookUp, store, first } = await setUp()
    first.papers.set(ID, found(ID, 'From the first'))
    await lookUp.find(ID)
    expect(await store.papers.find(ID)).toBeUndefined()
  })

  it('is unknown if all sources say so', async () => {
    const { lookUp, first, second } = await setUp()
    expect(await lookUp.find(ID)).toEqual({ kind: 'unknown' })
    expect([first.asked, second.asked]).toEqual([[ID], [ID]])
  })

  it('isn’t called unknown if a source could not be asked', async () => {
    const { lookUp, second } = await setUp()
    second.failure = new SourceError('Second is down')
    expect(await lookUp.find(ID)).toEqual({ kind: 'failed', reason: 'Second is down' })
  })

  it('fails with all reasons if no source could be asked', async () => {
    const { lookUp, first, second, warnings } = await setUp()
    first.failure = new SourceError('First is down')
    second.failure = new SourceError('Second is busy')
    expect(await lookUp.find(ID)).toEqual({ kind: 'failed', reason: 'First is down; Second is busy' })
    expect(warnings).toEqual([
      [{ source: 'First', paper: ID, reason: 'First is down' }, 'could not look a paper up'],
      [{ source: 'Second', paper: ID, reason: 'Second is busy' }, 'could not look a paper up'],
    ])
  })

  it('fails if the sources take too long', async () => {
    const { lookUp, first, second } = await setUp()
    const signal = AbortSignal.abort(new DOMException('no answer', 'TimeoutError'))
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(signal)
    onTestFinished(() => timeout.mockRestore())
    first.failure = signal.reason
    second.failure = signal.reason
    const reason = 'First took too long; Second took too long'
    expect(await lookUp.find(ID)).toEqual({ kind: 'failed', reason })
  })

  it('rethrows a bug of a source', async () => {
    const { lookUp, first } = await setUp()
    first.failure = new TypeError('a bug')
    await expect(lookUp.find(ID)).rejects.toThrow('a bug')
  })
})

describe('a paper that a source found', () => {
  it('is cached for 10 minutes', async () => {
    const { lookUp, first, clock } = await setUp()
    first.papers.set(ID, found(ID, 'Before'))
    await lookUp.find(ID)
    first.papers.set(ID, found(ID, 'After'))
    clock.advance(10 * MINUTE - 1)
    expect(await lookUp.find(ID)).toMatchObject({ listed: false, found: { paper: { title: 'Before' } } })
    clock.advance(1)
    expect(titleOf(await lookUp.find(ID))).toBe('After')
    expect(first.asked).toEqual([ID, ID])
  })

  it('is dropped from the cache when it is the oldest of 200', async () => {
    const plenty = { count: 1_000, perMs: MINUTE }
    const budget = { person: plenty, workspace: plenty, process: plenty }
    const { lookUp, first } = await setUp({ settings: { ...LOOK_UP, budget } })
    const ids = Array.from({ length: 201 }, (_, index) => `2611.${10_000 + index}`)
    for (const id of ids) first.papers.set(id, found(id, id))
    for (const id of ids) await lookUp.find(id)
    const [oldest = '', next = ''] = ids
    first.asked.length = 0
    await lookUp.find(next)
    expect(first.asked).toEqual([])
    await lookUp.find(oldest)
    expect(first.asked).toEqual([oldest])
  })

  it('is not cached if a source failed', async () => {
    const { lookUp, first, second } = await setUp()
    first.failure = new SourceError('First is down')
    second.failure = new SourceError('Second is down')
    expect((await lookUp.find(ID)).kind).toBe('failed')
    first.failure = undefined
    first.papers.set(ID, found(ID, 'At last'))
    expect(titleOf(await lookUp.find(ID))).toBe('At last')
  })
})

describe('an id that no source knows', () => {
  it('is remembered for five minutes', async () => {
    const { lookUp, first, clock } = await setUp()
    expect(await lookUp.find(ID)).toEqual({ kind: 'unknown' })
    first.papers.set(ID, found(ID, 'At last'))
    clock.advance(5 * MINUTE - 1)
    expect(await lookUp.find(ID)).toEqual({ kind: 'unknown' })
    expect(first.asked).toEqual([ID])
    clock.advance(1)
    expect(titleOf(await lookUp.find(ID))).toBe('At last')
  })
})

describe('the budget of look-ups', () => {
  const minutes = 5 * MINUTE
  /** Looks up other papers each time, by turns for each of these people; counts what was asked. */
  async function lookUpMany(count: number, people: readonly Asker[]) {
    const setup = await setUp()
    for (let index = 0; index < count; index++) {
      await setup.lookUp.find(`2611.${10_000 + index}`, people[index % people.length])
    }
    return { ...setup, asked: setup.first.asked.length }
  }
  const asker = (workspace: number, person: number): Asker => ({
    person: `slack:T${workspace}/U${person}`,
    workspace: `slack:T${workspace}`,
  })
  const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index)

  it.each([
    ['a person', 20, [ADA]],
    ['a workspace', 60, range(10).map(person => asker(1, person))],
    ['all', 100, range(40).map(each => asker(each, each))],
  ])('of %s is %d questions in five minutes', async (_, most, people) => {
    const { asked, lookUp, clock } = await lookUpMany(490, people)
    expect(asked).toBe(most)
    expect(await lookUp.find('2612.00001', people[0])).toEqual({ kind: 'limited', waitMs: minutes })
    clock.advance(minutes)
    expect(await lookUp.find('2612.00001', people[0])).toEqual({ kind: 'unknown' })
  })

  it('is spent once by those who ask for the same paper at once, and not by what is stored or cached', async () => {
    const { lookUp, first } = await setUp({ stored: [found('2611.00009', 'Stored')] })
    first.papers.set(ID, found(ID, 'Found'))
    const held = holdUp(first)
    const asking = range(50).map(() => lookUp.find(ID))
    await held.asked
    await everythingElse()
    held.release()
    const results = await Promise.all(asking)
    expect(new Set(results.map(titleOf))).toEqual(new Set(['Found']))
    for (const _ of range(50)) await lookUp.find('2611.00009')
    expect(first.asked).toEqual([ID])
    for (const index of range(19)) await lookUp.find(`2612.${10_000 + index}`)
    expect(await lookUp.find('2612.20000')).toMatchObject({ kind: 'limited' })
  })

  it('leaves others theirs', async () => {
    const { lookUp } = await lookUpMany(490, [ADA])
    expect(await lookUp.find('2612.00001', asker(1, 2))).toEqual({ kind: 'unknown' })
  })

  it('covers categories, which are left out when it is spent', async () => {
    const paper = found(ID, 'Stored')
    const categories = sourceOf('Third', [found(ID, 'Stored', { categories: ['cs.CL'] })])
    const { lookUp } = await setUp({ stored: [paper], categories })
    for (const index of range(20)) await lookUp.find(`2612.${10_000 + index}`)
    expect(await lookUp.findDetails(ID)).toMatchObject({ kind: 'found' })
    expect(categories.asked).toEqual([])
  })
})

describe('the budget of all processes together', () => {
  const { person, workspace, process } = LOOK_UP.budget
  const ofAll = { name: 'look-ups', rate: process }
  const ofAda = { name: 'look-ups by slack:T1/U1', rate: person }
  const ofT1 = { name: 'look-ups in slack:T1', rate: workspace }
  const bo = { person: 'slack:T2/U2', workspace: 'slack:T2' }
  const categorised = () => sourceOf('arXiv', [found(ID, 'At arXiv', { categories: ['cs.CL'] })])

  it('counts a look-up once for the person and the workspace, and each further source for all', async () => {
    const { counters, asked } = countersWith()
    const { lookUp, first } = await setUp({ counters, categories: categorised() })
    first.papers.set(ID, found(ID, 'Found'))
    await lookUp.findDetails(ID)
    expect(asked).toEqual([[ofAll, ofAda, ofT1], [ofAll]])
    await lookUp.findDetails(ID)
    expect(asked).toHaveLength(2)
  })

  it.each([ofAll, ofAda, ofT1])('asks no source where there is no place for $name', async ({ name }) => {
    const { counters } = countersWith({ [name]: 7_000 })
    const categories = categorised()
    const { lookUp, first, second } = await setUp({ counters, categories })
    first.papers.set(ID, found(ID, 'Found'))
    expect(await lookUp.find(ID)).toEqual({ kind: 'limited', waitMs: 7_000 })
    expect(await lookUp.findDetails(ID)).toEqual({ kind: 'limited', waitMs: 7_000 })
    expect([first.asked, second.asked, categories.asked]).toEqual([[], [], []])
  })

  it.each([ofAll, ofAda, ofT1])(
    'leaves out what else a stored paper comes with where there is no place for $name',
    async ({ name }) => {
      const { counters } = countersWith({ [name]: 7_000 })
      const categories = categorised()
      const linked = sourceOf('Hub', [found(ID, 'At the hub')])
      const { lookUp } = await setUp({ stored: [found(ID, 'Stored')], counters, categories, linked })
      expect(titleOf(await lookUp.findDetails(ID))).toBe('Stored')
      expect([categories.asked, linked.asked]).toEqual([[], []])
    },
  )

  it('that one person has used up doesn’t limit another who wants the same paper at once', async () => {
    const { counters } = countersWith({ [ofAda.name]: 7_000 })
    const { take } = counters
    const counting = Promise.withResolvers<void>()
    const counted = Promise.withResolvers<void>()
    counters.take = async places => {
      counting.resolve()
      await counted.promise
      return take(places)
    }
    const { lookUp, first } = await setUp({ counters })
    first.papers.set(ID, found(ID, 'Found'))
    const asking = [lookUp.find(ID)]
    await counting.promise
    asking.push(lookUp.find(ID, bo), lookUp.find(ID, bo))
    await everythingElse()
    counted.resolve()
    expect((await Promise.all(asking)).map(titleOf)).toEqual(['limited', 'Found', 'Found'])
    expect(first.asked).toEqual([ID])
  })
})
