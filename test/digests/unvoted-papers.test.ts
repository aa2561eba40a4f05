import { beforeEach, expect, it } from 'vitest'
import { createFindUnvoted } from '../../src/digests/unvoted-papers.ts'
import { type LimitedPaperIndex, TooBroadError } from '../../src/ports/paper-index.ts'
import type { Store } from '../../src/ports/store.ts'
import { listed, MONDAY, NOW } from '../contracts/store/samples.ts'
import { openMemoryStore } from '../fixtures/memory-store.ts'

const FRIDAY = '2026-11-20'
const DAYS = { from: FRIDAY, to: MONDAY, today: MONDAY }

let store: Store
beforeEach(async () => {
  store = await openMemoryStore()
  return () => store.close()
})

const announced = (number: number, title: string, day = MONDAY) => ({
  paper: { ...listed(`2611.${10_000 + number}`).paper, title, day, sources: ['arxiv' as const] },
})
const find = async (
  topics: string[],
  days = DAYS,
  index: Pick<LimitedPaperIndex, 'within' | 'keys'> = store.index,
) =>
  (await createFindUnvoted({ papers: store.papers, index })(topics, days)).papers
    .map(({ paper }) => paper.title)
    .sort()

it('finds the papers of topics and days that nobody could vote on, each once', async () => {
  await store.papers.record(
    [
      announced(1, 'Robots'),
      announced(2, 'Robots and birds', FRIDAY),
      announced(3, 'Birds', '2026-11-19'),
      announced(4, 'Sheep', FRIDAY),
      { ...listed('2611.00001', {}, { title: 'Voted robots', sources: ['huggingface'] }) },
      { ...listed('2611.00002', {}, { title: 'Robots of both', sources: ['huggingface', 'arxiv'] }) },
    ],
    NOW,
  )
  await store.papers.addUnlisted([listed('2611.00003', {}, { title: 'Robots from a file' }).paper], NOW)
  expect(await find(['robots', 'birds'])).toEqual(['Robots', 'Robots and birds'])
  expect(await find(['*'])).toEqual(['Robots', 'Robots and birds', 'Sheep'])
  expect(await find(['robots OR sheep', '-birds'], { ...DAYS, to: FRIDAY })).toEqual([
    'Robots and birds',
    'Sheep',
  ])
  expect(await find([])).toEqual([])
  expect(await find(['(broken'])).toEqual([])
})

it('knows which of them match a topic, whether they were found by it or not', async () => {
  await store.papers.record(
    [announced(1, 'Robots'), announced(2, 'Robots and birds'), announced(3, 'Sheep')],
    NOW,
  )
  const { topics } = await createFindUnvoted(store)(['robots', 'birds'], DAYS)
  const matching = (topic: string) => [...topics.matching(topic, MONDAY)].sort()
  expect(matching('robots')).toEqual(['2611.10001', '2611.10002'])
  expect(matching('birds')).toEqual(['2611.10002'])
  expect(matching('-birds')).toEqual(['2611.10001'])
  expect(matching('sheep')).toEqual([])
})

it('takes the newest of a topic that has very many', async () => {
  const many = Array.from({ length: 250 }, (_, index) =>
    announced(index, `Robot ${index}`, index < 60 ? FRIDAY : MONDAY),
  )
  await store.papers.record(many, NOW)
  const found = await find(['robot'])
  expect(found).toHaveLength(200)
  expect(found).toEqual(expect.arrayContaining(many.slice(60).map(({ paper }) => paper.title)))
})

it('has room for all of them, however many newer ones have votes', async () => {
  const both = { title: 'Robots', sources: ['huggingface', 'arxiv'] as const }
  const voted = Array.from({ length: 210 }, (_, index) => listed(`2611.${20_000 + index}`, {}, both))
  await store.papers.record([...voted, announced(1, 'Robots that wait', FRIDAY)], NOW)
  expect(await find(['robots'])).toEqual(['Robots that wait'])
})

it('finds none of a topic that is too broad for the index, and those of the others', async () => {
  await store.papers.record([announced(1, 'Robots')], NOW)
  let asked = 0
  const within: LimitedPaperIndex['within'] = ms => {
    const index = store.index.within(ms)
    return {
      ...index,
      matching: (query, options) =>
        ++asked === 1 ? Promise.reject(new TooBroadError()) : index.matching(query, options),
    }
  }
  expect(await find(['co*', 'robots'], DAYS, { ...store.index, within })).toEqual(['Robots'])
})
