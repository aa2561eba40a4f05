import type { ChannelId, PlatformName } from '../channels/channel-id.ts'
import { platformOf } from '../channels/channel-id.ts'
import type { Backoff } from '../lib/backoff.ts'
import { messageOf } from '../lib/errors.ts'
import type { Log } from '../ports/log.ts'
import { type Metrics, unmeasured } from '../ports/metrics.ts'
import type { Delivery, DueRow, Outbox } from '../ports/outbox.ts'
import type { Publisher } from '../ports/publisher.ts'
import type { RateCounters } from '../ports/rate-counters.ts'
import type { Clock, Timer } from '../time/clock.ts'
import { realTimer } from '../time/timer.ts'
import { createAttempt } from './attempt.ts'
import { createPostGate } from './post-gate.ts'
import { createQueue, type Gate } from './queue.ts'
import { type Concurrency, createRateLimiter } from './rate-limiter.ts'
import { createSharedLimits } from './shared-limits.ts'
import type { Rejections } from './suspensions.ts'

export interface DeliverySettings extends Backoff {
  leaseMs: number
  /** Deliveries that run at the same time. */
  concurrency: Concurrency
}

export interface Worker {
  /**
   * Delivers what is due on these publishers' platforms, within their rate limits, until nothing is due any more. When called
   * while it is running, it looks again for what is due and continues with these publishers.
   */
  deliver(publishers: readonly Publisher[]): Promise<void>
  /**
   * Starts nothing new and waits for what is being sent. What takes longer than `graceMs` is aborted, and may then have
   * arrived.
   */
  stop(graceMs: number): Promise<void>
}

/** A delivery that is due again this soon is waited for, rather than left to the next minute, ms. */
const SOON_MS = 5_000
/** Rows that are listed at once; the next ones are listed when these are done. */
const LISTED = 5_000

/** @param deps.counters counts what all processes send together; undefined for a single process */
export function createWorker(deps: {
  outbox: Outbox
  counters?: RateCounters | undefined
  rejections: Rejections
  clock: Clock
  timer?: Timer | undefined
  log: Log
  metrics?: Metrics | undefined
  random: () => number
  settings: DeliverySettings
}): Worker {
  const { outbox, clock, log, metrics = unmeasured, settings, timer = realTimer } = deps
  const abortSending = new AbortController()
  const stopping = new AbortController()
  const rateLimiter = createRateLimiter({ now: timer.now, concurrency: settings.concurrency })
  const shared = deps.counters && createSharedLimits(deps.counters, timer)
  const gate = createPostGate({ rateLimiter, shared, timer, stopping: stopping.signal })
  const attempt = createAttempt({ ...deps, gate, signal: abortSending.signal })
  const queue = createQueue()
  const running = new Set<Promise<void>>()
  let publishers = new Map<PlatformName, Publisher>()
  let delivering: Promise<void> | undefined
  let shouldList = false
  /** When the first of the deliveries settled since the last listing is due again, ms UTC. */
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
    shouldList = false
    soonest = Number.POSITIVE_INFINITY
    const platforms = [...publishers.keys()]
    const rows = platforms.length > 0 ? await outbox.due({ platforms, now: clock.now(), limit: LISTED }) : []
    hasMore = rows.length === LISTED
    queue.fill(rows)
  }

  /** An exception is a bug or a store that fails. The row stays as it is: due again, or `sending`, to be reconciled. */
  async function deliverOne(delivery: Delivery, publisher: Publisher): Promise<void> {
    const { channel, edition } = delivery
    try {
      const outcome = await attempt(delivery, publisher)
      if (outcome && 'at' in outcome) soonest = Math.min(soonest, outcome.at)
    } catch (error) {
      metrics.attempted(channel, 'error')
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
          running.delete(one)
          end(channel)
        })
        running.add(one)
      }
    }
  }

  /** Waits until something changes, at most `waitMs`. */
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
    shouldList = true
    await rest(waitMs)
  }

  async function deliverAll(): Promise<void> {
    try {
      while (!stopping.signal.aborted) {
        if (soonest <= clock.now()) shouldList = true
        if (shouldList || (hasMore && queue.size() === 0)) await list()
        const { ready, waitMs } = queue.pick(places)
        if (ready.length > 0) await begin(ready)
        else if (shouldList) continue
        else if (queue.size() > 0 || running.size > 0) await rest(waitMs)
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
      shouldList = true
      changed.resolve()
      delivering ??= deliverAll()
      return delivering
    },
    async stop(graceMs) {
      stopping.abort()
      changed.resolve()
      const timeout = setTimeout(() => abortSending.abort(new Error('Paper Round is stopping')), graceMs)
      await Promise.all(running)
      clearTimeout(timeout)
    },
  }
}
