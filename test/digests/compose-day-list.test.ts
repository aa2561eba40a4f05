import { describe, expect, it } from 'vitest'
import { composeDayList, newestDayList } from '../../src/digests/compose-day-list.ts'
import { candidate } from '../fixtures/candidates.ts'
import { rankByUpvotes } from '../fixtures/ranked-papers.ts'

const on = (day: string, id: string, title: string, upvotes: number) =>
  candidate(id, { paper: { day, title }, counts: { upvotes, comments: 0 } })

/** The papers with the most and the fewest upvotes are from Friday. */
const RANKED = rankByUpvotes([
  on('2026-11-20', '2611.00001', 'Robots That Paint', 50),
  on('2026-11-23', '2611.00002', 'Robots That Sing', 20),
  on('2026-11-23', '2611.00003', 'Birds That Sing', 30),
  on('2026-11-22', '2611.00004', 'Fish That Swim', 40),
  on('2026-11-23', '2611.00005', 'Birds That Paint', 10),
  on('2026-11-20', '2611.00006', 'Fish That Sleep', 5),
])

describe('the newest list', () => {
  it.each([
    ['*', '2026-11-23', 'Today · Monday 23 November', ['2611.00003', '2611.00002', '2611.00005']],
    ['robots', '2026-11-23', 'Today · Monday 23 November · robots', ['2611.00002']],
    ['fish', '2026-11-22', 'Yesterday · Sunday 22 November · fish', ['2611.00004']],
  ])('about %s has the papers of its newest day, best first', (topic, day, title, ids) => {
    const list = newestDayList(RANKED, topic)
    expect({ ...list, papers: list?.papers.map(({ paper }) => paper.id) }).toEqual({
      day,
      title,
      papers: ids,
    })
  })

  it('is undefined for a topic without papers', () => {
    expect(newestDayList(RANKED, 'whales')).toBeUndefined()
    expect(composeDayList(RANKED, 'whales', { size: 5, layout: 'compact' })).toBeUndefined()
  })
})

describe('a day on one page', () => {
  const day = (topic: string, size: number) => composeDayList(RANKED, topic, { size, layout: 'standard' })
  const whole = { text: 'the whole list', url: 'https://huggingface.co/papers/date/2026-11-23' }

  it.each([
    ['*', 3, 3, []],
    ['*', 2, 2, [[{ text: '1 more: ' }, whole]]],
    ['sing', 1, 1, [[{ text: '1 more about sing: ' }, whole]]],
    ['sing', 2, 2, []],
  ])('about %s with at most %d papers shows %d and counts the others', (topic, size, shown, notes) => {
    const digest = day(topic, size)
    expect(digest?.entries).toHaveLength(shown)
    expect(digest?.notes).toEqual(notes)
  })

  it('is called by what it is to whoever sees it, however it is ranked', () => {
    const seen = (at: string) =>
      composeDayList(RANKED, 'fish', { size: 5, layout: 'standard', seenAt: Date.parse(at) })
    expect(seen('2026-11-22T10:00Z')?.title).toBe('Today · Sunday 22 November · fish')
    expect(seen('2026-11-24T10:00Z')?.title).toBe('Papers · Sunday 22 November · fish')
    expect(JSON.stringify(seen('2027-01-04T10:00Z'))).toContain('Papers · Sunday 22 November 2026 · fish')
    expect(JSON.stringify(seen('2026-11-24T10:00Z'))).not.toMatch(/yesterday|today/i)
  })

  it('shows no reasons and no days of papers, and has no buttons', () => {
    expect(day('fish', 5)).toEqual({
      layout: 'standard',
      title: 'Yesterday · Sunday 22 November · fish',
      entries: [
        {
          paperId: '2611.00004',
          title: 'Fish That Swim',
          url: 'https://huggingface.co/papers/2611.00004',
          summary: 'We propose a small thing. It works well enough to be told.',
          upvotes: 40,
          facts: [{ text: '▲ 40', spoken: '40 upvotes' }, { text: 'new, 1 h ago' }, { text: '2 authors' }],
        },
      ],
      notes: [],
      actions: [],
    })
  })
})
