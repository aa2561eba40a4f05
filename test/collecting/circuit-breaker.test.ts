import { describe, expect, it } from 'vitest'
import { SOURCE } from '../../config/defaults.ts'
import { createCircuitBreaker } from '../../src/collecting/circuit-breaker.ts'
import { createResilientLists, createResilientSource } from '../../src/collecting/resilient-source.ts'
import type { SourceList } from '../../src/ports/paper-source.ts'
import { SourceError } from '../../src/ports/source-error.ts'
import { createFakeClock } from '../fakes/clock.ts'

const NINE = Date.parse('2026-11-23T09:00Z')
const MINUTE = 60_000

/** A source that fails on demand, behind a breaker of three failures and five minutes. */
function source() {
  const clock = createFakeClock(NINE)
  const withBreaker = createCircuitBreaker('The source', clock, SOURCE)
  const state = { error: new SourceError('it is down') as unknown, asked: 0 }
  const ask = () =>
    withBreaker(async () => {
      state.asked++
      if (state.error) throw state.error
      return 'papers'
    }).catch((error: unknown) => (error instanceof Error ? error.message : ''))
  const fail = async (times: number) => {
    for (let time = 0; time < times; time++) await ask()
  }
  return { clock, state, ask, fail }
}

const OPEN = 'it is down; after 3 failures in a row The source is left alone until 09:05 UTC'

describe('a source that fails three times in a row', () => {
  it('isn’t asked any more, and callers are rejected at once', async () => {
    const { state, ask, fail } = source()
    await fail(3)
    expect(await ask()).toBe(OPEN)
    expect(state.asked).toBe(3)
  })

  it('gets a single probe after that time, and all requests once that succeeded', async () => {
    const { clock, state, ask, fail } = source()
    await fail(3)
    clock.set(NINE + 5 * MINUTE)
    state.error = undefined
    const probing = 'it is down; after 3 failures in a row The source is left alone for the moment'
    expect(await Promise.all([ask(), ask()])).toEqual(['papers', probing])
    expect(await ask()).toBe('papers')
    expect(state.asked).toBe(5)
  })

  it('is spared for twice as long after each failed probe, up to an hour', async () => {
    const { clock, state, ask, fail } = source()
    await fail(3)
    const waits: number[] = []
    for (let probe = 0; probe < 6; probe++) {
      const before = clock.now()
      const asked = state.asked
      while (state.asked === asked) {
        clock.set(clock.now() + MINUTE)
        await ask()
      }
      waits.push((clock.now() - before) / MINUTE)
    }
    expect(waits).toEqual([5, 10, 20, 40, 60, 60])
  })

  it('isn’t spared for longer when many requests fail together', async () => {
    const { clock, state, ask } = source()
    await Promise.all(Array.from({ length: 10 }, ask))
    clock.advance(5 * MINUTE)
    state.error = undefined
    expect(await ask()).toBe('papers')
  })

  it('isn’t spared for longer when the clock is set back', async () => {
    const { clock, state, ask, fail } = source()
    await fail(3)
    state.error = undefined
    clock.set(NINE - 24 * 60 * MINUTE)
    expect(await ask()).toContain('is left alone until 09:05 UTC')
    clock.advance(5 * MINUTE - 1)
    expect(await ask()).toContain('is left alone until 09:05 UTC')
    clock.advance(1)
    expect(await ask()).toBe('papers')
  })
})

describe('a rejection while the circuit is open', () => {
  it('says when to try again, or that this is unknown while a probe is running', async () => {
    const clock = createFakeClock(NINE)
    const withBreaker = createCircuitBreaker('The source', clock, SOURCE)
    const down = () => Promise.reject(new SourceError('it is down'))
    for (let time = 0; time < 3; time++) await withBreaker(down).catch(() => {})
    clock.advance(MINUTE)
    await expect(withBreaker(down)).rejects.toMatchObject({ retryAfterMs: 4 * MINUTE })
    clock.advance(5 * MINUTE)
    const probe = Promise.withResolvers<string>()
    const probing = withBreaker(() => probe.promise)
    await expect(withBreaker(down)).rejects.toMatchObject({ retryAfterMs: 0 })
    probe.reject(new TypeError('a fault of ours'))
    await expect(probing).rejects.toThrow('a fault of ours')
    // An inconclusive probe is followed by another one.
    expect(await withBreaker(async () => 'papers')).toBe('papers')
  })
})

