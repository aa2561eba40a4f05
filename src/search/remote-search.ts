import { messageOf } from '../lib/errors.ts'
import type { Log } from '../ports/log.ts'
import type { Papers } from '../ports/papers.ts'
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

/** Queries a remote search within a budget, and stores the papers that it finds. */
export function createRemote(deps: {
  source: RemoteSearch
  papers: Pick<Papers, 'addUnlisted'>
  clock: Clock
  log: Log
  settings: RemoteSettings
}) {
  const { source, papers, clock, log, settings } = deps
  const cache = new Map<string, { until: number; ids: Promise<readonly string[]> }>()
  let askedAt: number[] = []

  async function ask(text: string): Promise<readonly string[]> {
    const found = await source.search(text, AbortSignal.timeout(settings.timeoutMs))
    await papers.addUnlisted(
      found.map(({ paper }) => paper),
      clock.now(),
    )
    return found.map(({ paper }) => paper.id)
  }

  function begin(text: string, now: number): Promise<readonly string[]> | undefined {
    askedAt = askedAt.filter(at => at > now - settings.budget.perMs && at <= now)
    if (askedAt.length >= settings.budget.questions) return undefined
    askedAt.push(now)
    const ids = ask(text)
    cache.delete(text)
    cache.set(text, { until: now + settings.keepMs, ids })
    ids.catch(() => cache.delete(text))
    const [oldest] = cache.keys()
    if (cache.size > MAX_CACHED && oldest !== undefined) cache.delete(oldest)
    return ids
  }

  /** Resolves within the deadline. @throws anything that isn't a fault of the source */
  return async (text: string): Promise<RemoteAnswer> => {
    const now = clock.now()
    const known = cache.get(text)
    const ids = known && known.until > now ? known.ids : begin(text, now)
    if (!ids) return { ids: [], absent: `${source.name} has been asked as often as it allows for now` }
    const timeout = Promise.withResolvers<RemoteAnswer>()
    const timer = setTimeout(
      () => timeout.resolve({ ids: [], absent: `${source.name} did not answer in time` }),
      settings.deadlineMs,
    )
    try {
      return await Promise.race([ids.then(found => ({ ids: found })), timeout.promise])
    } catch (error) {
      log.warn({ source: source.name, reason: messageOf(error) }, 'remote search failed')
      if (!(error instanceof SourceError) && !(error instanceof DOMException)) throw error
      return { ids: [], absent: `${source.name} could not be asked` }
    } finally {
      clearTimeout(timer)
    }
  }
}

export type Remote = ReturnType<typeof createRemote>
