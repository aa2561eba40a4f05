import { expect, it } from 'vitest'
import { createSearchPage } from '../../src/pages/search-page.ts'
import type { PaperSearch, SearchResult } from '../../src/search/search.ts'
import { createFakeClock } from '../fakes/clock.ts'

it('runs four searches at once, and asks others to try again', async () => {
  const answers: ((result: SearchResult) => void)[] = []
  const search: PaperSearch = {
    search: () => new Promise(resolve => answers.push(resolve)),
    similar: async () => [],
    terms: async () => [],
    lacksCategories: async () => false,
  }
  const page = createSearchPage({ search, summary: () => '', clock: createFakeClock(0), pageSize: 20 })
  const running = ['a', 'b', 'c', 'd'].map(query => page(query, 1))
  expect(await page('e', 1)).toMatchObject({
    kind: 'refused',
    query: 'e',
    problem: expect.stringContaining('Try again'),
    isBusy: true,
  })
  for (const answer of answers) answer({ ok: false, problem: 'as it is' })
  expect(await Promise.all(running)).toMatchObject(Array(4).fill({ kind: 'refused', problem: 'as it is' }))
  const next = page('e', 1)
  answers.at(-1)?.({ ok: false, problem: 'now it ran' })
  expect(await next).toMatchObject({ problem: 'now it ran' })
})
