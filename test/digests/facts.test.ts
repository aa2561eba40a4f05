import { describe, expect, it } from 'vitest'
import { countFacts, countSpans, factsOf } from '../../src/digests/facts.ts'
import type { Counts, Paper } from '../../src/papers/paper.ts'
import { candidate, MONDAY } from '../fixtures/candidates.ts'

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
    factsOf(candidate('2611.00001', { paper: { authors: [], ...paper } }), MONDAY, reasons).slice(1)

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
    const texts = factsOf(candidate('2611.00001', { paper: all }), MONDAY, ['robots', 'birds'])
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

  it('include their growth', () => {
    const growing = candidate('2611.00001', { paper: { authors: [] }, growth: { upvotes: 4, hours: 24 } })
    expect(factsOf(growing, MONDAY, [])).toEqual([
      { text: '▲ 10 (+4 since yesterday)', spoken: '10 upvotes (4 more since yesterday)' },
    ])
  })

  it.each([
    [{ upvotes: 1 }, ['1 upvote']],
    [{ upvotes: 0, stars: 1 }, ['0 upvotes', '1 star']],
    [{ upvotes: 1_234, stars: 12_000 }, ['1.2k upvotes', '12k stars']],
  ])('say of %o what their symbols mean', (counts, spoken) => {
    expect(countSpans({ counts: { comments: 0, ...counts } }).map(span => span.spoken)).toEqual(spoken)
  })
})
