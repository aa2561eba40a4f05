import { expect, it } from 'vitest'
import { SEARCH } from '../../config/defaults.ts'
import type { Paper } from '../../src/papers/paper.ts'
import { TooBroadError } from '../../src/ports/paper-index.ts'
import { similarTo } from '../../src/search/similar.ts'
import { MONDAY } from '../contracts/store/samples.ts'
import { openLibrary } from './library.ts'

/** Papers that have nothing in common with the others. */
async function withOthers(count = 30) {
  const library = await openLibrary()
  for (let place = 0; place < count; place++) {
    const abstract = `Unrelated${place} filler${place} about weather${place % 3} and harvest${place % 4}.`
    await library.add(`2610.${String(place).padStart(5, '0')}`, { title: `Nothing ${place}`, abstract })
  }
  return {
    ...library,
    async similarTo(id: string) {
      const found = await library.store.papers.find(id)
      if (!found) throw new Error(`no paper ${id}`)
      return (await library.search.similar(found.paper)).map(({ found, reason }) => [found.paper.id, reason])
    },
  }
}

const DISHES: Partial<Paper> = {
  title: 'A Robot for the Kitchen',
  abstract: 'We train a gripper to wash porcelain dishes by closed-loop control of slippery surfaces.',
}

it('are papers whose abstracts share telling words, with the phrases that both have', async () => {
  const { add, similarTo } = await withOthers()
  await add('2611.00001', DISHES)
  await add('2611.00002', {
    title: 'Learning to Clean',
    abstract: 'Porcelain dishes are washed by a gripper. Closed-loop control adapts to slippery surfaces.',
  })
  await add('2611.00003', { title: 'On Surfaces', abstract: 'Of minimal surfaces and their genus.' })
  expect(await similarTo('2611.00001')).toEqual([
    ['2611.00002', 'shares closed-loop control, porcelain dishes, slippery surfaces, gripper'],
  ])
})

it('have the rarest words in common first', async () => {
  const { add, similarTo } = await withOthers()
  await add('2611.00001', { title: 'Turnips Gherkins Weather0', abstract: '' })
  await add('2611.00002', { title: 'Weather0 Turnips', abstract: '' })
  await add('2611.00003', { title: 'Gherkins Turnips', abstract: '' })
  expect((await similarTo('2611.00001')).map(([id]) => id).slice(0, 2)).toEqual(['2611.00003', '2611.00002'])
})

it('are ordered by how much they are about what both share', async () => {
  const { add, similarTo } = await withOthers()
  await add('2611.00001', { title: 'Turnips', abstract: 'Gherkins and turnips.' })
  await add('2611.00002', { title: 'Gherkins', abstract: 'Turnips and gherkins. Turnips again.' })
  await add('2611.00003', { title: 'Gherkins', abstract: 'Turnips, harvest1, weather1 and many a filler.' })
  expect((await similarTo('2611.00001')).map(([id]) => id)).toEqual(['2611.00002', '2611.00003'])
})

it('are chosen among those that share most, as many as are read', async () => {
  const { store, add } = await withOthers()
  await add('2611.00001', { title: 'Turnips Gherkins', abstract: '' })
  await add('2611.00002', { title: 'Turnips, turnips, turnips', abstract: '' })
  await add('2611.00003', { title: 'Gherkins with Turnips and harvest1, weather1, filler1', abstract: '' })
  const found = await store.papers.find('2611.00001')
  if (!found) throw new Error('the paper is not stored')
  const similar = (candidates: number) =>
    similarTo(found.paper, { ...SEARCH.similar, candidates }, { index: store.index, today: MONDAY })
  expect((await similar(2)).map(({ found }) => found.paper.id)).toEqual(['2611.00003'])
  expect((await similar(3)).map(({ found }) => found.paper.id)).toHaveLength(2)
})

it('are chosen by one rare word rather than by two common ones', async () => {
  const { store, add } = await withOthers()
  await add('2611.00001', { title: 'Turnips', abstract: 'Weather0, harvest0.' })
  await add('2611.00002', { title: 'Turnips Again', abstract: '' })
  const found = await store.papers.find('2611.00001')
  if (!found) throw new Error('the paper is not stored')
  const context = { index: store.index, today: MONDAY }
  const similar = await similarTo(found.paper, { ...SEARCH.similar, candidates: 2 }, context)
  expect(similar.map(({ found }) => found.paper.id)).toEqual(['2611.00002'])
})

it('are forty at the most', async () => {
  const { add, similarTo } = await withOthers()
  await add('2611.00001', { title: 'Turnips Gherkins', abstract: '' })
  for (let place = 10; place < 51; place++) {
    await add(`2611.000${place}`, { title: `Gherkins and Turnips ${place}`, abstract: '' })
  }
  expect(await similarTo('2611.00001')).toHaveLength(40)
})

it('are neither the paper itself nor another listing with its title', async () => {
  const { add, similarTo } = await withOthers()
  await add('2611.00001', DISHES)
  await add('2611.00002', { ...DISHES, title: 'A ROBOT for the kitchen' })
  await add('2611.00003', { ...DISHES, title: 'Robots in Kitchens' })
  expect((await similarTo('2611.00001')).map(([id]) => id)).toEqual(['2611.00003'])
})

it('don’t share one word of many', async () => {
  const { add, similarTo } = await withOthers()
  await add('2611.00001', DISHES)
  await add('2611.00002', { title: 'Porcelain of the Ming', abstract: 'A history of kilns.' })
  expect(await similarTo('2611.00001')).toEqual([])
})

it('are none where the time is over, instead of an error', async () => {
  const { store, add } = await withOthers()
  await add('2611.00001', DISHES)
  const found = await store.papers.find('2611.00001')
  if (!found) throw new Error('the paper is not stored')
  const index = { ...store.index, frequencies: () => Promise.reject(new TooBroadError()) }
  expect(await similarTo(found.paper, SEARCH.similar, { index, today: MONDAY })).toEqual([])
})

it('a paper is described by its rarest words, whether or not others have them', async () => {
  const { add, store, search } = await withOthers()
  await add('2611.00001', { title: 'Turnips and Weather0', abstract: 'Turnips.' })
  const found = await store.papers.find('2611.00001')
  if (!found) throw new Error('the paper is not stored')
  expect(await search.terms(found.paper)).toEqual(['turnips', 'weather0'])
})
