import type { ChannelId } from '../channels/channel-id.ts'
import type { RateLimits, Verdict } from '../ports/publisher.ts'
import type { Timer } from '../time/clock.ts'
import type { RateLimiter } from './rate-limiter.ts'
import type { SharedLimits } from './shared-limits.ts'

/** Where each message of a running delivery waits until the rate limits let it pass. */
export interface PostGate {
  /**
   * Waits until a message may be posted. The first message of a delivery already has its place from when the delivery began.
   * @returns a verdict where it may not be posted in time
   */
  pass(channel: ChannelId, rateLimits: RateLimits, isFirst: boolean): Promise<Verdict | undefined>
  /** Records that the platform has answered; a 429 slows down everything that it names, on all processes. */
  answered(channel: ChannelId, verdict: Verdict): Promise<void>
}

/** How long a message of a running delivery may wait for its place, ms. Longer waits are left to the outbox. */
const PATIENCE_MS = 10_000

/**
 * @param deps.shared limits over all processes, where there are several
 * @param deps.stopping ends all waiting; deliveries that wait are tried again later
 */
export function createPostGate(deps: {
  rateLimiter: RateLimiter
  shared?: SharedLimits | undefined
  timer: Pick<Timer, 'wait'>
  stopping: AbortSignal
}): PostGate {
  const { rateLimiter, shared, timer, stopping } = deps

  async function waitFor(place: () => number | Promise<number>): Promise<Verdict | undefined> {
    for (let left = PATIENCE_MS; ; ) {
      const wait = await place()
      if (wait <= 0) return undefined
      if (stopping.aborted) return { kind: 'retry', reason: 'Paper Round is stopping' }
      if (wait > left) return { kind: 'retry', reason: 'waits for the platform', afterMs: wait }
      left -= wait
      await timer.wait(wait, stopping)
    }
  }

  return {
    async pass(channel, rateLimits, isFirst) {
      const refusal = isFirst ? undefined : await waitFor(() => rateLimiter.takeNext(channel, rateLimits))
      const isHeldUp = refusal ?? (await waitFor(() => rateLimiter.depart(channel)))
      return isHeldUp ?? (shared && waitFor(() => shared.take(channel, rateLimits)))
    },
    async answered(channel, verdict) {
      rateLimiter.answered(channel)
      if (verdict.kind !== 'retry' || !verdict.throttled || !verdict.afterMs) return
      rateLimiter.throttle(channel, verdict.throttled, verdict.afterMs)
      await shared?.throttle(channel, verdict.throttled, verdict.afterMs)
    },
  }
}
