import { describe, expect, it, onTestFinished } from 'vitest'
import { createHuggingFace } from '../../adapters/huggingface/huggingface.ts'
import { REMOTE_SEARCH } from '../../config/defaults.ts'
import type { Place, RateCounters } from '../../src/ports/rate-counters.ts'
import type { RemoteSearch } from '../../src/ports/remote-search.ts'
import { SourceError } from '../../src/ports/source-error.ts'
import { createRemote } from '../../src/search/remote-search.ts'
import { listed, NOW } from '../contracts/store/samples.ts'
import { createFakeClock } from '../fakes/clock.ts'
import { type FakeHuggingFace, startHuggingFace } from '../fakes/hugging-face/server.ts'
import { uncounted } from '../fakes/rate-counters.ts'
import { silentLog } from '../fakes/silent-log.ts'
import { openMemoryStore } from '../fixtures/memory-store.ts'
import { wirePaper } from '../fixtures/papers.ts'
import { type Library, openLibrary } from './library.ts'

const item = (id: string, title: string) => wirePaper({ id, title, day: '2026-11-20' })
const OURS = 'so these are only from the stored papers.'

interface RemoteLibrary extends Library {
  server: FakeHuggingFace
  clock: ReturnType<typeof createFakeClock>
}

/** A library with one paper about sheep, and a remote search that finds these papers. */
async function withRemote(
  found: Record<string, readonly unknown[]>,
  { deadlineMs = 5_000, ask }: { deadlineMs?: number; ask?: RemoteSearch['search'] } = {},
): Promise<RemoteLibrary> {
  const server = await startHuggingFace({ found })
  onTestFinished(() => server.close())
  const clock = createFakeClock(NOW)
  const store = await openMemoryStore()
  const source = createHuggingFace({ endpoint: server.url, version: '0.0.0', clock, log: silentLog })
  const remote = createRemote({
    source: { name: source.name, search: ask ?? source.search },
    papers: store.papers,
    clock,
    log: silentLog,
    settings: { ...REMOTE_SEARCH, deadlineMs },
  })
  const library = await openLibrary({ store, remote })
  await library.add('2611.00001', { title: 'Counting Sheep' })
  return { ...library, server, clock }
}

describe("Hugging Face's search beside our own", () => {
  it('adds missing papers that are close in meaning, and stores them', async () => {
    const { find, ids, store } = await withRemote({ sheep: [item('2611.00002', 'Counting Lambs')] })
    const page = await find('sheep')
    expect(page.found.map(({ found, reason }) => [found.paper.id, reason])).toEqual([
      ['2611.00001', 'in the title'],
      ['2611.00002', 'close in meaning'],
    ])
    expect(page.notes).toEqual([])
    expect((await store.papers.find('2611.00002'))?.paper.title).toBe('Counting Lambs')
    expect(await ids('lambs sort:new')).toEqual(['2611.00002'])
  })

  it('keeps the counts in the answer, so that later searches by count find the paper', async () => {
    const lambs = wirePaper({ id: '2611.00002', title: 'Counting Lambs', day: '2026-11-20', upvotes: 41 })
    const { find, ids, store } = await withRemote({ sheep: [lambs] })
    const page = await find('sheep')
    expect(page.found.at(-1)?.found.counts).toMatchObject({ upvotes: 41 })
    expect(await ids('lambs upvotes>20')).toEqual(['2611.00002'])
    expect(await ids('lambs upvotes>41')).toEqual([])
    expect(await store.papers.candidates('2026-11-01')).toHaveLength(1)
    expect((await store.papers.find('2611.00002'))?.counts).toBeUndefined()
  })

  it('leaves the counts of a listed paper alone', async () => {
    const sheep = wirePaper({ id: '2611.00001', title: 'Counting Sheep', day: '2026-11-20', upvotes: 999 })
    const { find, ids } = await withRemote({ sheep: [sheep] })
    await find('sheep')
    expect(await ids('sheep upvotes>900')).toEqual([])
  })

  it('ranks what both found above what only one found', async () => {
    const { add, ids } = await withRemote({
      sheep: [item('2611.00009', 'Lambs'), item('2611.00003', 'Sheep')],
    })
    await add('2611.00003', { title: 'Dreaming', abstract: 'Of sheep.' })
    expect((await ids('sheep'))[0]).toBe('2611.00003')
  })

  it('is only asked for plain words', async () => {
    const { find, server } = await withRemote({})
    for (const query of [
      '"sheep"',
      'sheep -wolves',
      'title:sheep',
      'sheep OR lambs',
      'sheep sort:new',
      'she*',
    ]) {
      await find(query)
    }
    expect(server.requests.map(({ url }) => url.searchParams.get('q'))).toEqual(['"sheep"'])
  })

  it('is asked once for the same words, for ten minutes', async () => {
    const { find, server, clock } = await withRemote({ sheep: [] })
    await find('sheep')
    await find('Sheep')
    await find('sheep', 2, 5)
    expect(server.requests).toHaveLength(1)
    clock.set(NOW + 11 * 60_000)
    await find('sheep')
    expect(server.requests).toHaveLength(2)
  })

  it('has a budget, and the answer says when it is used up', async () => {
    const { find, server, clock } = await withRemote({})
    for (let question = 0; question < 40; question++) await find(`sheep${question}`)
    const { notes, found } = await find('sheep')
    expect(notes).toEqual([`Hugging Face has reached its request limit for now, ${OURS}`])
    expect(found).toHaveLength(1)
    expect(server.requests).toHaveLength(40)
    clock.set(NOW + 6 * 60_000)
    expect((await find('sheep')).notes).toEqual([])
  })

  it('isn’t waited for beyond its deadline, and its late results are cached', async () => {
    const answer = Promise.withResolvers<[]>()
    const { find } = await withRemote({}, { deadlineMs: 1, ask: () => answer.promise })
    const { notes, found } = await find('sheep')
    expect(notes).toEqual([`Hugging Face didn’t answer in time, ${OURS}`])
    expect(found).toHaveLength(1)
    answer.resolve([])
    await answer.promise
    expect((await find('sheep')).notes).toEqual([])
  })

  it.each(['500', 'badjson', 'truncate'] as const)('may fail (%s), and the answer says so', async kind => {
    const { find, server } = await withRemote({ sheep: [] }, { deadlineMs: 100 })
    server.faults({ kind, times: 9 })
    const { notes, found } = await find('sheep')
    expect(notes).toEqual([
      expect.stringMatching(/^Hugging Face (couldn’t be reached|didn’t answer in time), so/),
    ])
    expect(found).toHaveLength(1)
  })

  it('leaves out items that it can’t understand', async () => {
    const { ids } = await withRemote({ sheep: [{ paper: { id: 7 } }, item('2611.00002', 'Lambs')] })
    expect(await ids('sheep')).toEqual(['2611.00001', '2611.00002'])
  })
})

