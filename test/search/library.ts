import { onTestFinished } from 'vitest'
import { SEARCH } from '../../config/defaults.ts'
import type { Counts, Paper } from '../../src/papers/paper.ts'
import type { Store } from '../../src/ports/store.ts'
import type { Remote } from '../../src/search/remote-search.ts'
import { createSearch, type PaperSearch, type SearchPage } from '../../src/search/search.ts'
import { listed, NOW } from '../contracts/store/samples.ts'
import { createFakeClock } from '../fakes/clock.ts'
import { openMemoryStore } from '../fixtures/memory-store.ts'

/** Papers in a real database, and a search over them. */
export interface Library {
  store: Store
  search: PaperSearch
  add(id: string, paper?: Partial<Paper>, counts?: Partial<Counts>): Promise<void>
  /** A page of results; throws if the query is invalid. */
  find(query: string, page?: number, pageSize?: number): Promise<SearchPage>
  /** Ids of the results, best first. */
  ids(query: string): Promise<string[]>
}

/** @param options.cap see `SearchSettings` */
export async function openLibrary(
  options: { remote?: Remote; store?: Store; cap?: number } = {},
): Promise<Library> {
  const store = options.store ?? (await openMemoryStore())
  onTestFinished(() => store.close())
  const clock = createFakeClock(NOW)
  const settings = { ...SEARCH, cap: options.cap ?? SEARCH.cap }
  const search = createSearch({ index: store.index, clock, settings, remote: options.remote })
  const find: Library['find'] = async (query, page = 1, pageSize = 1_000) => {
    const result = await search.search(query, { page, pageSize })
    if (!result.ok) throw new Error(`${query}: ${result.problem}`)
    return result
  }
  return {
    store,
    search,
    find,
    async add(id, paper = {}, counts = {}) {
      await store.papers.record([listed(id, counts, paper)], NOW)
    },
    ids: async query => (await find(query)).found.map(({ found }) => found.paper.id),
  }
}
