import type { Paper } from '../../../src/papers/paper.ts'

/** A fictitious paper; a test gives only what matters for a summary. */
export const paperOf = (facts: Partial<Paper>): Paper => ({
  id: '2611.00001',
  title: 'A Paper of No Name',
  abstract: '',
  authors: [],
  day: '2026-11-23',
  listedAt: 0,
  publishedAt: 0,
  keywords: [],
  ...facts,
})

/** A typical abstract: the problem, the contribution, how it works, how well, where the code is. */
export const TIDEPOOL = paperOf({
  title: 'Tidepool: Cache Eviction That Remembers for Long Conversations',
  abstract:
    'Recent chat models keep long conversations in a cache that grows with every turn. However, existing eviction methods forget what a person said early on (e.g., a name or a wish). To address this gap, we introduce Tidepool, a cache eviction framework that keeps the tokens which later turns are likely to need. Tidepool scores every token by how often earlier turns went back to it, and drops the rest in blocks. Extensive experiments on four benchmarks show that Tidepool keeps 98.5% of the accuracy with a fifth of the cache. Code is available at https://example.org/tidepool.',
  keywords: ['key-value cache', 'long conversations', 'eviction'],
})
