import { expect, onTestFinished } from 'vitest'
import type { Counts, Paper } from '../../../src/papers/paper.ts'
import type { PaperIndex } from '../../../src/ports/paper-index.ts'
import type { Store } from '../../../src/ports/store.ts'
import type { CreateHarness } from '../store/harness.ts'
import { listed, MONDAY, NOW } from '../store/samples.ts'
import { queryOf } from './samples.ts'

type FindOptions = Partial<Parameters<PaperIndex['find']>[1]>
type MatchOptions = Partial<Parameters<PaperIndex['matching']>[1]>

/** A database of a test's own, and short ways to fill and ask it. */
export async function openIndex(createHarness: CreateHarness) {
  const harness = await createHarness()
  onTestFinished(() => harness.remove())
  const store: Store = await harness.open()
  const { index } = store
  const options = (changes: MatchOptions = {}) => ({ today: MONDAY, limit: 100, ...changes })
  /** Ids of papers by their keys, in the same order. */
  const idsOf = async (keys: readonly number[]) => (await index.load(keys)).map(({ paper }) => paper.id)
  return {
    store,
    index,
    idsOf,
    async add(id: string, paper: Partial<Paper> = {}, counts: Partial<Counts> = {}) {
      await store.papers.record([listed(id, counts, paper)], NOW)
    },
    find: (query: string, changes?: FindOptions) => index.find(queryOf(query), options(changes)),
    matching: (query: string, changes?: MatchOptions) => index.matching(queryOf(query), options(changes)),
    /** Ids of what is found, newest first. */
    async ids(query: string, changes?: FindOptions) {
      const found = await index.find(queryOf(query), options(changes))
      const keys = await index.matching(queryOf(query), options(changes))
      expect(found.map(({ key }) => key)).toEqual(keys)
      return idsOf(keys)
    },
    /** Keys of papers, in the order of their ids. */
    async keysOf(...ids: string[]) {
      const keys = new Map((await index.keys(ids)).map(({ id, key }) => [id, key]))
      return ids.map(id => {
        const key = keys.get(id)
        if (key === undefined) throw new Error(`${id} has no key`)
        return key
      })
    },
  }
}
