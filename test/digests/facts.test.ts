import { describe, expect, it } from 'vitest'
import { countFacts, factsOf } from '../../src/digests/facts.ts'
import type { Candidate, Counts, Paper } from '../../src/papers/paper.ts'
import { candidate, MONDAY, MONDAY_NINE } from '../fixtures/candidates.ts'

describe('the counts of a paper', () => {
  it.each<[Partial<Counts>, string[]]>([
    [{ upvotes: 0 }, ['▲ 0']],
    [{ upvotes: 1234, comments: 7 }, ['▲ 1.2k']],
    [{ upvotes: 5, stars: 0 }, ['▲ 5']],
    [{ upvotes: 5, stars: 12_345 }, ['▲ 5', '★ 12.3k']],
  ])('%j', (counts, facts) => {
    expect(countFacts({ counts: { upvotes: 0, comments: 0, ...counts } })).toEqual(facts)
  })

  it('are left out if there are none', () =>
    expect(countFacts({ growth: { upvotes: 3, hours: 2 } })).toEqual([]))

  it.each([
    [{ upvotes: 41, hours: 24 }, ' (+41 since yesterday)'],
    [{ upvotes: 1500, hours: 24 }, ' (+1.5k since yesterday)'],
    [{ upvotes: 1, hours: 0.2 }, ' (+1 in 1 h)'],
    [{ upvotes: 1, hours: 2.6 }, ' (+1 in 3 h)'],
    [{ upvotes: 1, hours: 17.4 }, ' (+1 in 17 h)'],
    [{ upvotes: 1, hours: 18 }, ' (+1 since yesterday)'],
    [{ upvotes: 1, hours: 35.9 }, ' (+1 since yesterday)'],
    [{ upvotes: 1, hours: 36 }, ' (+1 in 2 days)'],
    [{ upvotes: 1, hours: 80 }, ' (+1 in 3 days)'],
    [{ upvotes: 0, hours: 24 }, ''],
    [{ upvotes: -2, hours: 24 }, ''],
  ])('with a growth of %j', (growth, text) => {
    expect(countFacts({ counts: { upvotes: 50, comments: 0 }, growth })).toEqual([`▲ 50${text}`])
  })
})

