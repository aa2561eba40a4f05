import type { ChannelId } from '../channels/channel-id.ts'
import { platformOf, workspaceOf } from '../channels/channel-id.ts'
import type { Level, Rate, RateLimits, ThrottleScope } from '../ports/publisher.ts'
import type { RateCounters } from '../ports/rate-counters.ts'
import type { Timer } from '../time/clock.ts'

/**
 * Keeps what all processes post together within the platforms' limits. Each process asks its own rate limiter first, which saves most
 * queries.
 */
export interface SharedLimits {
  /** Takes the place of one message. @returns 0, or how long it has to wait, ms */
  take(channel: ChannelId, rateLimits: RateLimits): Promise<number>
  /** Lets nobody post within the scope of a 429 for this long, ms. */
  throttle(channel: ChannelId, throttled: ThrottleScope, ms: number): Promise<void>
}

/**
 * Messages that were sent apart may arrive closer together, because some are longer on their way, ms. As a process can't know when those
 * of the others arrive, all of its periods are longer by this.
 */
const TRANSIT_MS = 250

/** How long to wait before another place is taken instead of one that came too late, ms. */
const ASK_AGAIN_MS = 1

const spaced = (rate: Rate): Rate => ({ ...rate, perMs: rate.perMs + TRANSIT_MS })

const namesOf = (channel: ChannelId): Record<Level, string> => ({
  bot: `post ${platformOf(channel)}:`,
  workspace: `post ${workspaceOf(channel)}/`,
  channel: `post ${channel}`,
})

export function createSharedLimits(counters: RateCounters, timer: Pick<Timer, 'now'>): SharedLimits {
  /** As in the rate limiter: the workspace, once a second channel gets the same answer while the first still waits. */
  async function scopeOf(channel: ChannelId): Promise<Level> {
    const { workspace, channel: own } = namesOf(channel)
    const held = await counters.held(workspace)
    return held.some(name => name !== workspace && name !== own) ? 'workspace' : 'channel'
  }

  return {
    async take(channel, rateLimits) {
      const names = namesOf(channel)
      const levels: readonly Level[] = ['bot', 'workspace', 'channel']
      const places = levels.map(level => {
        const rate = rateLimits[level]
        return { name: names[level], rate: rate && spaced(rate) }
      })
      const askedAt = timer.now()
      const wait = await counters.take(places)
      // By now others may have the places around this one: the database was slow, or this process was suspended.
      const isStale = wait === 0 && timer.now() - askedAt > TRANSIT_MS
      return isStale ? ASK_AGAIN_MS : wait
    },
    async throttle(channel, throttled, ms) {
      const level = throttled === 'unnamed' ? await scopeOf(channel) : throttled
      await counters.hold(namesOf(channel)[level], ms)
    },
  }
}
