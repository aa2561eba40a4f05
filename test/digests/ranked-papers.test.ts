import { describe, expect, it } from 'vitest'
import { createRankedPapers } from '../../src/digests/ranked-papers.ts'
import type { Candidate } from '../../src/papers/paper.ts'
import { createTopicMatcher, type TopicMatcher } from '../../src/search/topics.ts'
import { candidate, MONDAY_NINE } from '../fixtures/candidates.ts'
import { BY_UPVOTES, rankByUpvotes } from '../fixtures/ranked-papers.ts'

const PAPERS = [
  candidate('2611.00001', { paper: { title: 'Birds' }, counts: { upvotes: 1, comments: 0 } }),
  candidate('2611.00002', { paper: { title: 'Robots' }, counts: { upvotes: 2, comments: 0 } }),
  candidate('2611.00003', { paper: { title: 'More Birds' }, counts: { upvotes: 3, comments: 0 } }),
]
const ids = (papers: readonly Candidate[]) => papers.map(({ paper }) => paper.id)

describe('ranked papers', () => {
  it('are all papers, best first, with the time of the ranking', () => {
    const rankedPapers = rankByUpvotes(PAPERS)
    expect(ids(rankedPapers.papers)).toEqual(['2611.00003', '2611.00002', '2611.00001'])
    expect(rankedPapers.at).toBe(MONDAY_NINE)
  })

  it.each([
    ['*', ['2611.00003', '2611.00002', '2611.00001']],
    ['birds', ['2611.00003', '2611.00001']],
    ['-birds', ['2611.00002']],
    ['fish', []],
  ])('include the papers of %s, best first', (topic, expected) =>
    expect(ids(rankByUpvotes(PAPERS).matching(topic))).toEqual(expected),
  )

  it('match each topic once, with the UTC day of the ranking', () => {
    const asked: string[] = []
    const topics: TopicMatcher = {
      matching(topic, today) {
        asked.push(`${topic} on ${today}`)
        return new Set(['2611.00002'])
      },
      async prepare() {},
    }
    const rankedPapers = createRankedPapers(PAPERS, Date.parse('2026-11-23T23:59Z'), BY_UPVOTES, topics)
    const found = rankedPapers.matching('birds')
    expect(ids(found)).toEqual(['2611.00002'])
    expect(rankedPapers.matching('birds')).toBe(found)
    rankedPapers.matching('robots')
    expect(asked).toEqual(['birds on 2026-11-23', 'robots on 2026-11-23'])
  })

  it('have a summary of one sentence, or of several in the standard layout, made once for each', () => {
    let reads = 0
    const counted = candidate('2611.00004')
    const paper = {
      ...counted.paper,
      get abstract() {
        reads++
        return counted.paper.abstract
      },
    }
    const rankedPapers = rankByUpvotes(PAPERS)
    const summary = (layout: 'compact' | 'standard') => rankedPapers.summary({ ...counted, paper }, layout)
    expect(summary('compact')).toBe('We propose a small thing.')
    const after = reads
    expect(summary('compact')).toBe('We propose a small thing.')
    expect(reads).toBe(after)
    expect(summary('standard')).toBe('We propose a small thing. It works well enough to be told.')
  })

  it('have a summary each, which may be empty', () => {
    const rankedPapers = rankByUpvotes(PAPERS)
    expect(rankedPapers.summary(candidate('1', { paper: { abstract: '' } }), 'compact')).toBe('')
    expect(rankedPapers.summary(candidate('2'), 'compact')).toBe('We propose a small thing.')
  })
})

describe('the topic matcher', () => {
  it('matches each topic once a day', () => {
    const matcher = createTopicMatcher(PAPERS)
    const birds = matcher.matching('birds', '2026-11-23')
    expect([...birds]).toEqual(['2611.00001', '2611.00003'])
    expect(matcher.matching('birds', '2026-11-23')).toBe(birds)
    expect([...matcher.matching('robots', '2026-11-23')]).toEqual(['2611.00002'])
    expect([...matcher.matching('birds', '2026-11-24')]).toEqual([...birds])
  })

  it('respects the day if the topic depends on it', () => {
    const matcher = createTopicMatcher([
      candidate('2611.00001', { paper: { day: '2026-11-23' } }),
      candidate('2611.00002', { paper: { day: '2026-11-18' } }),
    ])
    const recent = (today: string) => [...matcher.matching('since:3d', today)]
    expect(recent('2026-11-20')).toEqual(['2611.00001', '2611.00002'])
    expect(recent('2026-11-23')).toEqual(['2611.00001'])
  })
})
