import { beforeEach, describe, expect, it } from 'vitest'
import { checkLeases, outsideLeases } from '../../src/replicas/held-lease.ts'
import { LeaseLostError } from '../../src/replicas/lease-lost-error.ts'
import { createLeaseRunner, type LeaseRunner } from '../../src/replicas/lease-runner.ts'
import { createFakeLeases, type FakeLeases } from '../fakes/leases.ts'
import { silentLog } from '../fakes/silent-log.ts'
import { createFakeTimer, type FakeTimer } from '../fakes/timer.ts'

const FOR_MS = 30_000

let timer: FakeTimer
let leases: FakeLeases
let runner: LeaseRunner
let holders = 0
beforeEach(() => {
  timer = createFakeTimer()
  leases = createFakeLeases(timer)
  holders = 0
  runner = createLeaseRunner({ leases, timer, log: silentLog, newHolder: () => `holder ${++holders}` })
})

const job = { name: 'collect', forMs: FOR_MS }

/** Work that goes on until the test ends it. */
function startLong(options: Partial<typeof job> & { waitMs?: number; signal?: AbortSignal } = {}) {
  const end = Promise.withResolvers<void>()
  const state: { signal?: AbortSignal; check?: () => void } = {}
  const running = runner.run({ ...job, ...options }, async lease => {
    state.signal = lease.signal
    state.check = checkLeases
    await end.promise
    checkLeases()
    return 'done'
  })
  return { end: end.resolve, running, state }
}

describe('work under a lease', () => {
  it('runs, and releases the lease', async () => {
    expect(await runner.run(job, async () => 7)).toEqual({ result: 7 })
    expect(await leases.all()).toEqual([])
  })

  it('releases the lease when it fails too', async () => {
    await expect(runner.run(job, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(await leases.all()).toEqual([])
  })

  it('doesn’t run while another has the lease', async () => {
    await leases.acquire('collect', 'another', FOR_MS)
    expect(await runner.run(job, async () => 7)).toBeUndefined()
    expect(await leases.all()).toMatchObject([{ holder: 'another' }])
  })

  it('keeps its lease for as long as it takes', async () => {
    const { end, running, state } = startLong()
    await timer.advance(10 * FOR_MS)
    expect(await leases.acquire('collect', 'another', FOR_MS)).toBe(false)
    expect(state.signal?.aborted).toBe(false)
    end()
    expect(await running).toEqual({ result: 'done' })
  })

  it('is told when another has its lease, and may write no more', async () => {
    const { end, running, state } = startLong()
    await timer.advance(0)
    leases.give('collect', 'another')
    await timer.advance(FOR_MS / 3)
    expect(state.signal?.reason).toBeInstanceOf(LeaseLostError)
    end()
    await expect(running).rejects.toBeInstanceOf(LeaseLostError)
    expect(await leases.all()).toMatchObject([{ holder: 'another' }])
  })

  it('survives a database that fails for less than its lease', async () => {
    const { end, running } = startLong()
    await timer.advance(0)
    leases.fails = true
    await timer.advance(FOR_MS / 2)
    leases.fails = false
    await timer.advance(FOR_MS / 2)
    end()
    expect(await running).toEqual({ result: 'done' })
  })

  it.each(['fails', 'hangs'] as const)('ends with its lease where the database %s', async how => {
    const { end, running, state } = startLong()
    await timer.advance(0)
    leases[how] = true
    await timer.advance(FOR_MS - 1)
    expect(state.signal?.aborted).toBe(false)
    await timer.advance(1 + FOR_MS / 3)
    expect(state.signal?.aborted).toBe(true)
    leases[how] = false
    end()
    await expect(running).rejects.toBeInstanceOf(LeaseLostError)
  })

  it('knows at once that its lease has ended while the process was suspended', async () => {
    const suspended = { ms: 0 }
    const afterwards = { ...timer, now: () => timer.now() + suspended.ms }
    runner = createLeaseRunner({ leases, timer: afterwards, log: silentLog, newHolder: () => 'holder' })
    const end = Promise.withResolvers<void>()
    const running = runner.run(job, async () => {
      await end.promise
      checkLeases()
    })
    await timer.advance(0)
    suspended.ms = FOR_MS
    end.resolve()
    await expect(running).rejects.toBeInstanceOf(LeaseLostError)
  })

  it('lets what it started go on after it has ended in order', async () => {
    const later = Promise.withResolvers<void>()
    let started: Promise<void> = Promise.resolve()
    await runner.run(job, async () => {
      started = later.promise.then(checkLeases)
    })
    await timer.advance(2 * FOR_MS)
    later.resolve()
    await expect(started).resolves.toBeUndefined()
  })
})

it('doesn’t hold what it began, but is none of its work, to a lease that is lost', async () => {
  const later = Promise.withResolvers<void>()
  let begun: Promise<void> = Promise.resolve()
  const running = runner.run(job, async lease => {
    begun = outsideLeases(() => later.promise.then(checkLeases))
    leases.give('collect', 'another')
    await new Promise(resolve => lease.signal.addEventListener('abort', resolve))
  })
  await timer.advance(FOR_MS / 3)
  await running
  later.resolve()
  await expect(begun).resolves.toBeUndefined()
})

describe('work that waits for a lease', () => {
  it('runs once the other has released it', async () => {
    await leases.acquire('collect', 'another', FOR_MS)
    const running = runner.run({ ...job, waitMs: 10_000 }, async () => 7)
    await timer.advance(5_000)
    await leases.release('collect', 'another')
    await timer.advance(500)
    expect(await running).toEqual({ result: 7 })
  })

  it('runs once the other’s lease has ended, because its process died', async () => {
    await leases.acquire('collect', 'another', 5_000)
    const running = runner.run({ ...job, waitMs: 10_000 }, async () => 7)
    await timer.advance(5_500)
    expect(await running).toEqual({ result: 7 })
  })

  it('gives up after a time', async () => {
    await leases.acquire('collect', 'another', FOR_MS)
    const running = runner.run({ ...job, waitMs: 10_000 }, async () => 7)
    await timer.advance(10_000)
    expect(await running).toBeUndefined()
  })

  it('gives up when it is stopped', async () => {
    const stopping = new AbortController()
    await leases.acquire('collect', 'another', FOR_MS)
    const running = runner.run({ ...job, waitMs: 10_000, signal: stopping.signal }, async () => 7)
    await timer.advance(1_000)
    stopping.abort()
    expect(await running).toBeUndefined()
  })
})
