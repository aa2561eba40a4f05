import { setImmediate } from 'node:timers/promises'
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
import type { Place, RateCounters } from '../../src/ports/rate-counters.ts'
import { createFakeClock } from '../fakes/clock.ts'
import { uncounted } from '../fakes/rate-counters.ts'
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

/** What all processes count together. It keeps what was to be taken; `waits` are those of names without a place, ms. */
export function countersWith(waits: Record<string, number> = {}) {
  const asked: (readonly Place[])[] = []
  const counters: RateCounters = {
    ...uncounted,
    async take(places) {
      asked.push(places)
      return Math.max(...places.map(({ name }) => waits[name] ?? 0))
    },
  }
  return { counters, asked }
}

/** A source that answers once it is released. `asked` resolves when it is asked for the first time. */
export function holdUp(source: TestSource) {
  const asked = Promise.withResolvers<void>()
  const released = Promise.withResolvers<void>()
  const { find } = source
  source.find = async (id, signal) => {
    const answer = find(id, signal)
    asked.resolve()
    await released.promise
    return answer
  }
  return { asked: asked.promise, release: released.resolve }
}

/** Resolves once all else that doesn’t wait for a test has gone on as far as it can: the store’s answers take no time. */
export const everythingElse = (): Promise<void> => setImmediate()

/** A look-up over a real store with the papers `stored`, and two empty sources. */
export async function setUp({
  stored = [],
  categories,
  linked,
  counters,
  settings = LOOK_UP,
}: {
  stored?: FoundPaper[]
  categories?: TestSource
  linked?: TestSource
  counters?: RateCounters
  settings?: LookUpSettings
} = {}) {
  const clock = createFakeClock(MONDAY_NINE)
  const store = await openMemoryStore()
  onTestFinished(() => store.close())
  const listed = stored.map(({ paper }) => ({ paper, counts: { upvotes: 10, comments: 0 } }))
  await store.papers.record(listed, MONDAY_NINE)
  const warnings: unknown[][] = []
  const log = { ...silentLog, warn: (...line: unknown[]) => void warnings.push(line) }
  const first = sourceOf('First')
  const second = sourceOf('Second')
  const { find, findWithCategories, findDetails } = createLookUp({
    papers: store.papers,
    sources: [first, second],
    categories,
    linked,
    counters,
    clock,
    log,
    settings,
  })
  const lookUp = {
    find: (id: string, asker = ADA) => find(id, asker),
    findWithCategories: (id: string, asker = ADA) => findWithCategories(id, asker),
    findDetails: (id: string, asker = ADA) => findDetails(id, asker),
  }
  return { lookUp, store, clock, first, second, warnings }
}

export const titleOf = (result: LookUpResult): string =>
  result.kind === 'found' ? result.found.paper.title : result.kind
