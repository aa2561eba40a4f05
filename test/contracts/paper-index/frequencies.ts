import { expect, it } from 'vitest'
import type { CreateHarness } from '../store/harness.ts'
import { listed, MONDAY, NOW } from '../store/samples.ts'
import { openIndex } from './library.ts'
import { queryOf } from './samples.ts'

/** How common words are, in what the ranking by rare words needs. */
export function frequenciesContract(createHarness: CreateHarness): void {
  const open = () => openIndex(createHarness)
  const options = { today: MONDAY }

  it('of each query, in their order', async () => {
    const { add, index } = await open()
    await add('2611.00001', { title: 'Aurora', abstract: 'Of polar lights.' })
    await add('2611.00002', { title: 'Aurora', abstract: 'Of sheep.' })
    const queries = ['sheep', 'aurora', 'nowhere', '*', 'title:sheep'].map(queryOf)
    expect(await index.frequencies(queries, options)).toEqual([1, 2, 0, 2, 0])
  })

  it('of more than 400 papers by how near to each other the newest are', async () => {
    const { store, index } = await open()
    // Ten a day have the one word, five a day the other, for a hundred days.
    const papers = Array.from({ length: 1_000 }, (_, place) => {
      const day = new Date(Date.parse(MONDAY) - Math.floor(place / 10) * 86_400_000)
        .toISOString()
        .slice(0, 10)
      const title = place % 2 === 0 ? 'Aurora Borealis' : 'Aurora'
      return listed(`2611.${10_000 + place}`, {}, { title, abstract: '', day }).paper
    })
    await store.papers.addUnlisted(papers, NOW)
    const [all = 0, half = 0] = await index.frequencies([queryOf('aurora'), queryOf('borealis')], options)
    expect(all).toBe(1_000)
    expect(half).toBe(500)
  })
}

/** Short forms and their long forms, as the papers introduce them. */
export function shortFormsContract(createHarness: CreateHarness): void {
  const open = () => openIndex(createHarness)
  const RL = { short: 'RL', long: 'reinforcement learning' }

  it('are found by either form, with the number of papers, most frequent first', async () => {
    const { add, index } = await open()
    await add('2611.00001', { abstract: 'Reading levels (RL) of books.' })
    await add('2611.00002', {
      abstract: 'By reinforcement learning (RL). Reinforcement Learning (RL) again.',
    })
    await add('2611.00003', { title: 'Reinforcement Learnings (RLs)', abstract: '' })
    const levels = { short: 'RL', long: 'Reading levels', papers: 1 }
    expect(await index.shortForms(['rl'])).toEqual([{ ...RL, papers: 2 }, levels])
    expect(await index.shortForms(['reinforc learn'])).toEqual([{ ...RL, papers: 2 }])
    expect(await index.shortForms(['learn', 'nowhere'])).toEqual([])
  })

  it('are counted once for each paper, however often it is listed', async () => {
    const { add, index } = await open()
    await add('2611.00001', { abstract: 'By reinforcement learning (RL).' })
    await add('2611.00001', { abstract: 'By reinforcement learning (RL).' })
    expect(await index.shortForms(['rl'])).toEqual([{ ...RL, papers: 1 }])
  })

  it('go with the papers that are removed', async () => {
    const { add, store, index } = await open()
    await add('2611.00001', { abstract: 'By reinforcement learning (RL).' })
    const found = listed(
      '2611.00002',
      {},
      { abstract: 'Reinforcement learning (RL), chain of thought (CoT).' },
    ).paper
    await store.papers.addUnlisted([found], NOW, new Map())
    expect(await index.shortForms(['rl'])).toMatchObject([{ papers: 2 }])
    expect(await index.shortForms(['cot'])).toHaveLength(1)
    await store.papers.removeFoundBefore(NOW + 1)
    expect(await index.shortForms(['rl'])).toMatchObject([{ papers: 1 }])
    expect(await index.shortForms(['cot'])).toEqual([])
  })
}
