import { expect, it } from 'vitest'
import type { PaperSource } from '../../../src/ports/paper-source.ts'
import { type CreateSourceHarness, DAY, type SourceTraits } from './harness.ts'

const never = new AbortController().signal

/** What a list of a day must be. */
export function listContract(
  { hasPages }: SourceTraits,
  createHarness: CreateSourceHarness<PaperSource>,
): void {
  it('has all papers of all pages, each once', async () => {
    const papers = Array.from({ length: 230 }, (_, index) => ({ id: `2611.${10_000 + index}` }))
    const { source, requests } = await createHarness({ papers })
    const list = await source.list(DAY, never)
    expect(list.papers.map(({ paper }) => paper.id).sort()).toEqual(papers.map(({ id }) => id))
    expect(list.skipped).toEqual([])
    expect(requests.length > 1).toBe(hasPages)
  })

  it('is empty on a day without papers', async () => {
    const { source } = await createHarness({ papers: [] })
    expect(await source.list(DAY, never)).toEqual({ papers: [], skipped: [] })
  })

  it('is of the day asked for', async () => {
    const { source } = await createHarness({ papers: [{ id: '2611.00001' }] })
    expect(await source.list('2026-11-20', never)).toEqual({ papers: [], skipped: [] })
    expect((await source.list(DAY, never)).papers).toMatchObject([{ paper: { day: DAY } }])
  })

  it('names items that can’t be understood, with the reason, and leaves them out', async () => {
    const { source } = await createHarness({
      papers: [{ id: '2611.00001' }, { id: '2611.00002' }],
      broken: ['2611.00003', '2611.00004'],
    })
    const { papers, skipped } = await source.list(DAY, never)
    expect(papers.map(({ paper }) => paper.id).sort()).toEqual(['2611.00001', '2611.00002'])
    expect(skipped.map(({ id }) => id).sort()).toEqual(['2611.00003', '2611.00004'])
    for (const { reason } of skipped) expect(reason).toMatch(/\w/)
  })
}
