import { messageOf } from '../lib/errors.ts'
import { createKeyedMutex, type KeyedMutex } from '../lib/keyed-mutex.ts'
import { within } from '../lib/time-limit.ts'
import type { Together } from '../ports/chat.ts'
import type { Log } from '../ports/log.ts'
import type { RateCounters } from '../ports/rate-counters.ts'
import type { Store } from '../ports/store.ts'
import type { Timer } from '../time/clock.ts'
import { type Announcements, createAnnouncements } from './announcements.ts'
import { createDivideWork } from './divide-work.ts'
import { createLeaseRunner } from './lease-runner.ts'
import { createSharedMutex } from './shared-mutex.ts'

/** What this process does together with the others that run on the same database; alone it does everything. */
export interface Replicas extends Announcements {
  isShared: boolean
  mutex: KeyedMutex
  /** Counts what all processes together send; undefined for a single process. */
  counters: RateCounters | undefined
  /**
   * Runs a job, unless another process runs it now.
   * @param job must end when its signal aborts, because then another process may run it
   * @returns whether it ran here
   */
  once(name: string, job: (signal: AbortSignal) => Promise<void>, waiting?: Waiting): Promise<boolean>
  /** Whether an event that several processes may get comes here first. Never rejects: in doubt it does. */
  isFirst(id: string): Promise<boolean>
  /** Undefined for a single process. */
  together: Together | undefined
}

/** How long to wait while another process runs the job, ms, and what ends that. */
export interface Waiting {
  waitMs: number
  signal: AbortSignal
}

/** How long a process that hangs or died keeps a job to itself, ms. */
const JOB_MS = 30_000
/** Platforms repeat an event for some minutes, ms. */
const EVENT_MS = 15 * 60_000
/** Platforms wait for their answer only seconds, ms. */
const EVENT_WITHIN_MS = 1_000

/** The only process on its database. */
function createAlone(): Replicas {
  const never = new AbortController().signal
  return {
    isShared: false,
    mutex: createKeyedMutex(),
    counters: undefined,
    async once(_, job) {
      await job(never)
      return true
    },
    isFirst: async () => true,
    together: undefined,
    async announce() {},
    onAnnounced() {},
    async look() {},
  }
}

/** @param deps.newId a new name for each piece of work */
export function createReplicas(deps: {
  store: Pick<Store, 'isShared' | 'leases' | 'rateCounters' | 'changes' | 'keyValues'>
  timer: Timer
  log: Log
  newId: () => string
}): Replicas {
  const { store, timer, log, newId } = deps
  if (!store.isShared) return createAlone()
  const { leases } = store
  const runner = createLeaseRunner({ leases, timer, log, newHolder: newId })

  return {
    ...createAnnouncements({ ...store, log, newId }),
    isShared: true,
    mutex: createSharedMutex(runner),
    counters: store.rateCounters,
    async once(name, job, waiting) {
      const done = await runner.run({ name, forMs: JOB_MS, ...waiting }, lease => job(lease.signal))
      if (!done) log.debug({ job: name }, 'another process runs this job')
      return done !== undefined
    },
    async isFirst(id) {
      const asked = leases.acquire(`event ${id}`, newId(), EVENT_MS).catch(error => {
        log.warn({ event: id, error: messageOf(error) }, 'could not tell whether an event is new')
        return true
      })
      return (await within(asked, EVENT_WITHIN_MS)) ?? true
    },
    together: {
      divideWork: createDivideWork({ leases, timer, log, newId }),
      counters: store.rateCounters,
      timer,
    },
  }
}
