import { describe, expect, it } from 'vitest'
import { composeList, type ListItem, type ListRequest } from '../../src/digests/compose-list.ts'
import { numberOf } from '../../src/messages/digest.ts'
import { candidate, MONDAY, MONDAY_NINE } from '../fixtures/candidates.ts'

const listed = (count: number): ListItem[] =>
  Array.from({ length: count }, (_, index) => ({ found: candidate(`2611.0000${index + 1}`), reasons: [] }))

const list = (papers: readonly ListItem[], page: number, rest: Partial<ListRequest> = {}) =>
  composeList({ title: 'Found', papers, page, pageSize: 2, day: MONDAY, command: 'search robots', ...rest })

const to = (label: string, page: number) => ({ label, command: `page ${page} search robots`, inPlace: true })
const exporting = { label: 'Export', command: 'export search robots' }
const said = (text: string) => [[{ text }]]

describe('a page of a list', () => {
  it.each([
    { count: 0, page: 1, ids: [], notes: [], actions: [] },
    { count: 2, page: 1, ids: ['1', '2'], notes: [], actions: [] },
    { count: 3, page: 1, ids: ['1', '2'], notes: said('1–2 of 3'), actions: [to('Next page', 2)] },
    { count: 3, page: 2, ids: ['3'], notes: said('3–3 of 3'), actions: [to('Previous page', 1)] },
    { count: 3, page: 9, ids: ['3'], notes: said('3–3 of 3'), actions: [to('Previous page', 1)] },
    {
      count: 5,
      page: 2,
      ids: ['3', '4'],
      notes: said('3–4 of 5'),
      actions: [to('Previous page', 1), to('Next page', 3)],
    },
  ])('of $count papers, page $page', ({ count, page, ids, notes, actions }) => {
    const digest = list(listed(count), page)
    expect(digest.entries.map(({ paperId }) => paperId)).toEqual(ids.map(id => `2611.0000${id}`))
    expect(digest.notes).toEqual(notes)
    expect(digest.actions).toEqual(count === 0 ? [] : [...actions, exporting])
  })

  it.each([
    { count: 5, page: 1, numbers: [1, 2] },
    { count: 5, page: 2, numbers: [3, 4] },
    { count: 5, page: 3, numbers: [5] },
    { count: 1, page: 1, numbers: [undefined] },
  ])('of $count papers, page $page, is numbered through all pages', ({ count, page, numbers }) => {
    const digest = list(listed(count), page)
    expect(digest.entries.map((_, index) => numberOf(digest, index))).toEqual(numbers)
  })

  it.each([
    {
      total: 7,
      page: 2,
      more: false,
      notes: said('3–4 of 7'),
      actions: [to('Previous page', 1), to('Next page', 3)],
    },
    {
      total: 1234,
      page: 1,
      more: true,
      notes: said('1–2 of more than 1,234'),
      actions: [to('Next page', 2)],
    },
    { total: 2, page: 1, more: true, notes: [], actions: [] },
  ])('that the caller cut from $total, page $page', ({ total, page, more, notes, actions }) => {
    const digest = list(listed(2), page, { total, more })
    expect(digest.entries).toHaveLength(2)
    expect(digest.notes).toEqual(notes)
    expect(digest.actions).toEqual([...actions, exporting])
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
          upvotes: 10,
          facts: [
            { text: '▲ 10', spoken: '10 upvotes' },
            { text: '2 authors' },
            { text: 'in its title' },
            { text: 'from Friday 20 November' },
          ],
        },
      ],
      notes: [],
      actions: [exporting],
    })
  })

  it('in order of a ranking says how new each paper is', () => {
    const factsWith = (rest: Partial<ListRequest>) =>
      list(listed(1), 1, rest).entries[0]?.facts.map(({ text }) => text)
    expect(factsWith({})).toEqual(['▲ 10', '2 authors'])
    expect(factsWith({ now: MONDAY_NINE })).toEqual(['▲ 10', 'new, 1 h ago', '2 authors'])
  })
})
