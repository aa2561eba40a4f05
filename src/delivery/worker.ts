import type { ChannelId, PlatformName } from '../channels/channel-id.ts'
import { platformOf } from '../channels/channel-id.ts'
import type { Backoff } from '../lib/backoff.ts'
import { messageOf } from '../lib/errors.ts'
import type { Log } from '../ports/log.ts'
import type { Delivery, DueRow, Outbox } from '../ports/outbox.ts'
import type { Publisher } from '../ports/publisher.ts'
import type { Clock, Timer } from '../time/clock.ts'
import { realTimer } from '../time/timer.ts'
import { createAttempt } from './attempt.ts'
import { createPostGate } from './post-gate.ts'
import { createQueue, type Gate } from './queue.ts'
import { type Concurrency, createRateLimiter } from './rate-limiter.ts'
import type { Rejections } from './suspensions.ts'

export interface DeliverySettings extends Backoff {
  leaseMs: number
  /** Deliveries under way at once. */
  concurrency: Concurrency
}

export interface Worker {
  /**
   * Delivers what is due on these publishers' platforms, within their rate limits, until nothing is left that is due. Called while it
   * is at that, it looks again for what is due and goes on with these publishers.
   */
  deliver(publishers: readonly Publisher[]): Promise<void>
  /**
   * Starts nothing new and waits for what is being sent. What isn't done after `graceMs` is broken off, and may then
   * have arrived.
   */
  stop(graceMs: number): Promise<void>
}

/** What is due again as soon as that is waited for, rather than left to the next minute, ms. */
const SOON_MS = 5_000
/** Rows that are looked at together. The next ones come when these are done. */
const LISTED = 5_000

export function createWorker(deps: {
  outbox: Outbox
  rejections: Rejections
  clock: Clock
  timer?: Timer | undefined
  log: Log
  random: () => number
  settings: DeliverySettings
}): Worker {
  const { outbox, clock, log, settings, timer = realTimer } = deps
  const breakOff = new AbortController()
  const stopping = new AbortController()
  const rateLimiter = createRateLimiter({ now: timer.now, concurrency: settings.concurrency })
  const gate = createPostGate({ rateLimiter, timer, stopping: stopping.signal })
  const attempt = createAttempt({ ...deps, gate, signal: breakOff.signal })
  const queue = createQueue()
  const underWay = new Set<Promise<void>>()
  let publishers = new Map<PlatformName, Publisher>()
  let delivering: Promise<void> | undefined
  let mustList = false
  /** When the first of what was settled lately is due again, ms UTC. */
  let soonest = Number.POSITIVE_INFINITY
  let hasMore = false
  let changed = Promise.withResolvers<void>()

  const limitsOf = (platform: PlatformName) => publishers.get(platform)?.rateLimits ?? {}
  const places: Gate = {
    bot: platform => rateLimiter.waitForBot(platform, limitsOf(platform)),
    workspace: (platform, workspace) => rateLimiter.waitForWorkspace(workspace, limitsOf(platform)),
    begin: channel => rateLimiter.begin(channel, limitsOf(platformOf(channel))),
  }

  async function list(): Promise<void> {
    mustList = false
    soonest = Number.POSITIVE_INFINITY
    const platforms = [...publishers.keys()]
    const rows = platforms.length > 0 ? await outbox.due({ platforms, now: clock.now(), limit: LISTED }) : []
    hasMore = rows.length === LISTED
    queue.fill(rows)
  }

  /** What is thrown is a fault of ours or of the store. The row stays as it is: due again, or `sending`, to be reconciled. */
  async function deliverOne(delivery: Delivery, publisher: Publisher): Promise<void> {
    const { channel, edition } = delivery
    try {
      const outcome = await attempt(delivery, publisher)
      if (outcome && 'at' in outcome) soonest = Math.min(soonest, outcome.at)
    } catch (error) {
      log.error({ channel, edition, error: messageOf(error) }, 'could not deliver')
    }
  }

  function end(channel: ChannelId): void {
    rateLimiter.end(channel)
    changed.resolve()
  }

  async function begin(ready: readonly DueRow[]): Promise<void> {
    let claimed: Delivery[] = []
    try {
      const ids = ready.map(({ id }) => id)
      const { leaseMs } = settings
      const platforms = [...publishers.keys()]
      claimed = await outbox.claim({ platforms, now: clock.now(), leaseMs, limit: ids.length, ids })
    } finally {
      for (const { id, channel } of ready) {
        const delivery = claimed.find(row => row.id === id)
        const publisher = publishers.get(platformOf(channel))
        if (!delivery || !publisher || stopping.signal.aborted) {
          end(channel)
          continue
        }
        const one: Promise<void> = deliverOne(delivery, publisher).finally(() => {
          underWay.delete(one)
          end(channel)
        })
        underWay.add(one)
      }
    }
  }

  /** Waits until something changed, or so many ms. */
  async function rest(waitMs: number): Promise<void> {
    const over = new AbortController()
    const passing = Number.isFinite(waitMs) ? [timer.wait(waitMs, over.signal)] : []
    await Promise.race([changed.promise, ...passing])
    over.abort()
    changed = Promise.withResolvers()
  }

  async function restUntilSoonest(): Promise<void> {
    const waitMs = Math.max(0, soonest - clock.now())
    soonest = Number.POSITIVE_INFINITY
    mustList = true
    await rest(waitMs)
  }

  async function deliverAll(): Promise<void> {
    try {
      while (!stopping.signal.aborted) {
        if (soonest <= clock.now()) mustList = true
        if (mustList || (hasMore && queue.size() === 0)) await list()
        const { ready, waitMs } = queue.pick(places)
        if (ready.length > 0) await begin(ready)
        else if (mustList) continue
        else if (queue.size() > 0 || underWay.size > 0) await rest(waitMs)
        else if (soonest - clock.now() > SOON_MS) return
        else await restUntilSoonest()
      }
    } finally {
      rateLimiter.prune()
      delivering = undefined
    }
  }

  return {
    deliver(given) {
      if (stopping.signal.aborted) return Promise.resolve()
      publishers = new Map(given.map(publisher => [publisher.platform, publisher]))
      mustList = true
      changed.resolve()
      delivering ??= deliverAll()
      return delivering
    },
    async stop(graceMs) {
      stopping.abort()
      changed.resolve()
      const timeout = setTimeout(() => breakOff.abort(new Error('Paper Round is stopping')), graceMs)
      await Promise.all(underWay)
      clearTimeout(timeout)
    },
  }
}
