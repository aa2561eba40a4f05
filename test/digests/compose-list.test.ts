import { describe, expect, it } from 'vitest'
import { composeList, type ListItem, type ListRequest } from '../../src/digests/compose-list.ts'
import { candidate, MONDAY } from '../fixtures/candidates.ts'

const listed = (count: number): ListItem[] =>
  Array.from({ length: count }, (_, index) => ({ found: candidate(`2611.0000${index + 1}`), reasons: [] }))

const list = (papers: readonly ListItem[], page: number, rest: Partial<ListRequest> = {}) =>
  composeList({ title: 'Found', papers, page, pageSize: 2, day: MONDAY, command: 'search robots', ...rest })

const to = (label: string, page: number) => ({ label, command: `page ${page} search robots`, inPlace: true })
const said = (text: string) => [[{ text }]]

describe('a page of a list', () => {
  it.each([
    { count: 0, page: 1, ids: [], notes: [], actions: [] },
    { count: 2, page: 1, ids: ['1', '2'], notes: [], actions: [] },
    { count: 3, page: 1, ids: ['1', '2'], notes: said('1–2 of 3'), actions: [to('Next', 2)] },
    { count: 3, page: 2, ids: ['3'], notes: said('3–3 of 3'), actions: [to('Previous', 1)] },
    { count: 3, page: 9, ids: ['3'], notes: said('3–3 of 3'), actions: [to('Previous', 1)] },
    {
      count: 5,
      page: 2,
      ids: ['3', '4'],
      notes: said('3–4 of 5'),
      actions: [to('Previous', 1), to('Next', 3)],
    },
  ])('of $count papers, page $page', ({ count, page, ids, notes, actions }) => {
    const digest = list(listed(count), page)
    expect(digest.entries.map(({ paperId }) => paperId)).toEqual(ids.map(id => `2611.0000${id}`))
    expect(digest.notes).toEqual(notes)
    expect(digest.actions).toEqual(actions)
  })

  it.each([
    { total: 7, page: 2, more: false, notes: said('3–4 of 7'), actions: [to('Previous', 1), to('Next', 3)] },
    { total: 1234, page: 1, more: true, notes: said('1–2 of more than 1,234'), actions: [to('Next', 2)] },
    { total: 2, page: 1, more: true, notes: [], actions: [] },
  ])('that the caller cut from $total, page $page', ({ total, page, more, notes, actions }) => {
    const digest = list(listed(2), page, { total, more })
    expect(digest.entries).toHaveLength(2)
    expect(digest.notes).toEqual(notes)
    expect(digest.actions).toEqual(actions)
  })

  it('has its range before the other notes', () => {
    const notes = [[{ text: 'Did you mean rowboats?' }]]
    expect(list(listed(3), 1, { notes }).notes).toEqual([...said('1–2 of 3'), ...notes])
    expect(list(listed(1), 1, { notes }).notes).toEqual(notes)
  })

  it('shows each paper with the reason why it was found, and its day if that is another', () => {
    const found = candidate('2611.00001', { paper: { day: '2026-11-20' } })
    expect(list([{ found, reasons: ['in its title'] }], 1)).toEqual({
      layout: 'compact',
      title: 'Found',
      entries: [
        {
          paperId: '2611.00001',
          title: 'A Paper Called 2611.00001',
          url: 'https://huggingface.co/papers/2611.00001',
          summary: 'We propose a small thing.',
          facts: [
            { text: '▲ 10', spoken: '10 upvotes' },
            { text: '2 authors' },
            { text: 'in its title' },
            { text: 'from Friday 20 November' },
          ],
        },
      ],
      notes: [],
      actions: [],
    })
  })
})
