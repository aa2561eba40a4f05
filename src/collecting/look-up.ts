import { createAllowance, type Rate, takeFromAll } from '../lib/allowance.ts'
import { createBoundedMap } from '../lib/bounded-map.ts'
import { messageOf } from '../lib/errors.ts'
import { createSharedWork } from '../lib/shared-work.ts'
import { type FoundPaper, isUnvoted } from '../papers/paper.ts'
import type { Log } from '../ports/log.ts'
import type { PaperLookUp } from '../ports/paper-look-up.ts'
import type { Papers } from '../ports/papers.ts'
import type { RateCounters } from '../ports/rate-counters.ts'
import { SourceError } from '../ports/source-error.ts'
import type { Clock } from '../time/clock.ts'
import { createLinkedRepos, type Question } from './linked-repos.ts'

export type LookUpResult =
  /** `listed` if the store has it from a list. */
  | { kind: 'found'; found: FoundPaper; listed: boolean }
  | { kind: 'unknown' }
  /** Too many papers were looked up lately, by this person, in this workspace or in all. */
  | { kind: 'limited'; waitMs: number }
  /** No source that might know it could be reached. */
  | { kind: 'failed'; reason: string }

/** Who looks a paper up, as keys. */
export interface Asker {
  person: string
  workspace: string
}

/** Finds single papers by their arXiv id. */
export interface LookUp {
  /** In the store, else in the sources. */
  find(id: string, asker: Asker): Promise<LookUpResult>
  /** The same, with the paper's categories if they are available soon. */
  findWithCategories(id: string, asker: Asker): Promise<LookUpResult>
  /** The same, also with what cites the paper, and whether it was withdrawn since, if that is available soon. */
  findDetails(id: string, asker: Asker): Promise<LookUpResult>
}

export interface LookUpSettings {
  /** Questions to the sources by one person, in one workspace, and in all. */
  budget: { person: Rate; workspace: Rate; process: Rate }
  /** How long to remember that no source knows an id, ms. */
  unknownMs: number
}

/** Timeout of all sources together, ms. */
const DEADLINE_MS = 8_000
/** Timeout of the categories, ms: an answer can do without them. */
const CATEGORIES_DEADLINE_MS = 2_000
/** Wait before categories are asked for again after a failure, ms. */
const CATEGORIES_RETRY_MS = 60_000
/** Papers cached that aren't in the store, and for how long, ms: people turn pages and click on them. */
const MAX_CACHED = 200
const CACHE_MS = 10 * 60_000
/** Ids remembered that no source knows. */
const MAX_UNKNOWN = 1_000

/**
 * @param sources asked in this order for papers that aren't in the store
 * @param categories the source that knows categories
 * @param counters what all processes count together; undefined where there is one
 * @param linked the source that knows which models, datasets and Spaces cite a paper
 */
