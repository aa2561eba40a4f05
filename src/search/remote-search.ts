import { createAllowance, takeFromAll } from '../lib/allowance.ts'
import { messageOf } from '../lib/errors.ts'
import { createRecentWork } from '../lib/recent-work.ts'
import { within } from '../lib/time-limit.ts'
import type { Log } from '../ports/log.ts'
import type { Papers } from '../ports/papers.ts'
import type { RateCounters } from '../ports/rate-counters.ts'
import type { RemoteSearch } from '../ports/remote-search.ts'
import { SourceError } from '../ports/source-error.ts'
import type { Clock } from '../time/clock.ts'

export interface RemoteSettings {
  /** How long a search waits for the remote results, ms. */
  deadlineMs: number
  /** Timeout of a remote request, ms. A result after the deadline is cached for later searches. */
  timeoutMs: number
  /** At most `questions` requests per `perMs` ms. */
  budget: { questions: number; perMs: number }
  /** How long results are cached, ms. */
  keepMs: number
}

/** The arXiv ids that the remote search found, best first; or why there are none, in words for a person. */
export type RemoteAnswer = { ids: readonly string[] } | { ids: readonly []; absent: string }

/** Queries whose results are cached. */
const MAX_CACHED = 300

/** All processes together have reached the limit. */
class OverBudgetError extends Error {}

/**
 * Queries a remote search within a budget, and stores the papers that it finds.
 * @param deps.counters what all processes count together; undefined where there is one
 */
export function createRemote(deps: {
  source: RemoteSearch
  papers: Pick<Papers, 'addUnlisted'>
  counters?: RateCounters | undefined
  clock: Clock
  log: Log
  settings: RemoteSettings
}) {
  const { source, papers, clock, log, settings } = deps
  const cache = createRecentWork<readonly string[]>(MAX_CACHED, {
    afterMs: settings.keepMs,
    now: clock.now,
  })
  const { questions: count, perMs } = settings.budget
  const budget = createAllowance({ count, perMs }, clock.now)

  async function ask(text: string): Promise<readonly string[]> {
    const name = `questions to ${source.name}`
    const waitMs = (await deps.counters?.take([{ name, rate: { count, perMs } }])) ?? 0
    if (waitMs > 0) throw new OverBudgetError()
    const found = await source.search(text, AbortSignal.timeout(settings.timeoutMs))
    await papers.addUnlisted(
      found.map(({ paper }) => paper),
      clock.now(),
      new Map(found.flatMap(({ paper, counts }) => (counts ? [[paper.id, counts] as const] : []))),
    )
    return found.map(({ paper }) => paper.id)
  }

  function begin(text: string): Promise<readonly string[]> | undefined {
    if (takeFromAll([[budget, '']]) > 0) return undefined
    return cache.start(text, () => ask(text))
  }

  /** Resolves within the deadline. @throws anything that isn't a fault of the source */
  return async (text: string): Promise<RemoteAnswer> => {
    const ids = cache.get(text) ?? begin(text)
    const overBudget = `${source.name} has reached its request limit for now`
    if (!ids) return { ids: [], absent: overBudget }
    try {
      const found = await within(ids, settings.deadlineMs)
      return found ? { ids: found } : { ids: [], absent: `${source.name} didn’t answer in time` }
    } catch (error) {
      if (error instanceof OverBudgetError) return { ids: [], absent: overBudget }
      log.warn({ source: source.name, reason: messageOf(error) }, 'remote search failed')
      if (!(error instanceof SourceError) && !(error instanceof DOMException)) throw error
      return { ids: [], absent: `${source.name} couldn’t be reached` }
    }
  }
}

export type Remote = ReturnType<typeof createRemote>
