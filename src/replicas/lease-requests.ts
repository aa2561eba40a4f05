import { messageOf } from '../lib/errors.ts'
import type { Lease, Leases } from '../ports/leases.ts'
import type { Log } from '../ports/log.ts'
import type { Timer } from '../time/clock.ts'

/** The database's answer, or undefined once it comes later than in `ms`, or the signal aborts. The question goes on unobserved. */
export async function answerInTime<Answer>(
  question: Promise<Answer>,
  { timer, ms, signal }: { timer: Timer; ms: number; signal?: AbortSignal },
): Promise<Answer | undefined> {
  const over = new AbortController()
  const ending = signal ? AbortSignal.any([over.signal, signal]) : over.signal
  try {
    return await Promise.race([question, timer.wait(ms, ending).then(() => undefined)])
  } finally {
    over.abort()
  }
}

/** Ends a lease. Where that fails, the lease ends by itself. */
export const releaseLease = (
  { name, holder }: Pick<Lease, 'name' | 'holder'>,
  { leases, log }: { leases: Leases; log: Log },
): Promise<void> =>
  leases
    .release(name, holder)
    .catch(error => log.debug({ lease: name, error: messageOf(error) }, 'could not release a lease'))
