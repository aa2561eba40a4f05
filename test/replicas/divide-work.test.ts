import { beforeEach, describe, expect, it } from 'vitest'
import type { WorkPart } from '../../src/ports/chat.ts'
import { createDivideWork } from '../../src/replicas/divide-work.ts'
import { fairShare } from '../../src/replicas/fair-share.ts'
import { createFakeLeases, type FakeLeases } from '../fakes/leases.ts'
import { silentLog } from '../fakes/silent-log.ts'
import { createFakeTimer, type FakeTimer } from '../fakes/timer.ts'

const LOOK_MS = 5_000
const TERM_MS = 15_000
const WORK = 'discord gateway'

let timer: FakeTimer
let leases: FakeLeases
/** Who does which part now, such as `a 0/4`. */
let active: string[]
/** What was done twice at a moment. */
let overlaps: string[]
beforeEach(() => {
  timer = createFakeTimer()
  leases = createFakeLeases(timer)
  active = []
  overlaps = []
})

interface Process {
  /** The numbers of the parts that it does now. */
  parts(): number[]
  given: WorkPart[]
  /** Calls to the database, in order. */
  calls: string[]
  stop(): Promise<void>
  /** What the database does for this process only. */
  database: 'works' | 'fails' | 'hangs'
  /** Ends it without a trace. */
  kill(): void
}

