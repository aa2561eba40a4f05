import { describe, expect, it } from 'vitest'
import type { LookUpResult } from '../../src/collecting/look-up.ts'
import { SourceError } from '../../src/ports/source-error.ts'
import { found, ID, MINUTE, setUp, sourceOf, titleOf } from './look-up-setup.ts'

describe('the categories', () => {
  const arxiv = () => sourceOf('arXiv', [found(ID, 'At arXiv', { categories: ['cs.CL', 'cs.AI'] })])

  const categoriesIn = (result: LookUpResult) =>
    result.kind === 'found' ? result.found.paper.categories : result.kind

  it('are added to a paper that the store has, and kept there', async () => {
    const categories = arxiv()
    const { lookUp, store } = await setUp({ stored: [found(ID, 'Stored')], categories })
    const result = await lookUp.findWithCategories(ID)
    expect(result).toMatchObject({ listed: true, found: { paper: { title: 'Stored' } } })
    expect(categoriesIn(result)).toEqual(['cs.CL', 'cs.AI'])
    expect((await store.papers.find(ID))?.paper.categories).toEqual(['cs.CL', 'cs.AI'])
    expect(categoriesIn(await lookUp.findWithCategories(ID))).toEqual(['cs.CL', 'cs.AI'])
    expect(categories.asked).toEqual([ID])
  })

  it('are remembered with a paper that the store lacks', async () => {
    const categories = arxiv()
    const { lookUp, first } = await setUp({ categories })
    first.papers.set(ID, found(ID, 'From the first'))
    await lookUp.findWithCategories(ID)
    expect(await lookUp.findWithCategories(ID)).toMatchObject({
      found: { paper: { title: 'From the first', categories: ['cs.CL', 'cs.AI'] } },
    })
    expect([first.asked, categories.asked]).toEqual([[ID], [ID]])
  })

  it('are not asked for where the source gave them', async () => {
    const categories = arxiv()
    const { lookUp, first } = await setUp({ categories })
    first.papers.set(ID, found(ID, 'From the first', { categories: ['stat.ML'] }))
    expect(categoriesIn(await lookUp.findWithCategories(ID))).toEqual(['stat.ML'])
    expect(categories.asked).toEqual([])
  })

  it('are not asked for where only the paper is wanted, or there is none', async () => {
    const categories = arxiv()
    const { lookUp } = await setUp({ stored: [found(ID, 'Stored')], categories })
    await lookUp.find(ID)
    expect(await lookUp.findWithCategories('2611.99999')).toEqual({ kind: 'unknown' })
    expect(categories.asked).toEqual([])
  })

  it('are done without where nobody knows them', async () => {
    const { lookUp } = await setUp({ stored: [found(ID, 'Stored')], categories: sourceOf('arXiv') })
    const result = await lookUp.findWithCategories(ID)
    expect(titleOf(result)).toBe('Stored')
    expect(categoriesIn(result)).toBeUndefined()
  })

  it('are done without, and not asked for again within a minute, where the source is down', async () => {
    const categories = arxiv()
    const { lookUp, clock } = await setUp({ stored: [found(ID, 'Stored')], categories })
    categories.failure = new SourceError('arXiv is down')
    expect(titleOf(await lookUp.findWithCategories(ID))).toBe('Stored')
    categories.failure = undefined
    clock.advance(MINUTE - 1)
    expect(categoriesIn(await lookUp.findWithCategories(ID))).toBeUndefined()
    clock.advance(1)
    expect(categoriesIn(await lookUp.findWithCategories(ID))).toEqual(['cs.CL', 'cs.AI'])
    expect(categories.asked).toEqual([ID, ID])
  })

  it('are done without where no source knows any', async () => {
    const { lookUp } = await setUp({ stored: [found(ID, 'Stored')] })
    expect(titleOf(await lookUp.findWithCategories(ID))).toBe('Stored')
  })
})
