import type { BackgroundBackfill } from '../collecting/background-backfill.ts'
import type { Collector } from '../collecting/collector.ts'
import type { Planner } from '../delivery/planner.ts'
import type { Worker } from '../delivery/worker.ts'
import type { Rankings } from '../digests/rankings.ts'
import { messageOf } from '../lib/errors.ts'
import { outsideRequests } from '../lib/request-context.ts'
import { within } from '../lib/time-limit.ts'
import type { Log } from '../ports/log.ts'
import type { Publisher } from '../ports/publisher.ts'
import type { Store } from '../ports/store.ts'
import { forgetUninstalled } from '../privacy/forget-uninstalled.ts'
import { outsideLeases } from '../replicas/held-lease.ts'
import type { Replicas } from '../replicas/replicas.ts'
import type { Clock } from '../time/clock.ts'
import type { JobRuns } from './job-runs.ts'
import type { Timetable } from './timetable.ts'

/** What the clock runs. */
export interface Jobs {
  /** Collects for the first time, then runs every job by the clock. Rejects only where a job can't be registered. */
  start(): Promise<void>
  /** Starts nothing new, and waits for what is running. What is being delivered is the worker's. */
  stop(): Promise<void>
  /**
   * Asks the source again for today's papers and those of the `daysBack` days before, unless it was asked just now. Never rejects.
   */
  check(daysBack: number): Promise<void>
  /** Resolves when no collection is running. Never rejects. */
  collected(): Promise<void>
  /** Delivers what has just been planned, without waiting for it. */
  deliverSoon(): void
  /** When the source is asked next, ms UTC. */
  nextCollectAt(): Promise<number>
  /** Registers what to do after each collection but the first, whether it succeeded or not. */
  onCollected(listener: () => Promise<void>): void
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** How long digests wait for a collection that is running, ms. */
const WAIT_FOR_COLLECTING_MS = 10_000

/** How long a start waits for a collection by another process, ms. */
const WAIT_FOR_ANOTHER_MS = 60_000

/** The tick comes once a minute, and may be early by so much, ms. */
const TICK_TOLERANCE_MS = 30_000

/** The lease of whoever asks the source whose papers are voted on. */
const COLLECT = 'collect'

/** @param deps.publishers those that can post now */
export function createJobs(deps: {
  collector: Collector
  /** Of other sources, with how often each is asked, ms. */
  otherCollectors: readonly { name: string; collector: Collector; everyMs: number }[]
  backfill: BackgroundBackfill
  rankings: Pick<Rankings, 'refresh'>
  planner: Planner
  worker: Worker
  endSuspensions: (publishers: readonly Publisher[]) => Promise<void>
  store: Pick<
    Store,
    'papers' | 'outbox' | 'keyValues' | 'audit' | 'leases' | 'rateCounters' | 'personalData' | 'tidyIndex'
  >
  replicas: Replicas
  publishers: () => readonly Publisher[]
  timetable: Timetable
  runs: JobRuns
  clock: Clock
  log: Log
  collectEveryMs: number
  /** How long changes, texts of deliveries, and papers that only a search found are kept, ms. */
  keepHistoryMs: number
}): Jobs {
  const { collector, backfill, rankings, planner, worker, replicas, runs, clock, log } = deps
  const { papers, outbox, keyValues, audit, personalData, leases, rateCounters } = deps.store
  const stopping = new AbortController()
  const { signal } = stopping
  let starting: Promise<void> = Promise.resolve()
  let collecting: Promise<void> = Promise.resolve()
  let backfilling: Promise<void> = Promise.resolve()
  let afterCollecting = async (): Promise<void> => {}

  async function deliver(): Promise<void> {
    const publishers = deps.publishers()
    await deps.endSuspensions(publishers)
    await worker.deliver(publishers)
  }

  function deliverHere(): void {
    // Each delivery has a lease of its own, also where a command or the planner begins it, and others are delivered with it.
    outsideRequests(() => outsideLeases(deliver)).catch(error =>
      log.error({ error: messageOf(error) }, 'could not deliver'),
    )
  }

  function deliverSoon(): void {
    deliverHere()
    void replicas.announce('due')
  }

  /** Planning doesn't wait for deliveries: one that hangs would hold up the next minute's slots. */
  async function plan(): Promise<void> {
    await replicas.once('plan', async lease => {
      await planner.planDue(lease, deliverSoon).finally(deliverSoon)
    })
  }

  const nextCollectAt = (): Promise<number> => collector.nextAt(deps.collectEveryMs)

  /** Only under the lease for it. */
  async function collect(lease: AbortSignal): Promise<void> {
    if (signal.aborted) return
    const collected = collector.collect(AbortSignal.any([signal, lease]))
    collecting = collected.then(() => {}).catch(() => {})
    await collected
    await papersChanged()
  }

  /** What a check and a collection do when papers have come. */
  async function papersChanged(): Promise<void> {
    await papersStored()
    await afterCollecting()
  }

  /** Drops what was computed from earlier papers, here and in the other processes. */
  async function papersStored(): Promise<void> {
    rankings.refresh()
    await replicas.announce('papers')
  }

  async function check(daysBack: number): Promise<void> {
    try {
      const isFree = await within(
        collecting.then(() => true),
        WAIT_FOR_COLLECTING_MS,
      )
      if (!isFree || signal.aborted) return
      const checkNow = async (lease: AbortSignal): Promise<void> => {
        if (await collector.check(daysBack, AbortSignal.any([signal, lease]))) await papersChanged()
      }
      await replicas.once(COLLECT, checkNow, { waitMs: WAIT_FOR_COLLECTING_MS, signal })
    } catch (error) {
      if (!signal.aborted) log.error({ error: messageOf(error) }, 'could not check papers before digests')
    }
  }

  const isDue = (at: number): boolean => at <= clock.now() + TICK_TOLERANCE_MS

  async function collectIfDue(lease: AbortSignal): Promise<void> {
    if (isDue(await nextCollectAt())) await collect(lease)
  }

  async function collectWhenDue(): Promise<void> {
    if (isDue(await nextCollectAt())) await replicas.once(COLLECT, collectIfDue)
  }

  async function keepUp(): Promise<void> {
    await planner.recordRunning()
    await replicas.look()
  }

  /** One of several processes that start finds that another has collected just now. */
  async function collectFirst(): Promise<void> {
    const first = replicas.isShared ? collectIfDue : collect
    await replicas.once(COLLECT, first, { waitMs: WAIT_FOR_ANOTHER_MS, signal })
  }

  /** Another source never holds up the one whose papers are voted on, so it has a job of its own. */
  async function collectOther({
    name,
    collector,
    everyMs,
  }: (typeof deps.otherCollectors)[number]): Promise<void> {
    if (!isDue(await collector.nextAt(everyMs))) return
    await replicas.once(`collect from ${name}`, async lease => {
      if (!isDue(await collector.nextAt(everyMs))) return
      await collector.collect(AbortSignal.any([signal, lease]))
      await papersStored()
    })
  }

  function startBackfill(): void {
    backfilling = replicas
      .once('backfill', lease => backfill.fill(AbortSignal.any([signal, lease])))
      .then(() => {})
      .catch(error => log.error({ error: messageOf(error) }, 'could not backfill'))
  }

  async function tidyUp(): Promise<void> {
    await papers.thinSnapshots(clock.now())
    await keyValues.tidy(clock.now())
    await leases.tidy()
    await rateCounters.tidy()
    const oldest = clock.now() - deps.keepHistoryMs
    await audit.removeBefore(oldest)
    await outbox.archiveBefore(oldest)
    await papers.removeFoundBefore(oldest)
    await forgetUninstalled({ personalData, clock, log })
    await deps.store.tidyIndex()
  }

  function everyMinute(name: string, job: () => Promise<unknown>): void {
    deps.timetable.add(name, '* * * * *', runs.watch(name, MINUTE_MS, job))
  }

  /** @param minute of the hour */
  function everyHour(name: string, minute: number, job: () => Promise<unknown>): void {
    deps.timetable.add(name, `${minute} * * * *`, runs.watch(name, HOUR_MS, job))
  }

  async function begin(): Promise<void> {
    await runs.reset()
    replicas.onAnnounced('papers', rankings.refresh)
    replicas.onAnnounced('due', deliverHere)
    await collectFirst().catch(error => {
      if (!signal.aborted) log.error({ error: messageOf(error) }, 'could not collect papers')
    })
    if (signal.aborted) return
    everyMinute('collect', collectWhenDue)
    for (const other of deps.otherCollectors) {
      everyMinute(`collect from ${other.name}`, () => collectOther(other))
    }
    if (replicas.isShared) everyMinute('keep up with other processes', keepUp)
    everyMinute('plan', plan)
    everyMinute('deliver', deliver)
    everyHour('backfill', 43, async () => startBackfill())
    everyHour('tidy up', 17, () => replicas.once('tidy up', tidyUp))
    startBackfill()
  }

  return {
    start() {
      starting = begin()
      return starting
    },
    async stop() {
      stopping.abort(new Error('Paper Round is stopping'))
      await Promise.all([starting, backfilling, deps.timetable.stop()])
    },
    check,
    collected: () => collecting,
    deliverSoon,
    nextCollectAt,
    onCollected(listener) {
      afterCollecting = listener
    },
  }
}