/** @param closingMs how long it takes to end a part */
function startProcess(id: string, wanted: number, { closingMs = 0, fails = false } = {}): Process {
  const stopping = new AbortController()
  let isDead = false
  let ids = 0
  const calls: string[] = []

  async function reach(call: keyof FakeLeases): Promise<void> {
    calls.push(call)
    if (isDead || own.database === 'hangs') await new Promise(() => {})
    if (own.database === 'fails') throw new Error('the database fails')
  }
  const divideWork = createDivideWork({
    leases: {
      ...leases,
      acquire: (...args) => reach('acquire').then(() => leases.acquire(...args)),
      renewAll: (...args) => reach('renewAll').then(() => leases.renewAll(...args)),
      release: (...args) => reach('release').then(() => leases.release(...args)),
      startingWith: (...args) => reach('startingWith').then(() => leases.startingWith(...args)),
    },
    timer: {
      now: () => timer.now(),
      wait: async (ms, signal) => {
        await timer.wait(ms, signal)
        if (isDead) await new Promise(() => {})
      },
    },
    log: silentLog,
    newId: () => (ids++ === 0 ? id : `${id}${ids}`),
  })

  async function work(part: WorkPart): Promise<void> {
    own.given.push(part)
    if (fails) throw new Error('no')
    const key = `${part.number}/${part.of}`
    if (active.some(other => other.endsWith(` ${key}`) || !other.endsWith(`/${part.of}`))) overlaps.push(key)
    active.push(`${id} ${key}`)
    await new Promise(resolve => part.signal.addEventListener('abort', resolve))
    if (closingMs) await timer.wait(closingMs, new AbortController().signal)
    active = active.filter(each => each !== `${id} ${key}`)
  }

  const own: Process = {
    parts: () =>
      active
        .filter(each => each.startsWith(`${id} `))
        .map(each => Number(/(\d+)\//.exec(each)?.[1]))
        .toSorted(),
    given: [],
    calls,
    database: 'works',
    async stop() {
      stopping.abort()
      await running
    },
    kill() {
      isDead = true
      active = active.filter(each => !each.startsWith(`${id} `))
    },
  }
  const running = divideWork({ platform: 'discord', parts: wanted, work }, stopping.signal)
  return own
}

const counts = (processes: readonly Process[]): number[] => processes.map(({ parts }) => parts().length)

describe('a fair share', () => {
  it.each([
    [1, { a: 1, b: 0 }, { a: 1, b: 0 }],
    [4, { a: 4, b: 0 }, { a: 2, b: 2 }],
    [4, { a: 2, b: 2, c: 0 }, { a: 2, b: 1, c: 1 }],
    [5, { a: 2, b: 3 }, { a: 2, b: 3 }],
    [5, { a: 0, b: 0, c: 5 }, { a: 2, b: 1, c: 2 }],
    [2, { a: 0, b: 0, c: 0 }, { a: 1, b: 1, c: 0 }],
  ])('of %i parts, where processes have %j, is %j', (parts, now, expected) => {
    const had = new Map(Object.entries(now))
    const shares = [...had.keys()].map(id => [id, fairShare(parts, id, had)])
    expect(Object.fromEntries(shares)).toEqual(expected)
  })
})

describe('work of one part', () => {
  it('is done by the first process, with one question to the database in each process every five seconds', async () => {
    const first = startProcess('a', 1)
    await timer.advance(0)
    const second = startProcess('b', 1)
    await timer.advance(LOOK_MS)
    expect(counts([first, second])).toEqual([1, 0])
    for (const { calls } of [first, second]) calls.length = 0
    await timer.advance(10 * LOOK_MS)
    expect(counts([first, second])).toEqual([1, 0])
    expect(first.calls).toEqual(Array.from({ length: 10 }, () => 'renewAll'))
    expect(second.calls).toEqual(Array.from({ length: 10 }, () => 'startingWith'))
  })

  it('goes to another at its next look once the first stops, and leaves nothing leased', async () => {
    const first = startProcess('a', 1)
    await timer.advance(0)
    const second = startProcess('b', 1)
    await timer.advance(0)
    await first.stop()
    expect(await leases.all()).toEqual([])
    await timer.advance(LOOK_MS)
    expect(counts([first, second])).toEqual([0, 1])
    await second.stop()
    expect(await leases.all()).toEqual([])
  })

  it('is left to a process of an earlier version, whose lease has the same name', async () => {
    await leases.acquire(WORK, '6f0e1c9a', 3 * TERM_MS)
    const process = startProcess('a', 4)
    await timer.advance(3 * TERM_MS - 1)
    expect(process.parts()).toEqual([])
    await timer.advance(LOOK_MS)
    expect(process.parts()).toEqual([0, 1, 2, 3])
  })

  it('keeps processes of an earlier version away in as many parts as there are', async () => {
    startProcess('a', 4)
    await timer.advance(4 * TERM_MS)
    expect(await leases.acquire(WORK, '6f0e1c9a', TERM_MS)).toBe(false)
  })
})

describe('work of several parts', () => {
  it('is shared by who is there, and each part is done once', async () => {
    const first = startProcess('a', 4, { closingMs: 1_000 })
    await timer.advance(0)
    expect(first.parts()).toEqual([0, 1, 2, 3])
    const second = startProcess('b', 4)
    await timer.advance(2 * LOOK_MS + 2_000)
    expect(counts([first, second])).toEqual([2, 2])
    const third = startProcess('c', 4)
    await timer.advance(4 * LOOK_MS)
    expect(counts([first, second, third]).toSorted()).toEqual([1, 1, 2])
    await timer.advance(100 * LOOK_MS)
    expect(active.map(each => each.slice(2)).toSorted()).toEqual(['0/4', '1/4', '2/4', '3/4'])
    expect(overlaps).toEqual([])
    expect(first.given).toHaveLength(4)
    expect(second.given.length + third.given.length).toBeLessThanOrEqual(4)
  })

  it('changes hands one part at a time, so that the others go on', async () => {
    const first = startProcess('a', 6, { closingMs: 1_000 })
    await timer.advance(0)
    startProcess('b', 6)
    const kept: number[] = []
    for (let looks = 0; looks < 5; looks++) {
      kept.push(first.given.filter(({ signal }) => !signal.aborted).length)
      await timer.advance(LOOK_MS)
    }
    expect(kept).toEqual([6, 5, 4, 3, 3])
  })

  it.each(['is killed', 'hangs', 'fails'] as const)(
    'is taken over within 20 s where a process or its database %s',
    async how => {
      const first = startProcess('a', 4, { closingMs: 1_500 })
      await timer.advance(0)
      const second = startProcess('b', 4)
      await timer.advance(4 * LOOK_MS)
      expect(counts([first, second])).toEqual([2, 2])
      if (how === 'is killed') first.kill()
      else first.database = how
      await timer.advance(20_000)
      expect(counts([first, second])).toEqual([0, 4])
      expect(overlaps).toEqual([])
      first.database = 'works'
      await timer.advance(6 * LOOK_MS)
      expect(counts([first, second])).toEqual(how === 'is killed' ? [0, 4] : [2, 2])
      expect(overlaps).toEqual([])
    },
  )

  it('goes on while the database fails for less than a lease lasts', async () => {
    const process = startProcess('a', 2)
    await timer.advance(0)
    process.database = 'fails'
    await timer.advance(TERM_MS - 3_500)
    process.database = 'works'
    await timer.advance(10 * LOOK_MS)
    expect(process.given).toHaveLength(2)
    expect(process.parts()).toEqual([0, 1])
  })

  it('isn’t ours from two seconds before its leases end, even before a process that was suspended notices', async () => {
    const { given } = startProcess('a', 2)
    await timer.advance(0)
    const ours = () => given.map(part => part.isOurs())
    const { now } = timer
    timer.now = () => now() + TERM_MS - 2_001
    expect(ours()).toEqual([true, true])
    timer.now = () => now() + TERM_MS - 2_000
    expect(ours()).toEqual([false, false])
    expect(given.map(({ signal }) => signal.aborted)).toEqual([false, false])
  })

  it('is ours until a part that is given up has ended', async () => {
    const first = startProcess('a', 2, { closingMs: 1_000 })
    await timer.advance(0)
    startProcess('b', 2)
    await timer.advance(LOOK_MS)
    const [, second] = first.given
    expect(second?.signal.aborted).toBe(true)
    expect(second?.isOurs()).toBe(true)
    await timer.advance(1_000)
    expect(second?.isOurs()).toBe(false)
  })

  it('asks the database twice every five seconds', async () => {
    const { calls } = startProcess('a', 4)
    await timer.advance(2 * LOOK_MS)
    calls.length = 0
    await timer.advance(10 * LOOK_MS)
    expect(calls).toEqual(Array.from({ length: 10 }, () => ['renewAll', 'startingWith']).flat())
  })

  it('is given up only once what was given up before has ended', async () => {
    const first = startProcess('a', 6, { closingMs: 8_000 })
    await timer.advance(0)
    startProcess('b', 6)
    await timer.advance(2 * LOOK_MS)
    expect(first.given.filter(({ signal }) => signal.aborted)).toHaveLength(1)
    await timer.advance(LOOK_MS)
    expect(first.given.filter(({ signal }) => signal.aborted)).toHaveLength(2)
  })

  it('isn’t taken again before it has ended here', async () => {
    const process = startProcess('a', 2, { closingMs: 20_000 })
    await timer.advance(0)
    process.database = 'fails'
    await timer.advance(TERM_MS)
    process.database = 'works'
    await timer.advance(TERM_MS)
    expect(process.given).toHaveLength(2)
    await timer.advance(TERM_MS)
    expect(process.parts()).toEqual([0, 1])
    expect(overlaps).toEqual([])
  })

  it('is lost with all others where the number of parts may have changed', async () => {
    const { given } = startProcess('a', 2, { closingMs: 1_500 })
    await timer.advance(0)
    leases.give(WORK, '3 parts')
    await timer.advance(LOOK_MS)
    expect(given.map(part => part.isOurs())).toEqual([false, false])
    await timer.advance(2_000)
    expect(active.toSorted()).toEqual(['a 0/3', 'a 1/3', 'a 2/3'])
    expect(overlaps).toEqual([])
  })

  it('isn’t begun by a process that stops meanwhile', async () => {
    const process = startProcess('a', 1)
    await process.stop()
    expect(process.given).toEqual([])
    expect(await leases.all()).toEqual([])
  })

  it('is lost where another has a lease of ours', async () => {
    const process = startProcess('a', 2)
    await timer.advance(0)
    leases.give(`${WORK} 1/2`, 'another')
    await timer.advance(LOOK_MS)
    expect(process.parts()).toEqual([0])
    expect(process.given.map(part => part.isOurs())).toEqual([true, false])
  })

  it('is tried again five seconds after it failed', async () => {
    const { given } = startProcess('a', 1, { fails: true })
    await timer.advance(LOOK_MS - 1)
    expect(given).toHaveLength(1)
    await timer.advance(1)
    expect(given).toHaveLength(2)
  })

  it('ends at once when its process stops, even if the database doesn’t answer', async () => {
    const process = startProcess('a', 2)
    await timer.advance(0)
    process.database = 'hangs'
    await timer.advance(LOOK_MS)
    void process.stop()
    expect(process.given.map(({ signal }) => signal.aborted)).toEqual([true, true])
  })

  it('is released by a process that stops, so that the others take it within a second or two', async () => {
    const first = startProcess('a', 4)
    await timer.advance(0)
    const second = startProcess('b', 4)
    await timer.advance(4 * LOOK_MS)
    await first.stop()
    await timer.advance(LOOK_MS)
    expect(counts([first, second])).toEqual([0, 4])
  })
})

describe('the number of parts', () => {
  it('is that of the first process, while anyone has a part', async () => {
    const first = startProcess('a', 2)
    await timer.advance(0)
    const second = startProcess('b', 4)
    await timer.advance(4 * LOOK_MS)
    await first.stop()
    await timer.advance(10 * LOOK_MS)
    expect(active.toSorted()).toEqual(['b 0/2', 'b 1/2'])
    const third = startProcess('c', 1)
    await timer.advance(4 * LOOK_MS)
    expect(counts([second, third])).toEqual([1, 1])
    expect(overlaps).toEqual([])
  })

  it('is a new one once nobody has had a part for 15 s', async () => {
    const first = startProcess('a', 2)
    await timer.advance(0)
    await first.stop()
    const second = startProcess('b', 4)
    await timer.advance(TERM_MS - 1)
    expect(active.toSorted()).toEqual(['b 0/2', 'b 1/2'])
    await second.stop()
    await timer.advance(2 * TERM_MS)
    startProcess('c', 3)
    await timer.advance(0)
    expect(active.toSorted()).toEqual(['c 0/3', 'c 1/3', 'c 2/3'])
  })

  it('grows from one as soon as the process that has it stops', async () => {
    const first = startProcess('a', 1)
    await timer.advance(0)
    startProcess('b', 2)
    await first.stop()
    await timer.advance(LOOK_MS)
    expect(active.toSorted()).toEqual(['b 0/2', 'b 1/2'])
  })
})
