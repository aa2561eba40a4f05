import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SEARCH } from '../../../config/defaults.ts'
import type { Store } from '../../../src/ports/store.ts'
import type { Near } from '../../../src/search/query/query.ts'
import { createSearch } from '../../../src/search/search.ts'
import { AS_TYPED } from '../../contracts/paper-index/as-typed.ts'
import { LONG_MS, madeUpPapers, PAPERS, queriesAbout, TRICKY } from '../../contracts/paper-index/samples.ts'
import type { StoreHarness } from '../../contracts/store/harness.ts'
import { candidate } from '../../fixtures/candidates.ts'
import { createMemoryHarness } from '../sqlite/sqlite-harness.ts'
import { createHarnesses } from './postgres-harness.ts'
import { hasServer, needsServer } from './server.ts'

const createPostgresHarness = createHarnesses()

/** The words that the papers about nearness are made of, in all orders and distances. */
const WORDS = ['sparse', 'attention', 'memory', 'of', 'a']

const jumbled = Array.from({ length: 120 }, (_, paper) =>
  candidate(`2610.${10_000 + paper}`, {
    paper: {
      title: WORDS[paper % WORDS.length] ?? '',
      authors: [`Ada ${WORDS[(paper * 7) % WORDS.length]}`],
      keywords: [WORDS[(paper * 3) % WORDS.length] ?? ''],
      abstract: Array.from(
        { length: 30 },
        (_, place) => WORDS[(paper * 31 + place * place * 17 + place) % 23] ?? 'filler',
      ).join(' '),
    },
  }),
)

describe.skipIf(!hasServer)(`the same search on both databases${needsServer}`, () => {
  describe.each([...PAPERS, { name: 'papers of few words', papers: jumbled, today: '2026-11-23', runs: 60 }])(
    'among $name',
    ({ papers, today, runs }) => {
      const harnesses: StoreHarness[] = []
      const stores: Store[] = []
      beforeAll(async () => {
        for (const createHarness of [createMemoryHarness, createPostgresHarness]) {
          const harness = await createHarness()
          const store = await harness.open()
          await store.papers.record(papers, Date.parse(today))
          harnesses.push(harness)
          stores.push(store)
        }
      })
      afterAll(async () => {
        for (const harness of harnesses) await harness.remove()
      })

      const searches = () =>
        stores.map(({ index }) =>
          createSearch({
            index,
            clock: { now: () => Date.parse(today) },
            settings: { ...SEARCH, limitMs: 60_000 },
          }),
        )

      /** What both found, without how long it took. */
      async function both(query: string, page = 1) {
        const results = []
        for (const search of searches()) {
          const result = await search.search(query, { page, pageSize: 8 })
          results.push(result.ok ? { ...result, timings: {} } : result)
        }
        return results
      }

      it.skipIf(papers.length === 0)(
        'finds the same papers in the same order, with the same reasons',
        { timeout: LONG_MS },
        async () => {
          await fc.assert(
            fc.asyncProperty(queriesAbout(papers), fc.constantFrom(1, 2), async (query, page) => {
              const [sqlite, postgres] = await both(query, page)
              expect(postgres).toEqual(sqlite)
            }),
            { numRuns: Math.floor(runs / 4) },
          )
        },
      )

      it('corrects, broadens and narrows alike', { timeout: LONG_MS }, async () => {
        const queries = [
          ...TRICKY,
          ...AS_TYPED.slice(0, 30).map(({ query }) => query),
          'langauge modles',
          'a* b* c*',
          'large language model reasoning agents memory sort:top',
          'nowhere to be found',
          'sparse memory attention',
          'title:sparse sort:new',
        ]
        for (const query of queries) {
          const [sqlite, postgres] = await both(query)
          expect(postgres).toEqual(sqlite)
        }
      })
    },
  )

  it('finds the same papers by words near each other', { timeout: LONG_MS }, async () => {
    const harnesses = [await createMemoryHarness(), await createPostgresHarness()]
    const stores: Store[] = []
    for (const harness of harnesses) {
      const store = await harness.open()
      await store.papers.record([...jumbled, ...madeUpPapers()], Date.parse('2026-11-23'))
      stores.push(store)
    }
    const stem = fc.constantFrom('spars', 'attent', 'memori', 'of', 'a', 'filler')
    const near: fc.Arbitrary<Near> = fc.record({
      kind: fc.constant('near' as const),
      stems: fc.array(stem, { minLength: 1, maxLength: 4 }),
      within: fc.integer({ min: 4, max: 12 }),
      field: fc.constantFrom(undefined, 'abstract' as const, 'title' as const, 'keywords' as const),
    })
    let found = 0
    await fc.assert(
      fc.asyncProperty(near, async query => {
        const options = { today: '2026-11-23', limit: 1_000 }
        const [sqlite = [], postgres] = await Promise.all(
          stores.map(({ index }) => index.matching(query, options)),
        )
        found += sqlite.length
        expect(postgres).toEqual(sqlite)
      }),
      { numRuns: 300 },
    )
    expect(found).toBeGreaterThan(1_000)
    for (const harness of harnesses) await harness.remove()
  })
})
