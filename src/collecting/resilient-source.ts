import type { PaperLookUp } from '../ports/paper-look-up.ts'
import type { PaperSource } from '../ports/paper-source.ts'
import type { RemoteSearch } from '../ports/remote-search.ts'
import { SourceError } from '../ports/source-error.ts'
import type { Clock } from '../time/clock.ts'
import { type BreakerSettings, type CountsAsFailure, createCircuitBreaker } from './circuit-breaker.ts'

export interface ResilienceSettings extends BreakerSettings {
  /** The most that a list of a day may take, with all of its pages, attempts and waits, ms. */
  listMs: number
}

type Source = PaperSource & PaperLookUp & RemoteSearch

/** What a person asks for may be refused or unreadable though all is well; only a source that gave no answer is down. */
const isUnreachable: CountsAsFailure = ({ where }) => where !== undefined

/** A source that nobody waits for in vain: it is left alone while it is down, and a list that never ends is broken off. */
export function createResilientSource(source: Source, clock: Clock, settings: ResilienceSettings): Source {
  const { name } = source
  const withBreaker = createCircuitBreaker(name, clock, settings)

  async function list(day: string, signal: AbortSignal) {
    const late = new AbortController()
    const timer = setTimeout(() => late.abort(), settings.listMs)
    try {
      return await source.list(day, AbortSignal.any([signal, late.signal]))
    } catch (error) {
      if (!late.signal.aborted || signal.aborted) throw error
      throw new SourceError(`${name} gave no whole list within ${settings.listMs / 1000} s`, { cause: error })
    } finally {
      clearTimeout(timer)
    }
  }

  return {
    name,
    list: (day, signal) => withBreaker(() => list(day, signal)),
    find: (id, signal) => withBreaker(() => source.find(id, signal), isUnreachable),
    search: (text, signal) => withBreaker(() => source.search(text, signal), isUnreachable),
  }
}
