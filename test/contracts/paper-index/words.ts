import { expect, it } from 'vitest'
import type { PaperIndex } from '../../../src/ports/paper-index.ts'
import type { CreateHarness } from '../store/harness.ts'
import { DAY, listed, NOW } from '../store/samples.ts'
import { openIndex } from './library.ts'

/** The words of titles, keywords and names, used for corrections. */
export function wordsContract(createHarness: CreateHarness): void {
  const open = () => openIndex(createHarness)

  /** In how many papers each of these words is; those in none are left out. */
  async function counted(index: PaperIndex, ...words: string[]): Promise<Record<string, number>> {
    const counts: Record<string, number> = {}
    for (const like of words) {
      const found = await index.words({ like, letters: [like.length, like.length], papers: 1 })
      for (const { word, papers } of found) if (word === like) counts[word] = papers
    }
    return counts
  }

  const like = async (index: PaperIndex, changes: Partial<Parameters<PaperIndex['words']>[0]>) =>
    (await index.words({ like: 'diffusion', letters: [1, 30], papers: 1, ...changes }))
      .map(({ word }) => word)
      .sort()

  it('of titles, keywords and names, each once per paper, and not of abstracts', async () => {
    const { add, index } = await open()
    await add('2611.00001', {
      title: 'Aurora, Aurora',
      keywords: ['aurora', 'borealis'],
      authors: ['Jürgen Müller'],
      abstract: 'Of sheep.',
      organization: 'Example Lab',
    })
    await add('2611.00002', { title: 'An AURORA', authors: ['Ada Muller'] })
    expect(await counted(index, 'aurora', 'borealis', 'muller', 'jurgen', 'sheep', 'nowhere')).toEqual({
      aurora: 2,
      borealis: 1,
      muller: 2,
      jurgen: 1,
    })
  })

  it('as they are written, not their stems', async () => {
    const { add, index } = await open()
    await add('2611.00001', { title: 'Training Agents' })
    expect(await counted(index, 'training', 'train', 'agents', 'agent')).toEqual({ training: 1, agents: 1 })
  })

  it('of three letters to thirty, and no numbers', async () => {
    const { add, index } = await open()
    const [long, longer] = ['x'.repeat(30), 'x'.repeat(31)]
    await add('2611.00001', { title: `An of the 2026 12345 gpt4o c++ ${long} ${longer}` })
    expect(await counted(index, 'an', 'of', 'the', '2026', '12345', 'gpt4o', 'c++', long, longer)).toEqual({
      the: 1,
      gpt4o: 1,
      [long]: 1,
    })
  })

  it('once per paper, however often it is listed', async () => {
    const { add, store, index } = await open()
    await add('2611.00001', { title: 'Aurora' })
    await store.papers.record([listed('2611.00001', {}, { title: 'Aurora' })], NOW + DAY)
    expect(await counted(index, 'aurora')).toEqual({ aurora: 1 })
    await store.papers.addUnlisted([listed('2611.00002', {}, { title: 'Aurora' }).paper], NOW)
    await store.papers.addUnlisted([listed('2611.00002', {}, { title: 'Aurora' }).paper], NOW)
    expect(await counted(index, 'aurora')).toEqual({ aurora: 2 })
  })

  it('less those of papers that are removed', async () => {
    const { add, store, index } = await open()
    await add('2611.00001', { title: 'Aurora' })
    const found = listed('2611.00002', {}, { title: 'Aurora borealis' }).paper
    await store.papers.addUnlisted([found], NOW, new Map())
    expect(await counted(index, 'aurora', 'borealis')).toEqual({ aurora: 2, borealis: 1 })
    await store.papers.removeFoundBefore(NOW + 1)
    expect(await counted(index, 'aurora', 'borealis')).toEqual({ aurora: 1 })
  })

  it('like another: of its first letter or its last', async () => {
    const { add, index } = await open()
    await add('2611.00001', { title: 'Diffusion Daring Version Apple Łódź', authors: [] })
    expect(await like(index, { like: 'difusion' })).toEqual(['daring', 'diffusion', 'version'])
    expect(await like(index, { like: 'lamp' })).toEqual(['lodz'])
    expect(await like(index, { like: 'zzz' })).toEqual(['lodz'])
    expect(await like(index, { like: '%' })).toEqual([])
  })

  it('like another: with a range of lengths, both ends included', async () => {
    const { add, index } = await open()
    await add('2611.00001', { title: 'dog dogs doggy doggish дом', authors: [] })
    expect(await like(index, { like: 'dxd', letters: [4, 5] })).toEqual(['doggy', 'dogs'])
    expect(await like(index, { like: 'dxd', letters: [3, 3] })).toEqual(['dog'])
    expect(await like(index, { like: 'дым', letters: [3, 3] })).toEqual(['дом'])
  })

  it('like another: in at least so many papers, with their number', async () => {
    const { add, index } = await open()
    for (const [place, title] of ['Diffusion', 'Diffusion Dream', 'Diffusion Dream', 'Doze'].entries()) {
      await add(`2611.0000${place}`, { title, authors: [] })
    }
    expect(await like(index, { papers: 2 })).toEqual(['diffusion', 'dream'])
    expect(await index.words({ like: 'diffusion', letters: [9, 9], papers: 3 })).toEqual([
      { word: 'diffusion', papers: 3 },
    ])
    expect(await like(index, { papers: 4 })).toEqual([])
  })
}
