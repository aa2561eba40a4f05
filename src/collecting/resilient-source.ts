import { withTimeLimit } from '../lib/time-limit.ts'
import type { PaperLookUp } from '../ports/paper-look-up.ts'
import type { PaperSource } from '../ports/paper-source.ts'
import type { RemoteSearch } from '../ports/remote-search.ts'
import { SourceError } from '../ports/source-error.ts'
import type { Clock } from '../time/clock.ts'
import { type BreakerSettings, createCircuitBreaker, type IsDown } from './circuit-breaker.ts'

export interface ResilienceSettings extends BreakerSettings {
  /** The most that a list of a day may take, with all of its pages, attempts and waits, ms. */
  listMs: number
}

type Source = PaperSource & PaperLookUp & RemoteSearch

/** What a person asks for may be refused or unreadable though all is well; only a source that gave no answer is down. */
const gaveNoAnswer: IsDown = ({ where }) => where !== undefined

/** A source that nobody waits for in vain: it is left alone while it is down, and a list that never ends is broken off. */
export function createResilientSource(source: Source, clock: Clock, settings: ResilienceSettings): Source {
  const { name } = source
  const guarded = createCircuitBreaker(name, clock, settings)

  const list: Source['list'] = (day, signal) =>
    withTimeLimit(settings.listMs, signal, async limited => {
      try {
        return await source.list(day, limited)
      } catch (error) {
        if (!limited.aborted || signal.aborted) throw error
        throw new SourceError(`${name} gave no whole list within ${settings.listMs / 1000} s`, {
          cause: error,
        })
      }
    })

  return {
    name,
    list: (day, signal) => guarded(() => list(day, signal)),
    find: (id, signal) => guarded(() => source.find(id, signal), gaveNoAnswer),
    search: (text, signal) => guarded(() => source.search(text, signal), gaveNoAnswer),
  }
}
