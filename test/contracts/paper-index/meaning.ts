import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Candidate, FoundPaper } from '../../../src/papers/paper.ts'
import type { Store } from '../../../src/ports/store.ts'
import { parseQuery } from '../../../src/search/query/parser.ts'
import type { Query } from '../../../src/search/query/query.ts'
import { cleanText } from '../../../src/text/clean.ts'
import { candidate } from '../../fixtures/candidates.ts'
import { HOSTILE } from '../../fixtures/hostile.ts'
import type { CreateHarness } from '../store/harness.ts'
import { AS_TYPED } from './as-typed.ts'
import { accepts } from './reference.ts'
import { LONG_MS, PAPERS, queriesAbout, queryOf } from './samples.ts'

const TODAY = '2026-11-23'

/** An index finds exactly what the reference implementation finds. */
export function meaningContract(createHarness: CreateHarness): void {
  /** Fills a database once for a group of tests. @returns what finds ids of papers by a query */
  function indexOf(papers: readonly Candidate[], today = TODAY) {
    let store: Store
    const idOf = new Map<number, string>()
    beforeAll(async () => {
      const harness = await createHarness()
      store = await harness.open()
      await store.papers.record(papers, Date.parse(today))
      for (const { id, key } of await store.index.keys(papers.map(({ paper }) => paper.id))) {
        idOf.set(key, id)
      }
      return () => harness.remove()
    })
    return async (query: Query) => {
      const hits = await store.index.find(query, { today, limit: 10_000 })
      const keys = await store.index.matching(query, { today, limit: 10_000 })
      expect(keys).toEqual(hits.map(({ key }) => key))
      const among = [...idOf.keys()].sort((a, b) => b - a).filter((_, place) => place % 2 === 0)
      expect(await store.index.matching(query, { today, limit: 10_000, among })).toEqual(
        keys.filter(key => among.includes(key)),
      )
      return new Set(keys.map(key => idOf.get(key)))
    }
  }

  const meant = (query: Query, papers: readonly FoundPaper[], today = TODAY) =>
    new Set(papers.filter(each => accepts(query, each, today)).map(({ paper }) => paper.id))

  describe.each(PAPERS)('among $name', ({ papers, today, runs }) => {
    const find = indexOf(papers, today)

    it.skipIf(papers.length === 0)('for random queries', { timeout: LONG_MS }, async () => {
      let found = 0
      await fc.assert(
        fc.asyncProperty(queriesAbout(papers), async typed => {
          const parsed = parseQuery(typed)
          fc.pre(parsed.ok)
          const expected = meant(parsed.query, papers, today)
          found += expected.size
          expect(await find(parsed.query)).toEqual(expected)
        }),
        { numRuns: runs },
      )
      expect(found).toBeGreaterThan(papers.length)
    })
  })

  describe('as people type it', () => {
    const papers = AS_TYPED.map(({ paper }, index) => candidate(`2611.${10_000 + index}`, { paper }))
    const find = indexOf(papers)

    it.each(AS_TYPED.map((typed, index) => ({ ...typed, id: papers[index]?.paper.id })))(
      'asked whether $query finds $says',
      async ({ query, finds, id }) => {
        expect((await find(queryOf(query))).has(id)).toBe(finds)
      },
    )
  })

  describe('in hostile texts', () => {
    const papers = HOSTILE.map(([, text], index) =>
      candidate(`2611.${10_000 + index}`, {
        paper: { title: cleanText(text) || 'Nothing', abstract: cleanText(`Of ${text} and no more.`) },
      }),
    )
    const find = indexOf(papers)
    const queries = HOSTILE.flatMap(([name, text]) => {
      const parsed = parseQuery(text)
      return parsed.ok ? [{ name, query: parsed.query }] : []
    })

    it.each(queries)('such as $name', async ({ query }) => {
      expect(await find(query)).toEqual(meant(query, papers))
    })
  })
}