describe('the facts of a paper', () => {
  const facts = (paper: Partial<Paper>, reasons: readonly string[] = []) =>
    factsOf(candidate('2611.00001', { paper: { authors: [], ...paper } }), { day: MONDAY, reasons }).slice(1)

  it.each<[Partial<Paper>, object[]]>([
    [{}, []],
    [{ organization: 'Example Lab' }, [{ text: 'Example Lab' }]],
    [{ authors: ['Ada Example'] }, [{ text: '1 author' }]],
    [{ authors: ['Ada Example', 'Bo Sample'] }, [{ text: '2 authors' }]],
    [{ codeUrl: 'https://example.org/code' }, [{ text: 'code', url: 'https://example.org/code' }]],
    [{ day: '2026-11-22' }, [{ text: 'from Sunday 22 November' }]],
    [{ day: '2026-11-24' }, []],
  ])('%j', (paper, expected) => expect(facts(paper)).toEqual(expected))

  it('are sorted by importance', () => {
    const all: Partial<Paper> = {
      organization: 'Example Lab',
      authors: ['Ada Example'],
      codeUrl: 'https://example.org/code',
      day: '2026-11-20',
    }
    const texts = factsOf(candidate('2611.00001', { paper: all }), {
      day: MONDAY,
      reasons: ['robots', 'birds'],
    })
    expect(texts.map(({ text }) => text)).toEqual([
      '▲ 10',
      'Example Lab',
      '1 author',
      'code',
      'robots',
      'birds',
      'from Friday 20 November',
    ])
  })

  it.each<[string, Partial<Candidate>, { text: string; spoken?: string }[]]>([
    [
      'their growth',
      { growth: { upvotes: 4, hours: 24 } },
      [{ text: '▲ 10 (+4 since yesterday)', spoken: '10 upvotes, 4 more since yesterday' }],
    ],
    [
      'stars and a single upvote',
      { counts: { upvotes: 1, comments: 0, stars: 1 } },
      [
        { text: '▲ 1', spoken: '1 upvote' },
        { text: '★ 1', spoken: '1 star' },
      ],
    ],
    [
      'large counts',
      { counts: { upvotes: 1200, comments: 0, stars: 3400 }, growth: { upvotes: 1100, hours: 3 } },
      [
        { text: '▲ 1.2k (+1.1k in 3 h)', spoken: '1.2k upvotes, 1.1k more in 3 h' },
        { text: '★ 3.4k', spoken: '3.4k stars' },
      ],
    ],
  ])('say in words what a symbol says: %s', (_, changes, expected) => {
    const found = candidate('2611.00001', { paper: { authors: [] }, ...changes })
    expect(factsOf(found, { day: MONDAY, reasons: [] })).toEqual(expected)
  })

  it.each<[string, { listedAt: string; day?: string; growth?: number }, string[]]>([
    ['listed hours ago', { listedAt: '2026-11-23T06:00Z' }, ['▲ 10', 'new, 3 h ago']],
    ['listed at midnight', { listedAt: '2026-11-23T00:00Z' }, ['▲ 10', 'new, 9 h ago']],
    ['listed 29 minutes ago', { listedAt: '2026-11-23T08:31Z' }, ['▲ 10', 'new']],
    ['listed half an hour ago', { listedAt: '2026-11-23T08:30Z' }, ['▲ 10', 'new, 1 h ago']],
    ['listed now', { listedAt: '2026-11-23T09:00Z' }, ['▲ 10', 'new']],
    ['listed later than now, by a wrong clock', { listedAt: '2026-11-23T09:01Z' }, ['▲ 10']],
    [
      'listed just before midnight',
      { listedAt: '2026-11-22T23:59Z', day: '2026-11-22' },
      ['▲ 10', 'listed yesterday'],
    ],
    [
      'listed early yesterday',
      { listedAt: '2026-11-22T00:00Z', day: '2026-11-22' },
      ['▲ 10', 'listed yesterday'],
    ],
    [
      'listed before that',
      { listedAt: '2026-11-21T23:59Z', day: '2026-11-21' },
      ['▲ 10', 'from Saturday 21 November'],
    ],
    ['that grew', { listedAt: '2026-11-23T06:00Z', growth: 1 }, ['▲ 10 (+1 in 2 h)']],
    ['whose counts didn’t grow', { listedAt: '2026-11-23T06:00Z', growth: 0 }, ['▲ 10', 'new, 3 h ago']],
    [
      'that grew, of yesterday',
      { listedAt: '2026-11-22T06:00Z', day: '2026-11-22', growth: 1 },
      ['▲ 10 (+1 in 2 h)', 'from Sunday 22 November'],
    ],
  ])('explain the place of a paper %s', (_, { listedAt, day = MONDAY, growth }, expected) => {
    const found = candidate('2611.00001', {
      paper: { authors: [], listedAt: Date.parse(listedAt), day },
      ...(growth !== undefined && { growth: { upvotes: growth, hours: 2 } }),
    })
    const facts = factsOf(found, { day: MONDAY, reasons: [], now: MONDAY_NINE })
    expect(facts.map(({ text }) => text)).toEqual(expected)
  })

  it('say how new a paper is before its stars', () => {
    const found = candidate('2611.00001', {
      paper: { authors: [] },
      counts: { upvotes: 5, comments: 0, stars: 9 },
    })
    expect(factsOf(found, { day: MONDAY, reasons: [], now: MONDAY_NINE }).map(({ text }) => text)).toEqual([
      '▲ 5',
      'new, 1 h ago',
      '★ 9',
    ])
  })
})

describe('a paper that nobody could vote on', () => {
  const factsFor = (paper: Partial<Paper>, counts?: Counts) =>
    factsOf(candidate('2611.00001', { paper: { authors: [], sources: ['arxiv'], ...paper }, counts }), {
      day: MONDAY,
      reasons: ['robots'],
      now: MONDAY_NINE,
    }).map(({ text }) => text)

  it.each<[string, string[]]>([
    [MONDAY, ['new on arXiv', 'robots']],
    ['2026-11-22', ['new on arXiv', 'robots', 'from Sunday 22 November']],
    ['2026-11-20', ['new on arXiv', 'robots', 'from Friday 20 November']],
    ['2026-11-19', ['on arXiv', 'robots', 'from Thursday 19 November']],
  ])('of %s says where it is instead of counts', (day, facts) => {
    expect(factsFor({ day })).toEqual(facts)
  })

  it('says nothing of that once it has counts, or is on no list', () => {
    expect(factsFor({ sources: ['arxiv', 'huggingface'] }, { upvotes: 3, comments: 0 })[0]).toBe('▲ 3')
    expect(factsFor({ sources: undefined })).toEqual(['robots'])
  })
})