/** The remote search alone: the answer to a query names the query. */
function createAlone({
  questions = 2,
  deadlineMs = 5_000,
  counters,
  search = async text => [listed(`${text}-answer`)],
}: {
  questions?: number
  deadlineMs?: number
  counters?: RateCounters
  search?: RemoteSearch['search']
} = {}) {
  const clock = createFakeClock(NOW)
  const asked: string[] = []
  const added: string[] = []
  const warned: object[] = []
  const remote = createRemote({
    source: {
      name: 'Example',
      search: (text, signal) => {
        asked.push(text)
        return search(text, signal)
      },
    },
    papers: {
      addUnlisted: async papers => {
        added.push(...papers.map(({ id }) => id))
        return { added: papers.length, completed: 0 }
      },
    },
    counters,
    clock,
    log: { ...silentLog, warn: details => void warned.push(details) },
    settings: { deadlineMs, timeoutMs: 10_000, budget: { questions, perMs: 1_000 }, keepMs: 5_000 },
  })
  return { remote, clock, asked, added, warned }
}

const OVER_BUDGET = { ids: [], absent: 'Example has reached its request limit for now' }

describe('a remote query', () => {
  it.each<[ms: number, allowed: boolean]>([
    [0, false],
    [999, false],
    [1_000, true],
    // A clock that was set back doesn’t extend the wait.
    [-1, true],
  ])('is within its budget %d ms after it was used up: %j', async (ms, allowed) => {
    const { remote, clock } = createAlone()
    for (const question of ['a', 'b']) expect(await remote(question)).toEqual({ ids: [`${question}-answer`] })
    clock.set(NOW + ms)
    expect(await remote('c')).toEqual(allowed ? { ids: ['c-answer'] } : OVER_BUDGET)
    expect(await remote('a')).toEqual({ ids: ['a-answer'] })
  })

  it.each<[ms: number, times: number]>([
    [4_999, 1],
    [5_000, 2],
  ])('is cached for five seconds: after %d ms it was asked %d times', async (ms, times) => {
    const { remote, clock, asked, added } = createAlone()
    await remote('a')
    clock.set(NOW + ms)
    expect(await remote('a')).toEqual({ ids: ['a-answer'] })
    expect(asked).toHaveLength(times)
    expect(added).toHaveLength(times)
  })

  it('is cached for the latest 300 queries', async () => {
    const { remote, clock, asked } = createAlone({ questions: 1_000 })
    await remote('again')
    for (let question = 1; question < 300; question++) await remote(`q${question}`)
    clock.set(NOW + 5_000)
    await remote('again')
    clock.set(NOW + 1)
    await remote('q300')
    const before = asked.length
    for (const question of ['again', 'q2', 'q300']) await remote(question)
    expect(asked.slice(before)).toEqual([])
    await remote('q1')
    expect(asked.slice(before)).toEqual(['q1'])
  })

  it.each([[new SourceError('no answer')], [new DOMException('too late', 'TimeoutError')]])(
    'is asked again after a failure: %s',
    async failure => {
      const { remote, asked, warned } = createAlone({ search: () => Promise.reject(failure) })
      expect(await remote('a')).toEqual({ ids: [], absent: 'Example couldn’t be reached' })
      expect(warned).toEqual([{ source: 'Example', reason: failure.message }])
      await remote('a')
      expect(asked).toEqual(['a', 'a'])
    },
  )

  it('isn’t asked, and nothing is logged, where all processes together have used up the budget', async () => {
    const taken: (readonly Place[])[] = []
    const counters: RateCounters = { ...uncounted, take: async places => taken.push(places) }
    const { remote, asked, warned } = createAlone({ counters })
    expect(await remote('a')).toEqual(OVER_BUDGET)
    expect(taken).toEqual([[{ name: 'questions to Example', rate: { count: 2, perMs: 1_000 } }]])
    expect([asked, warned]).toEqual([[], []])
  })

  it('may find papers without counts', async () => {
    const { remote, added } = createAlone({ search: async () => [{ paper: listed('a').paper }] })
    expect(await remote('a')).toEqual({ ids: ['a'] })
    expect(added).toEqual(['a'])
  })

  it('has no answer after its deadline', async () => {
    const { remote } = createAlone({ deadlineMs: 1, search: () => new Promise(() => {}) })
    expect(await remote('a')).toEqual({ ids: [], absent: 'Example didn’t answer in time' })
  })

  it('rethrows our own bugs', async () => {
    const { remote } = createAlone({ search: () => Promise.reject(new TypeError('a bug')) })
    await expect(remote('a')).rejects.toThrow('a bug')
  })
})
