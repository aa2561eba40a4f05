import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { readItems } from '../../adapters/sources/hugging-face-paper.ts'
import { openSqliteStore } from '../../adapters/store/sqlite-store.ts'
import { createTopicMatches } from '../../src/digest/topic-matches.ts'
import type { Candidate } from '../../src/papers/paper.ts'
import { createCollection } from '../../src/search/collection.ts'
import { parseQuery } from '../../src/search/parse.ts'
import type { Store } from '../../src/store.ts'
import { silentLog } from '../fakes/silent-log.ts'
import { candidate } from '../fixtures/candidates.ts'
import { needsRecorded, recordedDays, recordedItems } from '../fixtures/recorded-days.ts'
import { accepts } from './reference.ts'

/** What is typed as it comes, for all who have to agree on it. */
const TRICKY = [
  'GPT-4o',
  'C++',
  'LLaMA-3.1',
  'β-VAE',
  'Łukasz',
  "O'Brien",
  '语言模型',
  'pre-training',
  'model’s',
  'c#',
  'k-NN',
]

const madeUp = (): Candidate[] =>
  TRICKY.map((text, index) =>
    candidate(`2611.0000${index}`, {
      paper: {
        title: `${text} and the ${TRICKY[(index + 3) % TRICKY.length]}`,
        abstract: `We study ${TRICKY[(index + 5) % TRICKY.length]} models; training ${index} agents.`,
        authors: [`${text} Example`, 'Bo Müller'],
        keywords: index % 2 === 0 ? ['language models', 'agent'] : [],
        categories: index % 3 === 0 ? ['cs.CL', 'math-ph'] : ['cs.LG'],
        codeUrl: index % 4 === 0 ? 'https://github.com/a/b' : undefined,
        organization: index % 5 === 0 ? 'Example Labs' : undefined,
        day: `2026-11-${10 + index}`,
      },
      counts: { upvotes: index * 7, comments: index % 3, stars: index % 2 === 0 ? index * 100 : undefined },
    }),
  )

const recorded = (): Candidate[] =>
  recordedDays()
    .filter((_, index) => index % 16 === 0)
    .flatMap(day =>
      readItems(recordedItems(day), day).papers.map(paper => ({
        ...paper,
        firstSeenAt: paper.paper.listedAt,
      })),
    )

describe.each([
  { name: 'made-up papers', papers: madeUp(), today: '2026-11-23', runs: 300 },
  { name: `recorded papers${needsRecorded}`, papers: recorded(), today: '2026-05-01', runs: 250 },
])('among $name', ({ papers, today, runs }) => {
  const candidates = [...new Map(papers.map(each => [each.paper.id, each])).values()]
  let store: Store
  const idOf = new Map<number, string>()
  beforeAll(async () => {
    store = await openSqliteStore({ path: ':memory:', log: silentLog })
    await store.papers.record(candidates, Date.parse(today))
    const rows = await store.index.keys(candidates.map(({ paper }) => paper.id))
    for (const { id, key } of rows) idOf.set(key, id)
    return () => store.close()
  })

  /** Words of the papers as they stand there, so that most queries find something. */
  const words = [
    ...new Set(
      candidates
        .flatMap(({ paper }) => [
          paper.title,
          ...paper.authors.slice(0, 2),
          ...paper.keywords,
          paper.abstract.slice(0, 200),
        ])
        .join(' ')
        .split(/\s+/),
    ),
  ].filter(word => /[\p{L}\p{N}]/u.test(word) && !/["()*:<>=]/.test(word))
  const phrases = candidates.map(({ paper }) =>
    paper.abstract.split(' ').slice(3, 6).join(' ').replaceAll('"', ''),
  )

  const word = fc.constantFrom(...words, 'nowhere')
  const leaf = fc.oneof(
    { weight: 6, arbitrary: word },
    { weight: 2, arbitrary: fc.constantFrom(...phrases, 'large language').map(text => `"${text}"`) },
    { weight: 2, arbitrary: word.map(text => `${text.replace(/[^\p{L}\p{N}]+$/u, '').slice(0, 5)}*`) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.constantFrom('title', 'author', 'abstract', 'keyword', 'org'), word)
        .map(parts => parts.join(':')),
    },
    {
      weight: 2,
      arbitrary: fc.constantFrom(
        ...[
          'cat:cs.CL',
          'cat:cs.*',
          'cat:math-ph',
          'has:code',
          'has:project',
          'has:summary',
          'since:30d',
          'since:2026-01',
        ],
        ...[
          'until:2026-03-01',
          'upvotes>20',
          'upvotes<=7',
          'stars>=100',
          'comments=0',
          'stars<1',
          `id:${candidates[0]?.paper.id}`,
        ],
      ),
    },
  )
  const query = fc.letrec<{ query: string }>(tie => ({
    query: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaf,
      fc.tuple(tie('query'), tie('query')).map(([a, b]) => `${a} ${b}`),
      fc.tuple(tie('query'), tie('query')).map(([a, b]) => `(${a} OR ${b})`),
      tie('query').map(each => `NOT (${each})`),
    ),
  })).query

  it.skipIf(candidates.length === 0)(
    'a search finds, and a topic follows, exactly what the query means',
    async () => {
      const collection = createCollection(candidates)
      let found = 0
      await fc.assert(
        fc.asyncProperty(query, async typed => {
          const parsed = parseQuery(typed)
          fc.pre(parsed.ok)
          const expected = candidates
            .filter(each => accepts(parsed.query, each, today))
            .map(({ paper }) => paper.id)
          found += expected.length
          const hits = await store.index.find(parsed.query, { today, limit: 10_000 })
          expect(new Set(hits.map(({ key }) => idOf.get(key)))).toEqual(new Set(expected))
          expect(collection.matching(parsed.query, today)).toEqual(new Set(expected))
        }),
        { numRuns: runs },
      )
      expect(found).toBeGreaterThan(candidates.length)
    },
  )
})

describe('a topic', () => {
  it('is looked for once among the same papers, however it is written and whoever follows it', () => {
    const matches = createTopicMatches(madeUp())
    expect(matches.of('agents', '2026-11-23')).toBe(matches.of('agents', '2026-11-23'))
    expect(matches.of('agents', '2026-11-23').size).toBe(TRICKY.length)
  })
})
