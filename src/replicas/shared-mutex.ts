import type { KeyedMutex } from '../lib/keyed-mutex.ts'
import { createKeyedMutex } from '../lib/keyed-mutex.ts'
import { LeaseLostError } from './lease-lost-error.ts'
import type { LeaseRunner } from './lease-runner.ts'

/** How long a process that hangs keeps others from its channel, ms. */
const FOR_MS = 15_000
/** How long to wait for one's turn, ms: longer than a process that died keeps others waiting. */
const WAIT_MS = 60_000

/** A mutex over all processes on one database. Within a process, work keeps its order. */
export function createSharedMutex(leases: LeaseRunner): KeyedMutex {
  const here = createKeyedMutex()
  return {
    runExclusive: (key, work) =>
      here.runExclusive(key, async () => {
        const done = await leases.run({ name: `only ${key}`, forMs: FOR_MS, waitMs: WAIT_MS }, work)
        if (!done) throw new LeaseLostError(`another process has been working on ${key} for too long`)
        return done.result
      }),
  }
}