export function createLookUp(deps: {
  papers: Papers
  sources: readonly PaperLookUp[]
  categories?: PaperLookUp | undefined
  linked?: PaperLookUp | undefined
  counters?: RateCounters | undefined
  clock: Clock
  log: Log
  settings: LookUpSettings
}): LookUp {
  const { papers, sources, categories, counters, clock, log, settings } = deps
  const { budget } = settings
  const byPerson = createAllowance(budget.person, clock.now)
  const byWorkspace = createAllowance(budget.workspace, clock.now)
  const inAll = createAllowance(budget.process, clock.now)
  const unknown = createBoundedMap<string, true>(MAX_UNKNOWN, {
    afterMs: settings.unknownMs,
    now: clock.now,
  })
  /** Look-ups that are running, for others who want the same paper. */
  const asking = createSharedWork<LookUpResult>()
  const cache = createBoundedMap<string, FoundPaper>(MAX_CACHED, {
    afterMs: CACHE_MS,
    now: clock.now,
  })
  const categoriesFailed = createBoundedMap<'lately', true>(1, {
    afterMs: CATEGORIES_RETRY_MS,
    now: clock.now,
  })
  const linkedRepos = createLinkedRepos({ source: deps.linked, clock, log })

  async function ask(id: string, question: Question): Promise<LookUpResult> {
    const waitMs = await question.takeEverywhere()
    if (waitMs > 0) return { kind: 'limited', waitMs }
    const signal = AbortSignal.timeout(DEADLINE_MS)
    const reasons: string[] = []
    for (const source of sources) {
      try {
        const found = await source.find(id, signal)
        if (found) {
          cache.set(id, found)
          return { kind: 'found', found, listed: false }
        }
      } catch (error) {
        if (!(error instanceof SourceError) && !signal.aborted) throw error
        reasons.push(signal.aborted ? `${source.name} took too long` : messageOf(error))
        log.warn({ source: source.name, paper: id, reason: reasons.at(-1) }, 'could not look a paper up')
      }
    }
    if (reasons.length > 0) return { kind: 'failed', reason: reasons.join('; ') }
    unknown.set(id, true)
    return { kind: 'unknown' }
  }

  /**
   * One look-up counts once for the person and the workspace, however many sources it asks; for the budget of all, each source
   * counts. Where the first one has to wait, the others aren't asked either.
   */
  function createQuestion({ person, workspace }: Asker): Question {
    let waitMs: number | undefined
    let first: Promise<number> | undefined
    return {
      take() {
        waitMs ??= takeFromAll([
          [byPerson, person],
          [byWorkspace, workspace],
          [inAll, ''],
        ])
        return waitMs
      },
      async takeEverywhere() {
        if (!counters) return 0
        const ofAll = { name: 'look-ups', rate: budget.process }
        if (first) return (await first) || counters.take([ofAll])
        first = counters.take([
          ofAll,
          { name: `look-ups by ${person}`, rate: budget.person },
          { name: `look-ups in ${workspace}`, rate: budget.workspace },
        ])
        return first
      },
    }
  }

  async function askOnce(id: string, question: Question): Promise<LookUpResult> {
    const running = asking.running(id)
    if (running) {
      const shared = await running
      // Who asked first may have used up a budget that others have left.
      return shared.kind === 'limited' ? askOnce(id, question) : shared
    }
    const waitMs = question.take()
    if (waitMs > 0) return { kind: 'limited', waitMs }
    return asking.start(id, () => ask(id, question))
  }

  async function findStored(id: string): Promise<LookUpResult | undefined> {
    const found = await papers.find(id)
    return found && { kind: 'found', found, listed: found.counts !== undefined || isUnvoted(found) }
  }

  async function findElsewhere(id: string, question: Question): Promise<LookUpResult> {
    const known = cache.get(id)
    if (known) return { kind: 'found', found: known, listed: false }
    if (unknown.has(id)) return { kind: 'unknown' }
    return askOnce(id, question)
  }

  async function categoriesOf(id: string, question: Question): Promise<readonly string[] | undefined> {
    if (!categories || categoriesFailed.has('lately') || question.take() > 0) return undefined
    try {
      if ((await question.takeEverywhere()) > 0) return undefined
      const found = await categories.find(id, AbortSignal.timeout(CATEGORIES_DEADLINE_MS))
      return found?.paper.categories
    } catch (error) {
      categoriesFailed.set('lately', true)
      log.debug({ paper: id, reason: messageOf(error) }, 'could not look up the categories of a paper')
      return undefined
    }
  }

  /** The result with the paper's categories, which are stored or cached with it. */
  async function withCategories(
    result: LookUpResult,
    question: Question,
    isStored: boolean,
  ): Promise<LookUpResult> {
    if (result.kind !== 'found' || result.found.paper.categories) return result
    const { found } = result
    const { id } = found.paper
    const known = await categoriesOf(id, question)
    if (!known) return result
    const categorised = { ...found, paper: { ...found.paper, categories: known } }
    if (isStored) await papers.categorise(id, known)
    else cache.set(id, categorised)
    return { ...result, found: categorised }
  }

  return {
    find: async (id, asker) => (await findStored(id)) ?? findElsewhere(id, createQuestion(asker)),
    async findWithCategories(id, asker) {
      const question = createQuestion(asker)
      const stored = await findStored(id)
      if (stored) return withCategories(stored, question, true)
      return withCategories(await findElsewhere(id, question), question, false)
    },
    async findDetails(id, asker) {
      const question = createQuestion(asker)
      const stored = await findStored(id)
      // A paper that isn't stored comes with what its source knows of it.
      if (!stored) return withCategories(await findElsewhere(id, question), question, false)
      const [result, current] = await Promise.all([
        withCategories(stored, question, true),
        linkedRepos(id, question),
      ])
      if (result.kind !== 'found' || !current) return result
      const { paper, ...rest } = result.found
      const withdrawn = paper.withdrawn || current.withdrawn
      const found = {
        ...rest,
        paper: { ...paper, ...(withdrawn && { withdrawn }) },
        ...(current.linked && { linked: current.linked }),
      }
      return { ...result, found }
    },
  }
}
