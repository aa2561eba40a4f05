import { withTimeLimit } from '../lib/time-limit.ts'
import type { PaperLookUp } from '../ports/paper-look-up.ts'
import type { PaperSource } from '../ports/paper-source.ts'
import type { RemoteSearch } from '../ports/remote-search.ts'
import { SourceError } from '../ports/source-error.ts'
import type { Clock } from '../time/clock.ts'
import {
  type BreakerSettings,
  type CircuitBreaker,
  type CountsAsFailure,
  createCircuitBreaker,
} from './circuit-breaker.ts'

export interface ResilienceSettings extends BreakerSettings {
  /** Timeout of a day's list with all its pages, attempts and waits, ms. */
  listMs: number
}

type Source = PaperSource & PaperLookUp & RemoteSearch

/** For requests by a person only a missing answer counts as a failure: a refused or unreadable one may be due to the request. */
const isUnreachable: CountsAsFailure = ({ where }) => where !== undefined

/** The lists of a source, behind its circuit breaker and with a timeout. */
function resilientList(
  source: PaperSource,
  settings: ResilienceSettings,
  withBreaker: CircuitBreaker,
): PaperSource['list'] {
  const list: PaperSource['list'] = (day, signal) =>
    withTimeLimit(settings.listMs, signal, async limited => {
      try {
        return await source.list(day, limited)
      } catch (error) {
        if (!limited.aborted || signal.aborted) throw error
        throw new SourceError(`${source.name} sent no complete list within ${settings.listMs / 1000} s`, {
          cause: error,
        })
      }
    })

  return (day, signal) => withBreaker(() => list(day, signal))
}

/** Adds a circuit breaker to a source of lists, and a timeout. */
export function createResilientLists(
  source: PaperSource,
  clock: Clock,
  settings: ResilienceSettings,
): PaperSource {
  const withBreaker = createCircuitBreaker(source.name, clock, settings)
  return { name: source.name, list: resilientList(source, settings, withBreaker) }
}

/** Adds a circuit breaker to a source, and a timeout to its lists. */
export function createResilientSource(source: Source, clock: Clock, settings: ResilienceSettings): Source {
  const { name } = source
  const withBreaker = createCircuitBreaker(name, clock, settings)
  return {
    name,
    list: resilientList(source, settings, withBreaker),
    find: (id, signal) => withBreaker(() => source.find(id, signal), isUnreachable),
    search: (text, signal) => withBreaker(() => source.search(text, signal), isUnreachable),
  }
}
