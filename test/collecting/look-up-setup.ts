import { onTestFinished } from 'vitest'
import { LOOK_UP } from '../../config/defaults.ts'
import {
  type Asker,
  createLookUp,
  type LookUpResult,
  type LookUpSettings,
} from '../../src/collecting/look-up.ts'
import type { FoundPaper, Paper } from '../../src/papers/paper.ts'
import type { PaperLookUp } from '../../src/ports/paper-look-up.ts'
import { createFakeClock } from '../fakes/clock.ts'
import { silentLog } from '../fakes/silent-log.ts'
import { candidate, MONDAY_NINE } from '../fixtures/candidates.ts'
import { openMemoryStore } from '../fixtures/memory-store.ts'

export const ID = '2611.00001'
export const MINUTE = 60_000
export const ADA: Asker = { person: 'slack:T1/U1', workspace: 'slack:T1' }

/** A paper as a source returns it. */
export function found(id: string, title: string, paper: Partial<Paper> = {}): FoundPaper {
  const { firstSeenAt, ...rest } = candidate(id, { paper: { title, ...paper } })
  return rest
}

export interface TestSource extends PaperLookUp {
  papers: Map<string, FoundPaper>
  /** An error to throw, while set. */
  failure: Error | undefined
  asked: string[]
}

/** A source with these papers, which records what it was asked for. */
export function sourceOf(name: string, papers: readonly FoundPaper[] = []): TestSource {
  const source: TestSource = {
    name,
    papers: new Map(papers.map(each => [each.paper.id, each])),
    failure: undefined,
    asked: [],
    async find(id) {
      source.asked.push(id)
      if (source.failure) throw source.failure
      return source.papers.get(id)
    },
  }
  return source
}

/** A look-up over a real store with the papers `stored`, and two empty sources. */
export async function setUp({
  stored = [],
  categories,
  linked,
  settings = LOOK_UP,
}: {
  stored?: FoundPaper[]
  categories?: TestSource
  linked?: TestSource
  settings?: LookUpSettings
} = {}) {
  const clock = createFakeClock(MONDAY_NINE)
  const store = await openMemoryStore()
  onTestFinished(() => store.close())
  const listed = stored.map(({ paper }) => ({ paper, counts: { upvotes: 10, comments: 0 } }))
  await store.papers.record(listed, MONDAY_NINE)
  const first = sourceOf('First')
  const second = sourceOf('Second')
  const { find, findWithCategories, findDetails } = createLookUp({
    papers: store.papers,
    sources: [first, second],
    categories,
    linked,
    clock,
    log: silentLog,
    settings,
  })
  const lookUp = {
    find: (id: string, asker = ADA) => find(id, asker),
    findWithCategories: (id: string, asker = ADA) => findWithCategories(id, asker),
    findDetails: (id: string, asker = ADA) => findDetails(id, asker),
  }
  return { lookUp, store, clock, first, second }
}

export const titleOf = (result: LookUpResult): string =>
  result.kind === 'found' ? result.found.paper.title : result.kind
