import { withTimeLimit } from '../lib/time-limit.ts'
import type { PaperLookUp } from '../ports/paper-look-up.ts'
import type { PaperSource } from '../ports/paper-source.ts'
import type { RemoteSearch } from '../ports/remote-search.ts'
import { SourceError } from '../ports/source-error.ts'
import type { Clock } from '../time/clock.ts'
import { type BreakerSettings, type CountsAsFailure, createCircuitBreaker } from './circuit-breaker.ts'

export interface ResilienceSettings extends BreakerSettings {
  /** Timeout of a day's list with all its pages, attempts and waits, ms. */
  listMs: number
}

type Source = PaperSource & PaperLookUp & RemoteSearch

/** For requests by a person only a missing answer counts as a failure: a refused or unreadable one may be due to the request. */
const isUnreachable: CountsAsFailure = ({ where }) => where !== undefined

/** Adds a circuit breaker to a source, and a timeout to its lists. */
export function createResilientSource(source: Source, clock: Clock, settings: ResilienceSettings): Source {
  const { name } = source
  const withBreaker = createCircuitBreaker(name, clock, settings)

  const list: Source['list'] = (day, signal) =>
    withTimeLimit(settings.listMs, signal, async limited => {
      try {
        return await source.list(day, limited)
      } catch (error) {
        if (!limited.aborted || signal.aborted) throw error
        throw new SourceError(`${name} sent no complete list within ${settings.listMs / 1000} s`, {
          cause: error,
        })
      }
    })

  return {
    name,
    list: (day, signal) => withBreaker(() => list(day, signal)),
    find: (id, signal) => withBreaker(() => source.find(id, signal), isUnreachable),
    search: (text, signal) => withBreaker(() => source.search(text, signal), isUnreachable),
  }
}
