import type { Publisher, Timer } from '../ports.ts'
import type { Pacer } from './pacing.ts'

/** How long a message of a delivery that is under way may wait for its place, ms. Longer waits are the ledger's. */
const PATIENCE_MS = 10_000

/**
 * A publisher for one delivery whose first message has its place already: each further one waits for its own, and what a 429
 * names is slowed down for all.
 * @param options.stopping ends all waiting; what waited is to be tried again
 */
export function pacedPublisher(
  publisher: Publisher,
  { pacer, timer, stopping }: { pacer: Pacer; timer: Timer; stopping: AbortSignal },
): Publisher {
  const { pace = {} } = publisher
  let hasPlace = true
  return {
    ...publisher,
    async publish(post, signal) {
      const { channel } = post
      for (let left = PATIENCE_MS; !hasPlace; ) {
        const wait = pacer.further(channel, pace)
        if (wait === 0) break
        if (stopping.aborted) return { kind: 'retry', reason: 'Paper Round is stopping' }
        if (wait > left) return { kind: 'retry', reason: 'waits for the platform', afterMs: wait }
        left -= wait
        await timer.wait(wait, stopping)
      }
      hasPlace = false
      pacer.leaves(channel)
      const verdict = await publisher.publish(post, signal)
      if (verdict.kind === 'retry' && verdict.slowed && verdict.afterMs)
        pacer.slow(channel, verdict.slowed, verdict.afterMs)
      return verdict
    },
  }
}
