import { describe, expect, it } from 'vitest'
import type { LookUpResult } from '../../src/collecting/look-up.ts'
import { SourceError } from '../../src/ports/source-error.ts'
import { MONDAY_NINE } from '../fixtures/candidates.ts'
import { found, ID, MINUTE, setUp, sourceOf, titleOf } from './look-up-setup.ts'

describe('the categories', () => {
  const arxiv = () => sourceOf('arXiv', [found(ID, 'At arXiv', { categories: ['cs.CL', 'cs.AI'] })])

  const categoriesIn = (result: LookUpResult) =>
    result.kind === 'found' ? result.found.paper.categories : result.kind

  it('are added to a stored paper, and stored with it', async () => {
    const categories = arxiv()
    const { lookUp, store } = await setUp({ stored: [found(ID, 'Stored')], categories })
    const result = await lookUp.findDetails(ID)
    expect(result).toMatchObject({ listed: true, found: { paper: { title: 'Stored' } } })
    expect(categoriesIn(result)).toEqual(['cs.CL', 'cs.AI'])
    expect((await store.papers.find(ID))?.paper.categories).toEqual(['cs.CL', 'cs.AI'])
    expect(categoriesIn(await lookUp.findDetails(ID))).toEqual(['cs.CL', 'cs.AI'])
    expect(categories.asked).toEqual([ID])
  })

  describe.each(['findDetails', 'findWithCategories'] as const)('by %s', way => {
    it('are stored with a paper that only came from a search or an import', async () => {
      const categories = arxiv()
      const { lookUp, store } = await setUp({ categories })
      await store.papers.addUnlisted([found(ID, 'Searched').paper], MONDAY_NINE)
      for (const _ of [1, 2]) {
        const result = await lookUp[way](ID)
        expect(result).toMatchObject({ listed: false, found: { paper: { title: 'Searched' } } })
        expect(categoriesIn(result)).toEqual(['cs.CL', 'cs.AI'])
      }
      expect(categories.asked).toEqual([ID])
    })

    it('are cached with a paper that isn’t stored', async () => {
      const categories = arxiv()
      const { lookUp, first } = await setUp({ categories })
      first.papers.set(ID, found(ID, 'From the first'))
      await lookUp[way](ID)
      expect(await lookUp[way](ID)).toMatchObject({
        found: { paper: { title: 'From the first', categories: ['cs.CL', 'cs.AI'] } },
      })
      expect([first.asked, categories.asked]).toEqual([[ID], [ID]])
    })
  })

  it('are not asked for if the source gave them', async () => {
    const categories = arxiv()
    const { lookUp, first } = await setUp({ categories })
    first.papers.set(ID, found(ID, 'From the first', { categories: ['stat.ML'] }))
    expect(categoriesIn(await lookUp.findDetails(ID))).toEqual(['stat.ML'])
    expect(categories.asked).toEqual([])
  })

  it('are not asked for with a plain look-up or an unknown paper', async () => {
    const categories = arxiv()
    const { lookUp } = await setUp({ stored: [found(ID, 'Stored')], categories })
    await lookUp.find(ID)
    expect(await lookUp.findDetails('2611.99999')).toEqual({ kind: 'unknown' })
    expect(categories.asked).toEqual([])
  })

  it('are left out if no source knows them, but not for other papers', async () => {
    const other = '2611.00002'
    const categories = arxiv()
    const { lookUp } = await setUp({ stored: [found(ID, 'Stored'), found(other, 'Other')], categories })
    const result = await lookUp.findDetails(other)
    expect(titleOf(result)).toBe('Other')
    expect(categoriesIn(result)).toBeUndefined()
    expect(categoriesIn(await lookUp.findDetails(ID))).toEqual(['cs.CL', 'cs.AI'])
  })

  it('are left out, and not asked for again within a minute, if the source is down', async () => {
    const categories = arxiv()
    const { lookUp, clock } = await setUp({ stored: [found(ID, 'Stored')], categories })
    categories.failure = new SourceError('arXiv is down')
    expect(titleOf(await lookUp.findDetails(ID))).toBe('Stored')
    categories.failure = undefined
    clock.advance(MINUTE - 1)
    expect(categoriesIn(await lookUp.findDetails(ID))).toBeUndefined()
    clock.advance(1)
    expect(categoriesIn(await lookUp.findDetails(ID))).toEqual(['cs.CL', 'cs.AI'])
    expect(categories.asked).toEqual([ID, ID])
  })

  it('are asked for again after a failure if the clock was set back meanwhile', async () => {
    const categories = arxiv()
    const { lookUp, clock } = await setUp({ stored: [found(ID, 'Stored')], categories })
    categories.failure = new SourceError('arXiv is down')
    await lookUp.findDetails(ID)
    categories.failure = undefined
    clock.advance(-24 * 60 * MINUTE)
    expect(categoriesIn(await lookUp.findDetails(ID))).toEqual(['cs.CL', 'cs.AI'])
  })

  it('are left out without a source of categories', async () => {
    const { lookUp } = await setUp({ stored: [found(ID, 'Stored')] })
    expect(titleOf(await lookUp.findDetails(ID))).toBe('Stored')
  })
})
