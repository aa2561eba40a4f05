import { platformOf } from '../channel.ts'
import { messageOf } from '../errors.ts'
import type { Channels, Clock, Ledger, Log, Publisher } from '../ports.ts'
import { createAttempt } from './attempt.ts'
import type { BackOff } from './back-off.ts'
import type { Delivery } from './delivery.ts'

export interface DeliverySettings extends BackOff {
  leaseMs: number
  concurrency: number
}

export interface Worker {
  /** Delivers what is due on these publishers' platforms until nothing is left. */
  deliver(publishers: readonly Publisher[]): Promise<void>
  /**
   * Starts nothing new and waits for what is being sent. What isn't done after `graceMs` is broken off, and may then
   * have arrived.
   */
  stop(graceMs: number): Promise<void>
}

export function createWorker(deps: {
  ledger: Ledger
  channels: Channels
  clock: Clock
  log: Log
  random: () => number
  settings: DeliverySettings
}): Worker {
  const { ledger, clock, log, settings } = deps
  const breakOff = new AbortController()
  const attempt = createAttempt({ ...deps, signal: breakOff.signal })
  const underWay = new Set<Promise<void>>()
  let stopping = false

  /** What is thrown is a fault of ours or of the store. The row stays as it is: due again, or `sending`, to be reconciled. */
  const guarded = (delivery: Delivery, publisher: Publisher): Promise<void> =>
    attempt(delivery, publisher).catch(error =>
      log.error(
        { channel: delivery.channel, edition: delivery.edition, error: messageOf(error) },
        'could not deliver',
      ),
    )

  return {
    async deliver(publishers) {
      const platforms = publishers.map(({ platform }) => platform)
      const { leaseMs, concurrency } = settings
      while (!stopping && platforms.length > 0) {
        const claimed = await ledger.claim({ platforms, now: clock.now(), leaseMs, limit: concurrency })
        if (claimed.length === 0) return
        const batch = claimed.map(delivery => {
          const publisher = publishers.find(({ platform }) => platform === platformOf(delivery.channel))
          if (!publisher || stopping) return undefined
          const delivering: Promise<void> = guarded(delivery, publisher).finally(() =>
            underWay.delete(delivering),
          )
          underWay.add(delivering)
          return delivering
        })
        await Promise.all(batch)
      }
    },
    async stop(graceMs) {
      stopping = true
      const timer = setTimeout(() => breakOff.abort(new Error('Paper Round is stopping')), graceMs)
      await Promise.all(underWay)
      clearTimeout(timer)
    },
  }
}
