import { createBoundedMap } from '../lib/bounded-map.ts'
import { messageOf } from '../lib/errors.ts'
import type { FoundPaper } from '../papers/paper.ts'
import type { Log } from '../ports/log.ts'
import type { PaperLookUp } from '../ports/paper-look-up.ts'
import type { Papers } from '../ports/papers.ts'
import { SourceError } from '../ports/source-error.ts'
import type { Clock } from '../time/clock.ts'

export type LookedUp =
  /** `kept` where the store has it from a list. */
  | { kind: 'found'; found: FoundPaper; kept: boolean }
  | { kind: 'unknown' }
  /** Nobody who might know it could be asked. */
  | { kind: 'failed'; reason: string }

/** Finds single papers by their arXiv id. */
export interface LookUp {
  /** In the store, else in the sources. */
  find(id: string): Promise<LookedUp>
  /** The same, with the paper's categories where they can be had soon. */
  findWithCategories(id: string): Promise<LookedUp>
}

/** How long all sources together may take, ms. */
const DEADLINE_MS = 8_000
/** How long an answer waits for what it can do without, ms. */
const EXTRA_DEADLINE_MS = 2_000
/** After a failure extras are left alone for so long, ms. */
const EXTRA_REST_MS = 60_000
/** Papers remembered that the store doesn't keep, and for how long, ms: people turn pages and click on. */
const REMEMBERED = 200
const REMEMBERED_MS = 10 * 60_000

/**
 * @param sources asked in this order for papers that the store lacks
 * @param categories the source that knows categories
 */
export function createLookUp(deps: {
  papers: Papers
  sources: readonly PaperLookUp[]
  categories?: PaperLookUp | undefined
  clock: Clock
  log: Log
}): LookUp {
  const { papers, sources, categories, clock, log } = deps
  const remembered = createBoundedMap<string, FoundPaper>(REMEMBERED, {
    afterMs: REMEMBERED_MS,
    now: clock.now,
  })
  let restUntil = 0

  async function ask(id: string): Promise<LookedUp> {
    const signal = AbortSignal.timeout(DEADLINE_MS)
    const reasons: string[] = []
    for (const source of sources) {
      try {
        const found = await source.find(id, signal)
        if (found) {
          remembered.set(id, found)
          return { kind: 'found', found, kept: false }
        }
      } catch (error) {
        if (!(error instanceof SourceError) && !signal.aborted) throw error
        reasons.push(signal.aborted ? `${source.name} took too long` : messageOf(error))
        log.warn({ source: source.name, paper: id, reason: reasons.at(-1) }, 'could not look a paper up')
      }
    }
    return reasons.length > 0 ? { kind: 'failed', reason: reasons.join('; ') } : { kind: 'unknown' }
  }

  async function find(id: string): Promise<LookedUp> {
    const kept = await papers.find(id)
    if (kept) return { kind: 'found', found: kept, kept: kept.counts !== undefined }
    const known = remembered.get(id)
    if (known) return { kind: 'found', found: known, kept: false }
    return ask(id)
  }

  async function categoriesOf(id: string): Promise<readonly string[] | undefined> {
    if (!categories || restUntil > clock.now()) return undefined
    try {
      const found = await categories.find(id, AbortSignal.timeout(EXTRA_DEADLINE_MS))
      return found?.paper.categories
    } catch (error) {
      restUntil = clock.now() + EXTRA_REST_MS
      log.debug({ paper: id, reason: messageOf(error) }, 'went without the categories of a paper')
      return undefined
    }
  }

  return {
    find,
    async findWithCategories(id) {
      const result = await find(id)
      if (result.kind !== 'found' || result.found.paper.categories) return result
      const known = await categoriesOf(id)
      if (!known) return result
      if (result.kept) await papers.categorise(id, known)
      const found = { ...result.found, paper: { ...result.found.paper, categories: known } }
      if (!result.kept) remembered.set(id, found)
      return { ...result, found }
    },
  }
}
