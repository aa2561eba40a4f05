import { randomUUID } from 'node:crypto'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { openStore, placeOf } from '../../../adapters/stores.ts'
import { DIGEST, RANKING } from '../../../config/defaults.ts'
import { createPlanner } from '../../../src/delivery/planner.ts'
import { createEditionBuilder } from '../../../src/digests/edition-builder.ts'
import { createRankings } from '../../../src/digests/rankings.ts'
import { fenceStore } from '../../../src/replicas/fenced-store.ts'
import { createReplicas } from '../../../src/replicas/replicas.ts'
import { realTimer } from '../../../src/time/timer.ts'
import { silentLog } from '../../fakes/silent-log.ts'
import { cpuMs } from '../measure.ts'
import { isSmall, SMALL_SLOT } from './database.ts'
import type { PlanningReport } from './orders.ts'

/** Plans everything that is due in a database, as the bot does, and measures it. */

const MIB = 1024 * 1024
const STALE_AFTER_MS = 6 * 3_600_000
/** The heap is measured after every so many editions; a garbage collection before each would take longer than planning. */
const HEAP_EVERY = 2_500

const opened = await openStore(placeOf(process.argv[2] ?? '', '/'), { log: silentLog, isBot: true })
const timer = realTimer
const replicas = createReplicas({ store: opened, timer, log: silentLog, newId: randomUUID })
const store = replicas.isShared ? fenceStore(opened) : opened
const startedAt = performance.now()
const clock = { now: () => SMALL_SLOT + Math.round(performance.now() - startedAt) }
const feed = async () => ({ state: 'fresh' as const, text: 'It is there.' })

const heapAfterGc = (): number => {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed / MIB
}
const resident = (): number => process.memoryUsage().rss / MIB

const report: PlanningReport = {
  planned: 0,
  ms: 0,
  cpuMs: 0,
  heap: { before: heapAfterGc(), most: 0 },
  resident: { before: resident(), most: 0 },
  loopP99: 0,
}
const settings = {
  ranking: RANKING,
  daysBack: DIGEST.daysBack,
  maxDaysBack: DIGEST.maxDaysBack,
  staleAfterMs: STALE_AFTER_MS,
}
const rankings = createRankings({ ...store, clock, settings })
const editionBuilder = createEditionBuilder({ ...store, rankings, feed, clock, settings })
let written = 0
/** What the garbage collections for the measurement took, elapsed and in CPU time, ms. */
let measuringMs = 0
let measuringCpuMs = 0
const planner = createPlanner({
  ...store,
  outbox: {
    ...store.outbox,
    async planSlots(slots) {
      const done = await store.outbox.planSlots(slots)
      const now = performance.now()
      const channels = slots.map(slot => (slot.kind === 'skip' ? slot.channel : slot.delivery.channel))
      if (channels.some(isSmall)) report.smallMs = now - began - measuringMs
      const samples = Math.floor(written / HEAP_EVERY)
      written += slots.length
      if (Math.floor(written / HEAP_EVERY) > samples) {
        measuringCpuMs += await cpuMs(() => {
          report.heap.most = Math.max(report.heap.most, heapAfterGc())
        })
        measuringMs += performance.now() - now
      }
      return done
    },
  },
  editionBuilder,
  rankings,
  feed,
  check: async () => {},
  mutex: replicas.mutex,
  clock,
  log: silentLog,
  staleAfterMs: STALE_AFTER_MS,
  noticeAfterMs: STALE_AFTER_MS,
  uncertainUntil: async () => 0,
})

const watching = setInterval(() => {
  report.resident.most = Math.max(report.resident.most, resident())
}, 50)
const delay = monitorEventLoopDelay({ resolution: 1 })
delay.enable()
const began = performance.now()
const planAll = async (lease: AbortSignal): Promise<void> => {
  const signal = AbortSignal.any([lease, AbortSignal.timeout(Number(process.argv[3]) * 1000)])
  report.planned = await planner.planDue(signal, () => {
    report.firstMs ??= performance.now() - began - measuringMs
  })
}
report.cpuMs = (await cpuMs(() => replicas.once('plan', planAll))) - measuringCpuMs
report.ms = performance.now() - began - measuringMs
delay.disable()
clearInterval(watching)
report.heap.most = Math.max(report.heap.most, heapAfterGc())
report.resident.most = Math.max(report.resident.most, resident())
report.loopP99 = delay.percentile(99) / 1e6
await opened.close()
process.send?.(report, () => process.exit())
