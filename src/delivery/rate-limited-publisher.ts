import type { Publisher, Verdict } from '../ports/publisher.ts'
import type { Timer } from '../time/clock.ts'
import type { RateLimiter } from './rate-limiter.ts'

/** How long a message of a delivery that is under way may wait for its place, ms. Longer waits are the outbox's. */
const PATIENCE_MS = 10_000

/**
 * A publisher for one delivery whose first message has its place already: each further one waits for its own, and what a 429
 * names is throttled down for all.
 * @param options.stopping ends all waiting; what waited is to be tried again
 */
export function rateLimitedPublisher(
  publisher: Publisher,
  { rateLimiter, timer, stopping }: { rateLimiter: RateLimiter; timer: Timer; stopping: AbortSignal },
): Publisher {
  const { rateLimits = {} } = publisher
  let hasPlace = true

  async function waitFor(place: () => number): Promise<Verdict | undefined> {
    for (let left = PATIENCE_MS; ; ) {
      const wait = place()
      if (wait <= 0) return undefined
      if (stopping.aborted) return { kind: 'retry', reason: 'Paper Round is stopping' }
      if (wait > left) return { kind: 'retry', reason: 'waits for the platform', afterMs: wait }
      left -= wait
      await timer.wait(wait, stopping)
    }
  }

  return {
    ...publisher,
    async publish(post, signal) {
      const { channel } = post
      const takePlace = hasPlace ? () => 0 : () => rateLimiter.takeNext(channel, rateLimits)
      hasPlace = false
      for (const place of [takePlace, () => rateLimiter.depart(channel)]) {
        const refusal = await waitFor(place)
        if (refusal) return refusal
      }
      const verdict = await publisher.publish(post, signal)
      rateLimiter.answered(channel)
      if (verdict.kind === 'retry' && verdict.throttled && verdict.afterMs)
        rateLimiter.throttle(channel, verdict.throttled, verdict.afterMs)
      return verdict
    },
  }
}
