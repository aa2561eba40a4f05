import { describe, expect, it } from 'vitest'
import type { RemoteSearch } from '../../../src/ports/remote-search.ts'
import { SourceError } from '../../../src/ports/source-error.ts'
import { HOSTILE } from '../../fixtures/hostile.ts'
import { type CreateSourceHarness, QUESTION } from './harness.ts'

const never = new AbortController().signal

/** What another search must find. */
export function searchContract(createHarness: CreateSourceHarness<RemoteSearch>): void {
  const papers = ['2611.00003', '2611.00001', '2611.00002'].map(id => ({ id }))

  it('finds papers in the order in which the source has them, best first', async () => {
    const { source } = await createHarness({ papers })
    const found = await source.search(QUESTION, never)
    expect(found.map(({ paper }) => paper.id)).toEqual(papers.map(({ id }) => id))
  })

  it('may find nothing', async () => {
    const { source, requests } = await createHarness({ papers })
    expect(await source.search('wolves', never)).toEqual([])
    expect(requests).toHaveLength(1)
  })

  it('leaves out what can’t be understood', async () => {
    const { source } = await createHarness({ papers, broken: ['2611.00009'] })
    const found = await source.search(QUESTION, never)
    expect(found.map(({ paper }) => paper.id)).toEqual(papers.map(({ id }) => id))
  })

  describe('takes any question', () => {
    it.each(HOSTILE)('such as %s', async (_, text) => {
      const { source } = await createHarness({ papers })
      const answer: unknown = await source.search(text, never).catch((thrown: unknown) => thrown)
      if (!(answer instanceof SourceError)) expect(answer).toEqual([])
    })
  })
}
