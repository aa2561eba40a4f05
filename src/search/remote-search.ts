import { createBoundedMap } from '../lib/bounded-map.ts'
import { messageOf } from '../lib/errors.ts'
import { within } from '../lib/time-limit.ts'
import type { Log } from '../ports/log.ts'
import type { Papers } from '../ports/papers.ts'
import type { RemoteSearch } from '../ports/remote-search.ts'
import { SourceError } from '../ports/source-error.ts'
import type { Clock } from '../time/clock.ts'

export interface RemoteSettings {
  /** How long an answer waits for it, ms. */
  deadlineMs: number
  /** How long the other side may take in all: its answer then serves the next who ask, ms. */
  timeoutMs: number
  /** So many questions in so long a time, ms. */
  budget: { questions: number; perMs: number }
  /** How long an answer is good, ms. */
  keepMs: number
}

/** What the other search found, as arXiv ids, best first; or why it has no part in the answer, in words. */
export type RemoteAnswer = { ids: readonly string[] } | { ids: readonly []; absent: string }

/** Answers kept at once. */
const MAX_KEPT = 300

/** Asks another search, within its limits, and keeps the papers that it finds. */
export function createRemote(deps: {
  source: RemoteSearch
  papers: Pick<Papers, 'addUnlisted'>
  clock: Clock
  log: Log
  settings: RemoteSettings
}) {
  const { source, papers, clock, log, settings } = deps
  const kept = createBoundedMap<string, Promise<readonly string[]>>(MAX_KEPT, {
    afterMs: settings.keepMs,
    now: clock.now,
  })
  let asked: number[] = []

  async function ask(text: string): Promise<readonly string[]> {
    const found = await source.search(text, AbortSignal.timeout(settings.timeoutMs))
    await papers.addUnlisted(
      found.map(({ paper }) => paper),
      clock.now(),
    )
    return found.map(({ paper }) => paper.id)
  }

  function begin(text: string, now: number): Promise<readonly string[]> | undefined {
    asked = asked.filter(at => at > now - settings.budget.perMs && at <= now)
    if (asked.length >= settings.budget.questions) return undefined
    asked.push(now)
    const ids = ask(text)
    kept.set(text, ids)
    ids.catch(() => kept.delete(text))
    return ids
  }

  /** The answer, or why there is none within the deadline. */
  return async (text: string): Promise<RemoteAnswer> => {
    const ids = kept.get(text) ?? begin(text, clock.now())
    if (!ids) return { ids: [], absent: `${source.name} has been asked as often as it allows for now` }
    try {
      const found = await within(ids, settings.deadlineMs)
      return found ? { ids: found } : { ids: [], absent: `${source.name} did not answer in time` }
    } catch (error) {
      log.warn({ source: source.name, reason: messageOf(error) }, 'searched without it')
      if (!(error instanceof SourceError) && !(error instanceof DOMException)) throw error
      return { ids: [], absent: `${source.name} could not be asked` }
    }
  }
}

export type Remote = ReturnType<typeof createRemote>
