import { AsyncLocalStorage } from 'node:async_hooks'
import { LeaseLostError } from './lease-lost-error.ts'

/** A lease that work runs under. */
export interface HeldLease {
  /** Aborts when the lease is lost. */
  signal: AbortSignal
  /** @throws LeaseLostError where the lease may be another's by now: known at once, even if this process was suspended meanwhile */
  check(): void
}

const current = new AsyncLocalStorage<readonly HeldLease[]>()

/** Runs work under a lease, in addition to those that it runs under already. */
export const runUnder = <Result>(lease: HeldLease, work: () => Promise<Result>): Promise<Result> =>
  current.run([...(current.getStore() ?? []), lease], work)

/** Runs work that was only started under leases and doesn't need them. */
export const outsideLeases = <Result>(work: () => Result): Result => current.run([], work)

/** To be called before something is written. @throws LeaseLostError where the work runs under a lease that is lost */
export function checkLeases(): void {
  for (const lease of current.getStore() ?? []) lease.check()
}

/** For what is written later, together with the work of others. @returns `checkLeases` for the leases that this work runs under now */
export function leasesHeldNow(): () => void {
  const leases = current.getStore() ?? []
  return () => {
    for (const lease of leases) lease.check()
  }
}

export const lost = (name: string): LeaseLostError => new LeaseLostError(`the lease “${name}” was lost`)
