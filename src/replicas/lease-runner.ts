import { messageOf } from '../lib/errors.ts'
import type { Leases } from '../ports/leases.ts'
import type { Log } from '../ports/log.ts'
import type { Timer } from '../time/clock.ts'
import { type HeldLease, lost, runUnder } from './held-lease.ts'
import { answerInTime, releaseLease } from './lease-requests.ts'

export interface LeaseOptions {
  name: string
  /** How long the lease lasts without a renewal, ms. It is renewed three times in that time. */
  forMs: number
  /** How long to wait while another has it, ms; not at all by default. */
  waitMs?: number | undefined
  /** Ends the waiting. */
  signal?: AbortSignal | undefined
}

export interface LeaseRunner {
  /**
   * Runs work under a lease, renews it meanwhile and then releases it. What it does must end when the lease is lost: see `HeldLease`.
   * @returns its result; undefined where another has the lease
   */
  run<Result>(
    options: LeaseOptions,
    work: (lease: HeldLease) => Promise<Result>,
  ): Promise<{ result: Result } | undefined>
}

/** Waits between two attempts to get a lease that another has, ms. */
const FIRST_WAIT_MS = 25
const LONGEST_WAIT_MS = 500

/** @param deps.newHolder a new name for each piece of work */
export function createLeaseRunner(deps: {
  leases: Leases
  timer: Timer
  log: Log
  newHolder: () => string
}): LeaseRunner {
  const { leases, timer, log, newHolder } = deps

  /** @returns by when the lease was asked for, ms of the timer; undefined where another has it */
  async function acquire(
    holder: string,
    { name, forMs, waitMs = 0, signal = new AbortController().signal }: LeaseOptions,
  ): Promise<number | undefined> {
    const until = timer.now() + waitMs
    for (let pauseMs = FIRST_WAIT_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_WAIT_MS)) {
      const askedAt = timer.now()
      if (await leases.acquire(name, holder, forMs)) return askedAt
      if (timer.now() + pauseMs > until || signal.aborted) return undefined
      await timer.wait(pauseMs, signal)
    }
  }

  return {
    async run(options, work) {
      const { name, forMs } = options
      const holder = newHolder()
      const askedAt = await acquire(holder, options)
      if (askedAt === undefined) return undefined
      // Counted from before the request to the database, so that it ends a little earlier here than there.
      let endsAt = askedAt + forMs
      const losing = new AbortController()
      const done = new AbortController()

      const lease: HeldLease = {
        signal: losing.signal,
        check() {
          if (!done.signal.aborted && timer.now() >= endsAt) losing.abort(lost(name))
          losing.signal.throwIfAborted()
        },
      }

      /** Whether the lease goes on; also once the time is over without an answer, and the lease with it. */
      async function renew(): Promise<boolean> {
        const at = timer.now()
        const limit = { timer, ms: Math.max(0, endsAt - at), signal: done.signal }
        try {
          const renewed = await answerInTime(leases.renew(name, holder, forMs), limit)
          if (renewed) endsAt = at + forMs
          return renewed ?? false
        } catch (error) {
          log.debug({ lease: name, error: messageOf(error) }, 'could not renew a lease')
          return timer.now() < endsAt
        }
      }

      async function keep(): Promise<void> {
        while (!done.signal.aborted) {
          await timer.wait(forMs / 3, done.signal)
          if (done.signal.aborted) return
          if (await renew()) continue
          if (done.signal.aborted) return
          log.warn({ lease: name }, 'lost a lease: another process may go on with this')
          losing.abort(lost(name))
          return
        }
      }

      const keeping = keep()
      try {
        return { result: await runUnder(lease, () => work(lease)) }
      } finally {
        done.abort()
        await keeping
        await releaseLease({ name, holder }, { leases, log })
      }
    },
  }
}