it('lets a second probe through only when the first has ended, not when older work has', async () => {
  const clock = createFakeClock(NINE)
  const withBreaker = createCircuitBreaker('The source', clock, SOURCE)
  const down = () => Promise.reject(new SourceError('it is down'))
  const old = Promise.withResolvers<string>()
  const older = withBreaker(() => old.promise)
  for (let time = 0; time < 3; time++) await withBreaker(down).catch(() => {})
  clock.advance(5 * MINUTE)
  const probe = Promise.withResolvers<string>()
  const probing = withBreaker(() => probe.promise)
  old.reject(new SourceError('it is down'))
  await expect(older).rejects.toThrow('it is down')
  await expect(withBreaker(async () => 'papers')).rejects.toThrow('is left alone for the moment')
  probe.resolve('papers')
  expect(await probing).toBe('papers')
})

describe('a source is not taken to be down', () => {
  it.each([
    { what: 'a failure before a success', error: new SourceError('it is down'), times: 2 },
    { what: 'one day that it can’t list', error: new SourceError('no such day', { ofDay: true }), times: 9 },
    { what: 'a request to slow down', error: new SourceError('slow down', { retryAfterMs: 1 }), times: 9 },
    { what: 'a fault of ours', error: new TypeError('undefined is no function'), times: 9 },
  ])('by $what', async ({ error, times }) => {
    const { state, ask, fail } = source()
    state.error = error
    await fail(times)
    state.error = undefined
    expect(await ask()).toBe('papers')
    state.error = error
    await fail(times)
    state.error = undefined
    expect(await ask()).toBe('papers')
  })
})

describe('a list that never ends', () => {
  it('times out', async () => {
    const hanging = (_day: string, signal: AbortSignal) =>
      new Promise<SourceList>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    const withBreaker = createResilientSource(
      { name: 'The source', list: hanging, find: async () => undefined, search: async () => [] },
      createFakeClock(NINE),
      { ...SOURCE, listMs: 1 },
    )
    await expect(withBreaker.list('2026-11-23', new AbortController().signal)).rejects.toThrow(
      new SourceError('The source sent no complete list within 0.001 s', {
        cause: new DOMException('no answer in time', 'TimeoutError'),
      }),
    )
  })
})

describe('a source of lists alone', () => {
  const { signal } = new AbortController()

  it('has a circuit breaker and a time limit too', async () => {
    let asked = 0
    const hanging = (_day: string, signal: AbortSignal) => {
      asked++
      return new Promise<SourceList>((_, reject) =>
        signal.addEventListener('abort', () => reject(signal.reason)),
      )
    }
    const settings = { ...SOURCE, listMs: 1 }
    const lists = createResilientLists({ name: 'arXiv', list: hanging }, createFakeClock(NINE), settings)
    const failures: string[] = []
    for (let time = 0; time < 4; time++) {
      await lists.list('2026-11-23', signal).catch(error => failures.push(String(error.message)))
    }
    expect(failures[0]).toBe('arXiv sent no complete list within 0.001 s')
    expect(failures[3]).toMatch(/after 3 failures in a row arXiv is left alone until 09:05 UTC$/)
    expect(asked).toBe(3)
  })
})

describe('a request by a person', () => {
  const ask = async (error: SourceError) => {
    const refuse = () => Promise.reject(error)
    const list = async () => ({ papers: [], skipped: [] })
    const withBreaker = createResilientSource(
      { name: 'The source', list, find: refuse, search: refuse },
      createFakeClock(NINE),
      { ...SOURCE, listMs: MINUTE },
    )
    const { signal } = new AbortController()
    for (let time = 0; time < 3; time++) {
      await withBreaker.find('2611.00001', signal).catch(() => {})
      await withBreaker.search('agents', signal).catch(() => {})
    }
    return withBreaker.list('2026-11-23', signal)
  }

  it('doesn’t open the circuit when it is refused', async () => {
    await expect(ask(new SourceError('it answered 400'))).resolves.toEqual({ papers: [], skipped: [] })
  })

  it('opens the circuit when the source is unreachable', async () => {
    const gone = new SourceError('it couldn’t be reached', { where: 'https://source.example' })
    await expect(ask(gone)).rejects.toThrow('The source is left alone until 09:05 UTC')
  })
})

describe('a list', () => {
  const listing = (list: (day: string, signal: AbortSignal) => Promise<SourceList>) =>
    createResilientSource(
      { name: 'The source', list, find: async () => undefined, search: async () => [] },
      createFakeClock(NINE),
      { ...SOURCE, listMs: MINUTE },
    )

  it('that fails before the timeout fails with its own error', async () => {
    const error = new SourceError('it is down')
    const { signal } = new AbortController()
    await expect(listing(() => Promise.reject(error)).list('2026-11-23', signal)).rejects.toBe(error)
  })

  it('can be aborted by its caller, with their reason', async () => {
    const stop = new AbortController()
    const hanging = (_day: string, signal: AbortSignal) =>
      new Promise<SourceList>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    const asked = listing(hanging).list('2026-11-23', stop.signal)
    stop.abort(new Error('stopping'))
    await expect(asked).rejects.toThrow('stopping')
  })
})
