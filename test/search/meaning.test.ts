import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createCollection } from '../../src/search/matching.ts'
import { parseQuery } from '../../src/search/query/parser.ts'
import { createTopicMatcher } from '../../src/search/topics.ts'
import { AS_TYPED } from '../contracts/paper-index/as-typed.ts'
import { accepts } from '../contracts/paper-index/reference.ts'
import {
  LONG_MS,
  madeUpPapers,
  PAPERS,
  queriesAbout,
  queryOf,
  TRICKY,
} from '../contracts/paper-index/samples.ts'
import { candidate } from '../fixtures/candidates.ts'

describe.each(PAPERS)('among $name', ({ papers, today, runs }) => {
  it.skipIf(papers.length === 0)('a topic matches exactly what the query means', { timeout: LONG_MS }, () => {
    const collection = createCollection(papers)
    let found = 0
    fc.assert(
      fc.property(queriesAbout(papers), typed => {
        const parsed = parseQuery(typed)
        fc.pre(parsed.ok)
        const expected = papers
          .filter(each => accepts(parsed.query, each, today))
          .map(({ paper }) => paper.id)
        found += expected.length
        expect(collection.matching(parsed.query, today)).toEqual(new Set(expected))
      }),
      { numRuns: runs },
    )
    expect(found).toBeGreaterThan(papers.length)
  })
})

describe('a topic as people type it', () => {
  it.each(AS_TYPED)('is asked whether $query finds $says', ({ query, paper, finds }) => {
    const collection = createCollection([candidate('2611.00001', { paper })])
    const expected = finds ? ['2611.00001'] : []
    expect([...collection.matching(queryOf(query), '2026-11-23')]).toEqual(expected)
  })
})

describe('a topic', () => {
  it('is matched once against the same papers', () => {
    const matcher = createTopicMatcher(madeUpPapers())
    expect(matcher.matching('agents', '2026-11-23')).toBe(matcher.matching('agents', '2026-11-23'))
    expect(matcher.matching('agents', '2026-11-23').size).toBe(TRICKY.length)
  })
})
